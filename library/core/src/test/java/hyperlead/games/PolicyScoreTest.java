package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The three ways to take the leader's score: one expectation, falling variance. */
class PolicyScoreTest {
  private static final int BATCHES = 100;

  /** Direct and guidance over batches of BC-HG with one score. */
  private record Means(BatchMeans direct, BatchMeans guidance) {
    static Means of(
        TabularProblem problem, TabularCritic.Kind score, double[] theta, int episodes) {
      SplittableRandom random = new SplittableRandom(1);
      TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      Means measured = new Means(new BatchMeans(exact.direct()), new BatchMeans(exact.guidance()));
      for (int batch = 0; batch < BATCHES; batch++) {
        Hypergradient estimate =
            new BoltzmannCovariance<>(score)
                .on(problem)
                .estimate(theta, response.play(Budget.episodes(episodes), random));
        measured.direct.add(estimate.direct());
        measured.guidance.add(estimate.guidance());
      }
      return measured;
    }
  }

  /** Raw, with a baseline, in expectation. */
  private static List<TabularCritic.Kind> scores(Commitment commitment) {
    ExactCritic critic = new ExactCritic();
    return List.of(
        critic, new BaselineScore(commitment, critic), new ExpectedScore(commitment, critic));
  }

  @Test
  void allThreeAreUnbiased() {
    // Episodes end by themselves or are cut where γ_F^120 is about 1e-12.
    for (long seed = 0; seed < 3; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.2);
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      for (TabularCritic.Kind score : scores(commitment)) {
        Means measured = Means.of(commitment.problem(), score, theta, 1000);
        String where = commitment.name() + ", " + score.getClass().getSimpleName();
        measured.direct.assertAgrees(where + " direct");
        measured.guidance.assertAgrees(where + " guidance");
      }
    }
  }

  @Test
  void theVarianceFallsFromRawToBaselineToExpectation() {
    Commitment toy = DiscreteToy.bundled().commitment(1, 0.5);
    // Not near f = 1/2, where baseline and expectation are the same for two actions.
    double[] theta = {0, 0, 0, -1.5, 0, 0};
    List<Means> measured =
        scores(toy).stream().map(score -> Means.of(toy.problem(), score, theta, 10)).toList();
    // Of one episode. A variance from 100 batches has a sampling error of about 14 %, so that
    // factors of 1.5 and more show. The guidance's own noise, of credits, is the same for all.
    double[] direct = measured.stream().mapToDouble(m -> m.direct.variance()).toArray();
    double[] guidance = measured.stream().mapToDouble(m -> m.guidance.variance()).toArray();
    assertTrue(guidance[0] > 1000 * guidance[1], "guidance " + Arrays.toString(guidance));
    assertTrue(guidance[1] > guidance[2], "guidance " + Arrays.toString(guidance));
    assertTrue(direct[0] > 1000 * direct[1], "direct " + Arrays.toString(direct));
    assertTrue(direct[1] > 2 * direct[2], "direct " + Arrays.toString(direct));
  }

  @Test
  void theExpectationDoesNotDependOnTheActionThatTheLeaderPlayed() {
    Commitment toy = DiscreteToy.bundled().commitment(1, 0.5);
    TabularProblem problem = toy.problem();
    double[] theta = {0.1, 0.2, 0.3, -0.4, 0.5, 0.6};
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Episodes<TabularEpisode> round = response.play(Budget.episodes(20), new SplittableRandom(1));
    TabularCritic score = new ExpectedScore(toy, new ExactCritic()).on(problem);
    score.observe(round);
    TabularEpisode episode = round.list().get(0);
    for (int t : IntStream.range(0, 100).toArray()) {
      double[] leader = new double[6];
      double[] follower = new double[6];
      score.addLeaderScore(episode, t, 2, leader);
      score.addFollowerScore(episode, t, 3, follower);
      int state = episode.state(t + 1) / 2;
      for (int x = 0; x < 6; x++) {
        double value = x / 2 == state ? score.value(response, x) : 0;
        assertEquals(2 * value, leader[x], 1e-12);
        assertEquals(x / 2 == state ? 3 * response.value(x) : 0, follower[x], 1e-12);
      }
    }
  }
}
