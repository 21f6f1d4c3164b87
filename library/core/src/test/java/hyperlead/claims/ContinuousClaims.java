package hyperlead.claims;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.DynamicsEstimate;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.ModelCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.Exact;
import hyperlead.estimators.HpgdFeatures;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.parameters.Adam;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import java.util.List;

/** Claims of notebooks 05 and 06. */
final class ContinuousClaims {
  private static final QuadraticFeatures STEPS = QuadraticFeatures.ofSteps();
  private static final QuadraticFeatures SEEN = QuadraticFeatures.ofSeen();

  private ContinuousClaims() {}

  static List<Claim> all() {
    DifferentiableCritic.Kind term = FeatureCritic.temporalDifferences(STEPS, 1e-9).expected();
    BoltzmannCovariance<LinearQuadraticEpisode> plain = new BoltzmannCovariance<>(term);
    Optimizer mirror = new MirrorAscent(Adam.of(0.1).withDecays(0.9, 0.99));
    Optimizer before = Adam.of(0.15).clippedTo(10).decayingOver(250);
    BoltzmannCovariance<LinearQuadraticEpisode> identified =
        new BoltzmannCovariance<>(new ModelCritic(new DynamicsEstimate()).pathwise())
            .fitted(SEEN, 1e-12);
    BoltzmannCovariance<LinearQuadraticEpisode> learned =
        new BoltzmannCovariance<>(FeatureCritic.temporalDifferences(STEPS, 1e-9).pathwise())
            .fitted(SEEN, 1e-12);
    Optimizer adam = Adam.of(0.1).decayingOver(500);
    Optimizer clipped = Adam.of(0.1).clippedTo(0.1).decayingOver(500);
    return List.of(
        building("bchg", plain.fitted(SEEN, 1e-12), mirror),
        building("one-fold", plain.fitted(SEEN, 1e-12, 1), before),
        building("hpgd", new HpgdFeatures<>(term, STEPS, 1e-9), mirror),
        building("naive", new NaivePolicyGradient<>(term), mirror),
        building("plain", plain, mirror),
        lqr("identified", identified, clipped, 400),
        lqr("unclipped", identified, adam, 400),
        lqr("certainty", CertaintyEquivalence.of(), adam, 400),
        lqr("learned", learned, clipped, 400),
        lqr("exact", new Exact<>(), adam, 1));
  }

  /** 250 updates of 10,000 samples; best known −162.503. */
  private static Claim building(
      String method, Estimator.Kind<LinearQuadraticEpisode> estimator, Optimizer optimizer) {
    return Claim.of(
        "building-" + method,
        training(BuildingThermalControl.problem(), estimator, optimizer)
            .withUpdates(250)
            .withSamples(10_000),
        -165);
  }

  /** 500 updates; best known 11.309. */
  private static Claim lqr(
      String method,
      Estimator.Kind<LinearQuadraticEpisode> estimator,
      Optimizer optimizer,
      int samples) {
    return Claim.of(
        "lqr-" + method,
        training(BilevelLqr.problem(), estimator, optimizer).withUpdates(500).withSamples(samples),
        11);
  }

  private static LeaderTraining<LinearQuadraticEpisode> training(
      LinearQuadraticProblem problem,
      Estimator.Kind<LinearQuadraticEpisode> estimator,
      Optimizer optimizer) {
    return LeaderTraining.of(problem, new MaxEntropyLqr(), estimator)
        .withOptimizer(optimizer)
        .withLogEvery(10);
  }
}
