package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.followers.SoftPolicyIteration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Σ w ∇π against differences of Σ w π. */
class PolicyGradientTest {
  private static final double STEP = 1e-3;

  @Test
  void equalsDifferencesOfTheAnswer() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, seed % 2 == 0 ? 0.3 : 2);
      SplittableRandom random = new SplittableRandom(seed);
      double[] theta = problem.initialParameters(random);
      double[] w = random.doubles(problem.leaderReward().size(), -1, 1).toArray();
      TabularHypergradient exact = new TabularHypergradient();
      double[] gradient =
          exact.policyGradient(new SoftPolicyIteration().on(problem).respond(theta), w);
      for (int i = 0; i < theta.length; i++) {
        // Two steps of Richardson's extrapolation: an error of order h⁶, times f⁗⁗ of some
        // hundreds.
        double d1 = difference(problem, theta, i, STEP, w);
        double d2 = difference(problem, theta, i, 2 * STEP, w);
        double d4 = difference(problem, theta, i, 4 * STEP, w);
        double fine = (4 * d1 - d2) / 3;
        double coarse = (4 * d2 - d4) / 3;
        double expected = fine + (fine - coarse) / 15;
        assertEquals(expected, gradient[i], 1e-9 * (1 + Math.abs(expected)), "seed " + seed);
      }
    }
  }

  private static double difference(
      TabularProblem problem, double[] theta, int i, double step, double[] w) {
    return (weighted(problem, theta, i, step, w) - weighted(problem, theta, i, -step, w))
        / (2 * step);
  }

  private static double weighted(
      TabularProblem problem, double[] theta, int i, double step, double[] w) {
    double[] moved = theta.clone();
    moved[i] += step;
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(moved);
    double sum = 0;
    for (int pair = 0; pair < w.length; pair++) {
      sum += w[pair] * response.policy[pair];
    }
    return sum;
  }
}
