package hyperlead.methods;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.estimators.AdaptiveModelDesign;
import hyperlead.estimators.Aho;
import hyperlead.estimators.BiAc;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.estimators.Hpgd;
import hyperlead.estimators.HpgdOracle;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.estimators.RandomlyTruncated;
import hyperlead.estimators.Slac;
import hyperlead.estimators.SoBiRl;
import hyperlead.estimators.ValuePenalty;
import hyperlead.estimators.ZeroOrder;
import hyperlead.followers.MirrorDescent;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A method of the comparison.
 *
 * @param sees what it must be given besides the leader's rewards along episodes
 * @param round simulated steps of an update's round
 * @param own those of the method's own probes, in an update
 * @param kind the estimator with a critic of the leader's values
 */
record Method(String name, String sees, int round, int own, Kind kind) {
  /** An estimator with a critic of the leader's values. */
  interface Kind
      extends Function<LeaderCritic.Kind<TabularEpisode>, Estimator.Kind<TabularEpisode>> {}

  private static final TabularFollower.Kind PLANNER = new SoftPolicyIteration();

  /** A follower that makes a step an update. */
  private static final TabularFollower.Kind LOOP = new MirrorDescent(0.5);

  /** All methods that fit the arena, BC-HG first. */
  static List<Method> on(Arena arena) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(trajectories(arena));
    methods.addAll(probes(arena));
    methods.addAll(models(arena));
    arena
        .game()
        .ifPresent(game -> methods.add(whole(arena, "Bi-AC", "π", c -> new BiAc(game, 0.1))));
    return methods;
  }

  private static Method whole(Arena arena, String name, String sees, Kind kind) {
    return new Method(name, sees, arena.samples(), 0, kind);
  }

  /** Which see the rounds, and the follower's policy and values along them. */
  private static List<Method> trajectories(Arena arena) {
    Estimator.Kind<TabularEpisode> counted = CertaintyEquivalence.of(1e-3, 1);
    int exploring = arena.updates() / 10;
    return List.of(
        whole(arena, "BC-HG", "π, V_F", BoltzmannCovariance::new),
        whole(arena, "BC-HG, centred", "π, V_F", c -> new BoltzmannCovariance<>(c).centred()),
        whole(arena, "HPGD", "π, V_F", Hpgd::new),
        whole(arena, "HPGD, Monte Carlo", "π, V_F", c -> new Hpgd(new MonteCarloCritic())),
        whole(arena, "AHO", "π, V_F", c -> new Aho(c, 0.1)),
        whole(arena, "SoBiRL", "π, V_F", SoBiRl::new),
        whole(arena, "SoBiRL, modified", "π, V_F", c -> new SoBiRl<>(c).modified()),
        whole(
            arena,
            "BC-HG, black box",
            "episodes",
            c -> BlackBox.of(new BoltzmannCovariance<>(c), 0.1, 0.9)),
        whole(arena, "naive", "π", NaivePolicyGradient::new),
        whole(arena, "certainty equivalence", "counts, r_F", c -> counted),
        whole(
            arena,
            "explore, then commit",
            "counts, r_F",
            c -> new ExploreThenCommit<>(new BoltzmannCovariance<>(c), counted, exploring)));
  }

  /** Which spend some of their samples on episodes of their own. */
  private static List<Method> probes(Arena arena) {
    int half = arena.samples() / 2;
    int third = arena.samples() / 3;
    int fifth = arena.samples() / 5;
    int horizon = arena.problem().horizon();
    int episodes = Math.max(1, half / horizon);
    Budget probe = Budget.steps(fifth);
    return List.of(
        new Method(
            "HPGD, oracle",
            "starts anywhere",
            half,
            episodes * horizon,
            c -> new HpgdOracle(c, episodes)),
        new Method(
            "zero order",
            "four more answers",
            fifth,
            4 * fifth,
            c -> new ZeroOrder<>(new SoftPolicyIteration(), 0.1, 2, probe)),
        penalty(arena, "penalty, one-sided", ValuePenalty.oneSided(arena.weight()), PLANNER),
        penalty(arena, "penalty, two-sided", ValuePenalty.twoSided(arena.weight()), PLANNER),
        penalty(arena, "PBRL, single loop", ValuePenalty.oneSided(arena.weight()), LOOP),
        new Method(
            "HPGD, RT-Q",
            "trains the follower",
            1,
            3 * third,
            c ->
                new RandomlyTruncated(
                    new Hpgd(new MonteCarloCritic()),
                    SoftBellmanSweeps::reset,
                    8,
                    6,
                    Budget.steps(third))));
  }

  /** As many steps with each of two paid answers as in the round. */
  private static Method penalty(
      Arena arena, String name, ValuePenalty penalty, TabularFollower.Kind follower) {
    int third = arena.samples() / 3;
    return new Method(
        name, "pays the follower", third, 2 * third, c -> penalty.sampled(follower, c));
  }

  /** Cools to the arena's temperature in half of the updates, from ten times as hot. */
  private static Slac slac(Arena arena) {
    double power = 1 / Math.log10(arena.updates() / 2.0);
    return new Slac(arena.weight() / 10, 0.5, 10 * arena.problem().temperature(), power);
  }

  /** Which know the model. */
  private static List<Method> models(Arena arena) {
    return List.of(
        whole(
            arena,
            "penalty, exact",
            "model",
            c -> ValuePenalty.twoSided(10 * arena.weight()).exact()),
        whole(
            arena,
            "PBRL, single loop, exact",
            "model",
            c -> ValuePenalty.oneSided(10 * arena.weight()).exact(LOOP)),
        whole(arena, "SLAC", "model", c -> slac(arena)),
        whole(arena, "AMD, 20 sweeps", "model", c -> new AdaptiveModelDesign(20)),
        whole(arena, "exact", "model", c -> new Exact<>()));
  }
}
