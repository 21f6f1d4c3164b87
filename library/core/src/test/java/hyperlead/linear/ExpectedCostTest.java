package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.followers.MaxEntropyLqr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExpectedCostTest {
  /** E[∇r_F(x, u) | x] is what ∇r_F(x, u) averages to, where all costs move with θ. */
  @Test
  void expectedGradientsAreMeansOfSampledOnes() {
    // Crossed costs, prices and two actions.
    EdgeCase edge = new EdgeCase(321);
    LinearQuadraticProblem problem = edge.problem();
    var round =
        new MaxEntropyLqr()
            .on(problem)
            .respond(edge.theta)
            .play(Budget.episodes(40_000), new SplittableRandom(1));
    BatchMeans means = new BatchMeans(new double[] {1, 1});
    for (LinearQuadraticEpisode episode : round.list()) {
      double[] sampled = new double[EdgeCase.PARAMETERS];
      double[] expected = new double[EdgeCase.PARAMETERS];
      episode.addFollowerRewardGradient(0, 1, sampled);
      episode.addExpectedFollowerRewardGradient(0, 1, expected);
      // One is added, so that the means have something to be small against.
      means.add(new double[] {1 + sampled[0] - expected[0], 1 + sampled[1] - expected[1]});
    }
    assertTrue(means.variance() > 0.1, "actions scatter: " + means.variance());
    means.assertAgrees("sampled less expected");
  }
}
