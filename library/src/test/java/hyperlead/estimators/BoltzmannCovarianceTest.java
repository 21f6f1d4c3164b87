package hyperlead.estimators;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
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
  void isUnbiasedWhereEverythingDependsOnTheta() {
    for (long seed = 0; seed < 10; seed++) {
      assertUnbiased(RandomProblem.of(seed, 0.5), 200, seed);
    }
  }

  private static void assertUnbiased(TabularProblem problem, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    BatchMeans direct = new BatchMeans(exact.direct());
    BatchMeans guidance = new BatchMeans(exact.guidance());
    for (int batch = 0; batch < BATCHES; batch++) {
      Hypergradient estimate =
          new BoltzmannCovariance<>(new ExactCritic())
              .on(problem)
              .estimate(theta, response.play(Budget.episodes(episodes), random));
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    String where = problem.name() + ", seed " + seed;
    direct.assertAgrees(where + ", direct");
    guidance.assertAgrees(where + ", guidance");
  }
}
