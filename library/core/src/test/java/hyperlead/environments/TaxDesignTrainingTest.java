package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** TaxDesign from samples, on a coarse grid. */
class TaxDesignTrainingTest {
  private final TaxDesign design = TaxDesign.bundled().withGridPoints(41);

  private static LeaderTraining<TabularEpisode> training(
      TabularProblem problem, Estimator.Kind<TabularEpisode> estimator) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), estimator)
        .withOptimizer(Adam.of(0.1).decayingOver(60))
        .withUpdates(60)
        .withSamples(2000);
  }

  @Test
  void bcHgFromSamplesIsUnbiased() {
    TabularProblem problem = design.contexts().problem();
    double[] theta = design.code().theta(0.7, 0.3, 0.3, 0.3);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    BatchMeans means = new BatchMeans(ExactHypergradient.of(problem).at(theta).total());
    var bchg =
        new BoltzmannCovariance<>(new ExpectedTransition(new ExactCritic())).centred().on(problem);
    SplittableRandom random = new SplittableRandom(5);
    for (int batch = 0; batch < 60; batch++) {
      means.add(bchg.estimate(theta, response.play(Budget.episodes(100), random)).total());
    }
    means.assertAgrees("TaxDesign");
  }

  @Test
  void samplesTrainALeaderAndTheDirectTermAloneRuinsIt() {
    TabularProblem problem = design.contexts().problem();
    var critic = new ExpectedTransition(LeastSquaresCritic.optimistic(0.9, 180));
    var training = training(problem, new BoltzmannCovariance<>(critic).centred());
    for (Run run : training.runs(1, 2)) {
      double start = run.column("objective")[0];
      assertTrue(run.objective() > start + 20, "from " + start + ": " + run);
    }
    Run naive = training(problem, new NaivePolicyGradient<>(critic)).run(1);
    assertTrue(naive.objective() < 30, "taxes beyond one, and nobody works: " + naive);
  }
}
