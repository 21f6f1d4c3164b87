package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Matrix;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.linear.ContinuousReward;
import hyperlead.linear.ExpectationGradient;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.QuadraticReward;
import hyperlead.linear.RandomSystem;
import hyperlead.linear.SmoothedReward;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.LinearWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinearQuadraticCheckTest {
  @Test
  void rightGradientsAgree() {
    for (LinearQuadraticProblem problem :
        Stream.concat(
                Stream.of(BilevelLqr.problem(), BuildingThermalControl.problem()),
                Stream.of(1, 2, 3, 4, 5, 6).map(seed -> RandomSystem.of(seed, 30, 0.95)))
            .toList()) {
      double[] theta = problem.initialParameters(new SplittableRandom(1));
      GradientCheck<LinearQuadraticEpisode> check = GradientCheck.of(problem);
      for (Verdict verdict : check.model(theta)) {
        assertTrue(verdict.agrees(), problem.name() + ": " + verdict);
      }
      assertTrue(check.hypergradient(theta).agrees(), problem.name());
    }
  }

  @Test
  void everythingThatThetaMovesIsChecked() {
    LinearQuadraticProblem problem = RandomSystem.of(2, 30, 0.95);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    List<String> checked =
        GradientCheck.of(problem).model(theta).stream()
            .map(verdict -> verdict.text().split(" against", 2)[0])
            .toList();
    assertEquals(
        List.of(
            "A",
            "K",
            "Q",
            "leader's reward",
            "leader's expected reward",
            "leader's expected reward by mean and covariance"),
        checked);
  }

  private static final QuadraticReward REWARD =
      QuadraticReward.of(Matrix.diagonal(1, 1, 0.1), new double[3]);

  /** Two tanks whose A[right, left] is y², with a derivative of a factor times y. */
  private static LinearWorld<String, String> tanks(double factor) {
    return LinearWorld.of(
            List.of("left", "right"),
            List.of("pump"),
            new FreeParameters(1),
            (y, to, from) ->
                to.equals("right") && from.equals("left")
                    ? y.analytic(z -> z[0] * z[0], z -> new double[] {factor * z[0]})
                    : y.get(0).times(0.5),
            (to, pump) -> to.equals("left") ? 1 : 0)
        .withNoise(tank -> 0.1);
  }

  @Test
  void wrongGradientsAreNamedWithTheEntry() {
    double[] theta = {0.6};
    for (double factor : new double[] {2, -2, 0}) {
      LinearQuadraticProblem problem = tanks(factor).problem("tanks", REWARD, 0.1);
      GradientCheck<LinearQuadraticEpisode> check = GradientCheck.of(problem, tanks(factor));
      Verdict dynamics = check.model(theta).get(0);
      assertEquals(factor == 2, dynamics.agrees(), dynamics.toString());
      assertEquals(factor == 2, check.hypergradient(theta).agrees());
      if (factor == -2) {
        assertEquals(
            "A, [right, left], θ[0]: given -1.20000, differences say 1.20000. The sign is flipped.",
            dynamics.text());
      }
    }
  }

  /** The expectation's gradient with respect to the covariance times a factor. */
  private record Careless(ContinuousReward right, double factor) implements ContinuousReward {
    @Override
    public double at(double[] y, double[] points, int from) {
      return right.at(y, points, from);
    }

    @Override
    public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {
      right.addGradient(y, points, from, weight, g);
    }

    @Override
    public SmoothedReward smoothed(double[] y, Matrix covariance) {
      SmoothedReward smoothed = right.smoothed(y, covariance);
      return new SmoothedReward() {
        @Override
        public double at(double[] mean) {
          return smoothed.at(mean);
        }

        @Override
        public double[] slope(double[] mean) {
          return smoothed.slope(mean);
        }

        @Override
        public ExpectationGradient gradient(double[] mean) {
          ExpectationGradient right = smoothed.gradient(mean);
          return new ExpectationGradient(
              right.mean(), right.covariance().times(factor), right.configuration());
        }
      };
    }
  }

  @Test
  void aRewardWithAWrongExpectationIsNamed() {
    LinearQuadraticProblem problem = tanks(2).problem("tanks", new Careless(REWARD, 0.5), 0.1);
    Verdict moments = GradientCheck.of(problem).model(new double[] {0.6}).get(3);
    assertEquals(
        "leader's expected reward by mean and covariance, covariance[0, 0]: given -0.500000,"
            + " differences say -1.00000. It is off by the factor 0.5000.",
        moments.text());
  }

  @Test
  void estimatorsAgreeOrDiffer() {
    LinearQuadraticProblem problem =
        tanks(2).problem("tanks", REWARD, 0.5).withDiscounts(0.8, 0.8).withHorizon(100);
    double[] theta = {0.6};
    DifferentiableCritic.Kind score =
        FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9).expected();
    GradientCheck<LinearQuadraticEpisode> check = GradientCheck.of(problem);
    Verdict right =
        check.estimator(
            new BoltzmannCovariance<>(score).fitted(QuadraticFeatures.ofSeen(), 1e-9),
            theta,
            30,
            100,
            1);
    assertEquals(Verdict.Outcome.AGREES, right.outcome(), right.toString());
    Verdict naive = check.estimator(new NaivePolicyGradient<>(score), theta, 30, 100, 1);
    assertEquals(Verdict.Outcome.DIFFERS, naive.outcome(), naive.toString());
    Verdict exact = check.estimator(new Exact<>(), theta, 10, 1, 1);
    assertEquals(Verdict.Outcome.AGREES, exact.outcome(), exact.toString());
  }

  @Test
  void refusesOtherNames() {
    LinearQuadraticProblem four = BuildingThermalControl.problem();
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> GradientCheck.of(four, tanks(2)));
    assertEquals("names must be those of 4 states: 2", e.getMessage());
  }
}
