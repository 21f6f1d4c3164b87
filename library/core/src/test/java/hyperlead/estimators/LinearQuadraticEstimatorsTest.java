package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.Setting;
import hyperlead.algebra.Matrix;
import hyperlead.critics.DifferentiableCritic;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.LinearSystem;
import hyperlead.linear.RandomSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Estimates on random systems in which θ moves A, K, Q and r_L at once; 0.8^60 = 2e-6, so that the
 * horizon's cut of ∇Q_F does not show. Seeds are those of the first forty whose guidance is large
 * against its noise, so that the tests have power.
 */
class LinearQuadraticEstimatorsTest {
  private static final int BATCHES = 100;
  private static final int HORIZON = 60;

  private static LinearQuadraticProblem system(long seed) {
    return RandomSystem.of(seed, HORIZON, 0.8);
  }

  @Test
  void boltzmannCovarianceIsUnbiasedWithSampledScores() {
    for (long seed : new long[] {1, 5, 6, 33}) {
      DifferentiableCritic.Kind term = ExactCritic.linearQuadratic();
      assertUnbiased(system(seed), term, 20, seed);
    }
  }

  @Test
  void boltzmannCovarianceIsUnbiasedWithPathwiseScores() {
    for (long seed : new long[] {1, 3, 12, 18}) {
      DifferentiableCritic.Kind term = ExactCritic.linearQuadratic().pathwise();
      assertUnbiased(system(seed), term, 10, seed);
    }
  }

  @Test
  void boltzmannCovarianceIsUnbiasedWithExpectedScores() {
    for (long seed : new long[] {4, 12, 14, 18}) {
      DifferentiableCritic.Kind term = ExactCritic.linearQuadratic().expected();
      assertUnbiased(system(seed), term, 10, seed);
    }
  }

  @Test
  void boltzmannCovarianceIsUnbiasedWithCrossCostsAndPrices() {
    for (long seed : new long[] {0, 1, 3, 4}) {
      LinearQuadraticProblem priced = RandomSystem.priced(seed, HORIZON, 0.8);
      assertUnbiased(priced, ExactCritic.linearQuadratic().pathwise(), 10, seed);
    }
  }

  /** Where A moves with θ too, its terms hide those of K. */
  @Test
  void boltzmannCovarianceIsUnbiasedForTheLeadersPolicyAlone() {
    for (long seed : new long[] {28, 39}) {
      DifferentiableCritic.Kind sampled = ExactCritic.linearQuadratic();
      assertUnbiased(RandomSystem.led(seed, HORIZON, 0.8), sampled, 60, seed);
    }
    for (long seed : new long[] {0, 1, 5, 19}) {
      LinearQuadraticProblem led = RandomSystem.led(seed, HORIZON, 0.8);
      assertUnbiased(led, ExactCritic.linearQuadratic().pathwise(), 10, seed);
      assertUnbiased(led, ExactCritic.linearQuadratic().expected(), 10, seed);
    }
  }

  private static void assertUnbiased(
      LinearQuadraticProblem problem, DifferentiableCritic.Kind term, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    BatchMeans direct = new BatchMeans(exact.direct());
    BatchMeans guidance = new BatchMeans(exact.guidance());
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    for (int batch = 0; batch < BATCHES; batch++) {
      Hypergradient estimate =
          new BoltzmannCovariance<>(term)
              .on(problem)
              .estimate(theta, response.play(Budget.episodes(episodes), random));
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    direct.assertAgrees(problem.name() + ", direct");
    guidance.assertAgrees(problem.name() + ", guidance");
  }

  @Test
  void expectationsHaveLessVarianceThanScores() {
    LinearQuadraticProblem problem = system(2);
    double sampled = directVariance(problem, ExactCritic.linearQuadratic());
    double pathwise = directVariance(problem, ExactCritic.linearQuadratic().pathwise());
    double expected = directVariance(problem, ExactCritic.linearQuadratic().expected());
    assertTrue(sampled > 10 * pathwise, sampled + " against " + pathwise);
    assertTrue(pathwise > 1.05 * expected, pathwise + " against " + expected);
  }

  private static double directVariance(
      LinearQuadraticProblem problem, DifferentiableCritic.Kind term) {
    SplittableRandom random = new SplittableRandom(3);
    double[] theta = problem.initialParameters(random);
    BatchMeans direct = new BatchMeans(ExactHypergradient.of(problem).at(theta).direct());
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    for (int batch = 0; batch < BATCHES; batch++) {
      Episodes<LinearQuadraticEpisode> round = response.play(Budget.episodes(10), random);
      direct.add(new NaivePolicyGradient<>(term).on(problem).estimate(theta, round).direct());
    }
    return direct.variance();
  }

  /**
   * On the building, which is quadratic, with the learned critic: the bias of HPGD's fit and of the
   * critic is far below four standard errors of BC-HG.
   */
  @Test
  void baselinesAndFitsTakeTheNoiseOutOfTheGuidance() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    double[] theta = {0.5, -0.5, 0.3, 0.2, -0.4, 0.1, 0, 0.6};
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    DifferentiableCritic.Kind term =
        FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-12).expected();
    double plain = guidanceVariance(problem, theta, exact, new BoltzmannCovariance<>(term), false);
    double baseline =
        guidanceVariance(
            problem,
            theta,
            exact,
            new BoltzmannCovariance<>(term).fitted(QuadraticFeatures.ofSeen(), 1e-12),
            true);
    double fitted =
        guidanceVariance(
            problem,
            theta,
            exact,
            new HpgdFeatures<>(term, QuadraticFeatures.ofSteps(), 1e-12),
            true);
    assertTrue(plain > 1000 * baseline, plain + " against " + baseline);
    assertTrue(plain > 1000 * fitted, plain + " against " + fitted);
  }

  /** The variance of a batch, after a check of the means. */
  private static double guidanceVariance(
      LinearQuadraticProblem problem,
      double[] theta,
      Hypergradient exact,
      Estimator.Kind<LinearQuadraticEpisode> kind,
      boolean compared) {
    Estimator<LinearQuadraticEpisode> estimator = kind.on(problem);
    SplittableRandom random = new SplittableRandom(8);
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    BatchMeans guidance = new BatchMeans(exact.guidance());
    BatchMeans direct = new BatchMeans(exact.direct());
    for (int batch = 0; batch < 60; batch++) {
      Episodes<LinearQuadraticEpisode> round = response.play(Budget.episodes(30), random);
      Hypergradient estimate = estimator.estimate(theta, round);
      guidance.add(estimate.guidance());
      direct.add(estimate.direct());
    }
    direct.assertAgrees("direct");
    if (compared) {
      guidance.assertAgrees(kind.toString());
    }
    return guidance.variance();
  }

  /**
   * Rounds of four episodes, so that ten or fifteen features take most of what one fold is fitted
   * on; with folds nothing is lost.
   */
  @Test
  void aFittedBaselineIsUnbiasedIfCrossFittedAndShrinksTheGuidanceIfNot() {
    for (long seed : new long[] {3, 4}) {
      LinearQuadraticProblem problem = system(seed);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      double[] exact = ExactHypergradient.of(problem).at(theta).guidance();
      assertEquals(0.35, share(exact, fittedGuidance(problem, theta, 1)), 0.1, "one fold");
      for (int folds : new int[] {2, 10}) {
        BatchMeans means = new BatchMeans(exact);
        fittedGuidance(problem, theta, folds).forEach(means::add);
        means.assertAgrees(problem.name() + ", folds " + folds);
      }
    }
  }

  /** Means of thirty rounds each. */
  private static List<double[]> fittedGuidance(
      LinearQuadraticProblem problem, double[] theta, int folds) {
    Estimator<LinearQuadraticEpisode> estimator =
        new BoltzmannCovariance<>(ExactCritic.linearQuadratic().pathwise())
            .fitted(QuadraticFeatures.ofSeen(), 1e-12, folds)
            .on(problem);
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> batches = new ArrayList<>();
    for (int batch = 0; batch < 40; batch++) {
      double[] mean = new double[theta.length];
      for (int round = 0; round < 30; round++) {
        double[] guidance =
            estimator.estimate(theta, response.play(Budget.episodes(4), random)).guidance();
        Arrays.setAll(mean, i -> mean[i] + guidance[i] / 30);
      }
      batches.add(mean);
    }
    return batches;
  }

  /** How much of the exact vector the mean has. */
  private static double share(double[] exact, List<double[]> batches) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < exact.length; i++) {
      for (double[] batch : batches) {
        product += exact[i] * batch[i] / batches.size();
      }
      square += exact[i] * exact[i];
    }
    return product / square;
  }

  @Test
  void withOneEpisodeThereIsNoBaseline() {
    LinearQuadraticProblem problem = system(3);
    double[] theta = problem.initialParameters(new SplittableRandom(3));
    Episodes<LinearQuadraticEpisode> round =
        new MaxEntropyLqr()
            .on(problem)
            .respond(theta)
            .play(Budget.episodes(1), new SplittableRandom(1));
    var plain = new BoltzmannCovariance<>(ExactCritic.linearQuadratic().pathwise());
    var fitted = plain.fitted(QuadraticFeatures.ofSeen(), 1e-12);
    assertArrayEquals(
        plain.on(problem).estimate(theta, round).guidance(),
        fitted.on(problem).estimate(theta, round).guidance(),
        1e-12);
  }

  @Test
  void theNaiveGradientIsTheDirectTerm() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    double[] theta = {-5, -3};
    Episodes<LinearQuadraticEpisode> round =
        new MaxEntropyLqr()
            .on(problem)
            .respond(theta)
            .play(Budget.episodes(2), new SplittableRandom(1));
    DifferentiableCritic.Kind term = ExactCritic.linearQuadratic().pathwise();
    Hypergradient naive = new NaivePolicyGradient<>(term).on(problem).estimate(theta, round);
    Hypergradient whole = new BoltzmannCovariance<>(term).on(problem).estimate(theta, round);
    assertArrayEquals(whole.direct(), naive.direct());
    assertEquals(0, naive.guidanceNorm());
    assertTrue(whole.guidanceNorm() > 0);
  }

  @Test
  void lawsWithoutNoiseHaveNoScore() {
    LinearQuadraticProblem random = system(18);
    LinearQuadraticProblem problem =
        new LinearQuadraticProblem(
            new Setting(
                "no noise",
                random.temperature(),
                random.followerDiscount(),
                random.leaderDiscount(),
                HORIZON),
            random.parameterization(),
            new LinearSystem(
                random.system().dynamics(),
                random.system().input(),
                random.system().leaderInput(),
                random.system().feedback(),
                random.system().leaderNoise(),
                Matrix.zero(random.system().states(), 1)),
            random.followerCost(),
            random.leaderReward(),
            random.initial(),
            random.initialParameters());
    DifferentiableCritic.Kind sampled = ExactCritic.linearQuadratic();
    Exception failure =
        assertThrows(
            UnsupportedOperationException.class, () -> assertUnbiased(problem, sampled, 1, 0));
    assertTrue(failure.getMessage().startsWith("a law that depends on theta has singular noise"));
    assertUnbiased(problem, ExactCritic.linearQuadratic().expected(), 10, 0);
  }

  @Test
  void closedFormsNeedQuadraticValues() {
    Exception failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> ExactCritic.linearQuadratic().expected().on(BilevelLqr.problem()));
    assertEquals("critic must be quadratic: ModelCritic(true model)", failure.getMessage());
  }
}
