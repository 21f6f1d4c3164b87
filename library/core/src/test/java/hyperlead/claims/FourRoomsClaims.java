package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.AnnealedTemperature;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.followers.MismatchedSimulator;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Claims of notebooks 01, 03, 11 and 12; a run below 0.05 has not left the plateau. */
final class FourRoomsClaims {
  private static final TabularFollower.Kind SOLVER = new SoftPolicyIteration();
  private static final Estimator.Kind<TabularEpisode> OPTIMIST =
      new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(1, 1));
  private static final Estimator.Kind<TabularEpisode> QUIET = CertaintyEquivalence.of(1e-3, 1);

  private FourRoomsClaims() {}

  static List<Claim> all() {
    return Stream.of(rooms(), grid(), searches(), sweeps()).flatMap(List::stream).toList();
  }

  private static List<Claim> rooms() {
    var random = new BoltzmannCovariance<>(SarsaCritic.random(0.3));
    return List.of(
        rooms("bchg", training(1, SOLVER, random, Sgd.of(0.1).clippedTo(1), 10_000)),
        rooms("commit", mirrored(1, SOLVER, exploring(200), 2000)),
        rooms("black-box", blackBox(0.9, 100)),
        rooms("black-box-half", blackBox(0.5, 100)),
        rooms("black-box-none", blackBox(0, 100)),
        rooms("black-box-long", blackBox(0.9, 1000)),
        rooms("black-box-long-half", blackBox(0.5, 1000)),
        rooms("black-box-long-none", blackBox(0, 1000)));
  }

  /**
   * Notebook 03 at its setting: 10,000 updates of 100 samples, by one law and the published two.
   */
  private static List<Claim> grid() {
    Map<String, Estimator.Kind<TabularEpisode>> methods = new LinkedHashMap<>();
    methods.put("bchg", new BoltzmannCovariance<>(SarsaCritic.random(0.4)));
    methods.put("commit", exploring(1000));
    List<Claim> claims = new ArrayList<>();
    for (int tau : new int[] {1, 3, 5}) {
      methods.forEach(
          (name, method) -> {
            String id = "grid-" + tau + "-" + name;
            claims.add(Claim.of(id, mirrored(tau, SOLVER, method, 10_000), 0.05));
            var two = mirrored(tau, mismatched(), method, 10_000);
            claims.add(Claim.of(id + "-mismatched", two, 0.05));
          });
    }
    return claims;
  }

  /** The published simulator: episodes slip less than the follower plans for. */
  private static TabularFollower.Kind mismatched() {
    var slippery = FourRooms.bundled().withSlip(0.33).at(1).transitions();
    return new MismatchedSimulator(SOLVER, slippery);
  }

  /** Notebook 11: 600 updates. */
  private static List<Claim> searches() {
    var pessimist = new BoltzmannCovariance<>(LeastSquaresCritic.zero(1));
    return List.of(
        search("exact", new Exact<>()),
        search("random", new BoltzmannCovariance<>(SarsaCritic.random(0.4))),
        search("optimistic", OPTIMIST),
        search("then-exact", new ExploreThenCommit<>(OPTIMIST, new Exact<>(), 60)),
        search("annealed", new AnnealedTemperature(0.01, 420)),
        search("commit-6", exploring(6)),
        search("commit-18", exploring(18)),
        search("commit-60", exploring(60)),
        search("commit-180", exploring(180)),
        search("pessimist", new ExploreThenCommit<>(pessimist, QUIET, 60)));
  }

  private static Claim search(String name, Estimator.Kind<TabularEpisode> method) {
    return Claim.of("search-" + name, mirrored(1, SOLVER, method, 600), 0.05);
  }

  /** Notebook 12: followers that stop early. */
  private static List<Claim> sweeps() {
    List<Claim> claims = new ArrayList<>(List.of(sweeps("optimal", SOLVER)));
    for (int k : new int[] {1, 10, 30, 300}) {
      claims.add(sweeps("carried-" + k, SoftBellmanSweeps.carriedOver(k)));
    }
    for (int k : new int[] {1, 10, 15, 20, 25, 30, 300}) {
      claims.add(sweeps("reset-" + k, SoftBellmanSweeps.reset(k)));
    }
    return claims;
  }

  private static Claim sweeps(String name, TabularFollower.Kind follower) {
    return Claim.of("sweeps-" + name, mirrored(5, follower, exploring(60), 600), 0.05);
  }

  private static Claim rooms(String id, LeaderTraining<TabularEpisode> training) {
    return Claim.of("rooms-" + id, training, 0.05);
  }

  /** BC-HG with an optimistic critic, then the hypergradient of what was counted. */
  private static Estimator.Kind<TabularEpisode> exploring(int updates) {
    return new ExploreThenCommit<>(OPTIMIST, QUIET, updates);
  }

  /** 600 updates of a leader that sees trajectories only. */
  private static LeaderTraining<TabularEpisode> blackBox(double memory, int samples) {
    return mirrored(5, SOLVER, BlackBox.of(exploring(60), 0.1, memory), 600).withSamples(samples);
  }

  private static LeaderTraining<TabularEpisode> mirrored(
      int tau, TabularFollower.Kind follower, Estimator.Kind<TabularEpisode> method, int updates) {
    Optimizer rule = new MirrorAscent(Sgd.of(0.3).clippedTo(2).decayingOver(updates));
    return training(tau, follower, method, rule, updates);
  }

  /**
   * With 100 samples an update.
   *
   * @param tau the temperature, in thousandths
   */
  private static LeaderTraining<TabularEpisode> training(
      int tau,
      TabularFollower.Kind follower,
      Estimator.Kind<TabularEpisode> method,
      Optimizer optimizer,
      int updates) {
    return LeaderTraining.of(FourRooms.problem(tau / 1000.0), follower, method)
        .withOptimizer(optimizer)
        .withSamples(100)
        .withUpdates(updates)
        .withLogEvery(updates);
  }
}
