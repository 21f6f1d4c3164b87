package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import java.util.List;

/** Claims of notebooks 01, 11 and 12; a run below 0.05 has not left the plateau. */
final class FourRoomsClaims {
  private FourRoomsClaims() {}

  static List<Claim> all() {
    BoltzmannCovariance<TabularEpisode> published =
        new BoltzmannCovariance<>(SarsaCritic.random(0.3));
    Optimizer plain = Sgd.of(0.1).clippedTo(1);
    return List.of(
        rooms("bchg", training(0.001, published, plain, 10_000)),
        rooms("commit", training(0.001, exploring(200), mirror(2000), 2000)),
        rooms("black-box", blackBox(100)),
        rooms("black-box-long", blackBox(1000)));
  }

  private static Claim rooms(String id, LeaderTraining<TabularEpisode> training) {
    return Claim.of("rooms-" + id, training, 0.05);
  }

  /** BC-HG with an optimistic critic, then the hypergradient of what was counted. */
  private static Estimator.Kind<TabularEpisode> exploring(int updates) {
    return new ExploreThenCommit<>(
        new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(1, 1)),
        CertaintyEquivalence.of(1e-3, 1),
        updates);
  }

  /** 600 updates of a leader that sees trajectories only and remembers nine tenths of them. */
  private static LeaderTraining<TabularEpisode> blackBox(int samples) {
    return training(0.005, BlackBox.of(exploring(60), 0.1, 0.9), mirror(600), 600)
        .withSamples(samples);
  }

  private static Optimizer mirror(int updates) {
    return new MirrorAscent(Sgd.of(0.3).clippedTo(2).decayingOver(updates));
  }

  private static LeaderTraining<TabularEpisode> training(
      double temperature,
      Estimator.Kind<TabularEpisode> estimator,
      Optimizer optimizer,
      int updates) {
    return LeaderTraining.of(FourRooms.problem(temperature), new SoftPolicyIteration(), estimator)
        .withOptimizer(optimizer)
        .withSamples(100)
        .withUpdates(updates)
        .withLogEvery(updates / 10);
  }
}
