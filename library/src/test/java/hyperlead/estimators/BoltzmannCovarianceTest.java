package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** BC-HG with the exact critic has no bias: direct and guidance within 4 standard errors each. */
class BoltzmannCovarianceTest {
  private static final int BATCHES = 100;

  @Test
  void isUnbiasedOnFourRooms() {
    // Episodes long enough that the cut does not show: γ_L^3000 is about 1e-13.
    TabularProblem problem = FourRooms.problem(0.05).withHorizon(3000);
    assertUnbiased(problem, 1000, 1);
  }

  @Test
  void isUnbiasedWhereEverythingDependsOnTheta() {
    for (long seed = 0; seed < 10; seed++) {
      assertUnbiased(RandomProblem.of(seed, 0.5), 200, seed);
    }
  }

  private static void assertUnbiased(TabularProblem problem, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration(problem).respond(theta);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    Sample direct = new Sample(exact.direct());
    Sample guidance = new Sample(exact.guidance());
    for (int batch = 0; batch < BATCHES; batch++) {
      Hypergradient estimate =
          new BoltzmannCovariance<>(new ExactCritic(problem))
              .estimate(
                  theta, problem.simulate(response, Episodes.Budget.episodes(episodes), random));
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    String where = problem.name() + ", seed " + seed;
    direct.assertAgrees(where + ", direct");
    guidance.assertAgrees(where + ", guidance");
  }

  /** Means of batches against the exact vector. */
  private static final class Sample {
    private final double[] exact;
    private final double[] sum;
    private final double[] squares;

    Sample(double[] exact) {
      this.exact = exact;
      this.sum = new double[exact.length];
      this.squares = new double[exact.length];
    }

    void add(double[] estimate) {
      for (int i = 0; i < exact.length; i++) {
        // Deviations from the exact value, which keeps the sum of squares free of cancellation.
        sum[i] += estimate[i] - exact[i];
        squares[i] += (estimate[i] - exact[i]) * (estimate[i] - exact[i]);
      }
    }

    void assertAgrees(String where) {
      double error = 0;
      double norm = 0;
      for (int i = 0; i < exact.length; i++) {
        double mean = sum[i] / BATCHES;
        // Standard error of the mean of BATCHES batch means; rounding counts where all batches
        // agree.
        double variance = Math.max(0, squares[i] / BATCHES - mean * mean) / (BATCHES - 1);
        double limit = 4 * Math.sqrt(variance) + 1e-12;
        assertEquals(0, mean, limit, where + "[" + i + "], exact " + exact[i]);
        error += variance;
        norm += exact[i] * exact[i];
      }
      // The test has power: a term with the sign flipped lies 2·norm away.
      assertTrue(
          2 * Math.sqrt(norm) > 8 * Math.sqrt(error),
          where + ": norm " + Math.sqrt(norm) + ", standard error " + Math.sqrt(error));
    }
  }
}
