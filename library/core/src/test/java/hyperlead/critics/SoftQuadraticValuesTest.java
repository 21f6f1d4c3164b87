package hyperlead.critics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.LeastSquaresPolicyIteration;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.RandomSystem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftQuadraticValuesTest {
  private static final double[] THETA = {0.5, -0.5, 0.3, 0.2, -0.4, 0.1, 0, 0.6};

  /** Where a policy is the best answer, its values and its improvement are those of the solver. */
  @Test
  void valuesOfTheBestAnswerAreTheSolvers() {
    for (long seed : new long[] {-1, 1, 3, 5, 9, -9}) {
      LinearQuadraticProblem problem =
          seed > 0 ? RandomSystem.of(seed, 60, 0.8) : RandomSystem.priced(-seed, 60, 0.8);
      SplittableRandom random = new SplittableRandom(seed);
      LinearQuadraticResponse exact =
          new MaxEntropyLqr().on(problem).respond(problem.initialParameters(random));
      assertEquals(0, exact.bellmanResidual(), 1e-10);
      var round = exact.play(Budget.steps(200_000), random);
      SoftQuadraticValues fit = SoftQuadraticValues.fit(round, exact);
      // 1/√200000 = 0.2 %, times noise of returns against values, a few.
      assertNear(exact, fit.improved(1), 0.05);
      assertNear(exact, fit.evaluated(exact), 0.05);
      assertTrue(fit.improved(1).residual() < 0.05, problem.name());
    }
  }

  private static void assertNear(
      LinearQuadraticResponse exact, LinearQuadraticResponse fitted, double tolerance) {
    assertNear(exact.gain(), fitted.gain(), tolerance);
    assertNear(exact.values(), fitted.values(), tolerance);
    assertNear(exact.offset(), fitted.offset(), tolerance);
    assertNear(exact.slope(), fitted.slope(), tolerance);
    // U itself is one of many with the same UUᵀ.
    assertNear(exact.deviation().squared(), fitted.deviation().squared(), tolerance);
    double scale = 1 + Math.abs(exact.constant());
    assertEquals(exact.constant(), fitted.constant(), tolerance * scale);
  }

  private static void assertNear(Matrix exact, Matrix fitted, double tolerance) {
    double scale = 0.1 + exact.largest();
    assertArrayEquals(exact.entries(), fitted.entries(), tolerance * scale);
  }

  /** What the trajectories show, without a look at the answer. */
  @Test
  void pricesShowInTrajectories() {
    LinearQuadraticProblem problem = RandomSystem.priced(1, 60, 0.8);
    SplittableRandom random = new SplittableRandom(1);
    LinearQuadraticResponse exact =
        new MaxEntropyLqr().on(problem).respond(problem.initialParameters(random));
    assertNear(
        exact, SoftQuadraticValues.estimate(exact.play(Budget.steps(200_000), random)), 0.05);
    assertTrue(exact.offset().largest() > 0.1, "prices matter: " + exact.offset());
  }

  @Test
  void policyIterationFindsTheAnswerFromSamples() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    LinearQuadraticResponse exact = new MaxEntropyLqr().on(problem).respond(THETA);
    LinearQuadraticFollower follower =
        new LeastSquaresPolicyIteration(4, 10_000).on(problem, new SplittableRandom(1));
    LinearQuadraticResponse learned = follower.respond(THETA);
    assertNear(exact.gain(), learned.gain(), 0.02);
    assertNear(exact.values(), learned.values(), 0.02);
    assertTrue(learned.residual() < 0.02, "residual " + learned.residual());
    assertEquals(4, learned.iterations());
    // A first policy that does nothing is far away: the iterations did the work.
    assertTrue(exact.gain().largest() > 0.3, exact.gain().toString());
    double objective = exact.objective();
    assertEquals(objective, learned.objective(), 0.02 * Math.abs(objective));
  }

  @Test
  void followersOfOneKindRepeatThemselves() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    LeastSquaresPolicyIteration kind = new LeastSquaresPolicyIteration(2, 1000);
    kind.on(problem).respond(new double[8]);
    assertArrayEquals(
        kind.on(problem, new SplittableRandom(2)).respond(THETA).gain().entries(),
        kind.on(problem, new SplittableRandom(2)).respond(THETA).gain().entries());
    assertThrows(IllegalArgumentException.class, () -> new LeastSquaresPolicyIteration(0, 1000));
  }

  @Test
  void aLeaderThatSeesTrajectoriesOnlyPointsTheSameWay() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    BoltzmannCovariance<LinearQuadraticEpisode> inner =
        new BoltzmannCovariance<>(
                FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9).expected())
            .fitted(QuadraticFeatures.ofSeen(), 1e-12);
    var round =
        new MaxEntropyLqr()
            .on(problem)
            .respond(THETA)
            .play(Budget.episodes(1000), new SplittableRandom(2));
    Hypergradient shown = inner.on(problem).estimate(THETA, round);
    Hypergradient unseen = BlackBox.of(inner).on(problem).estimate(THETA, round);
    Hypergradient exact = ExactHypergradient.of(problem).at(THETA);
    assertTrue(
        unseen.cosine(exact) > 0.9, unseen.cosine(exact) + " against " + shown.cosine(exact));
    assertTrue(unseen.cosine(shown) > 0.95, "cosine " + unseen.cosine(shown));
  }

  @Test
  void tooFewStepsAreAnError() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    LinearQuadraticResponse exact = new MaxEntropyLqr().on(problem).respond(THETA);
    var round = exact.play(Budget.steps(1), new SplittableRandom(1));
    assertThrows(
        ArithmeticException.class, () -> SoftQuadraticValues.fit(round, exact).improved(1));
  }
}
