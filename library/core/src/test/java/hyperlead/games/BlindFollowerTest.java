package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.environments.CommitmentGame;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The follower that does not see the leader's action, against closed forms and plain loops. */
class BlindFollowerTest {
  @Test
  void leadingItHasAClosedForm() {
    for (double temperature : new double[] {0.05, 0.2, 1}) {
      Commitment commitment = CommitmentGame.commitment(temperature);
      TabularProblem problem = commitment.blindProblem();
      for (double logit : new double[] {-2, -0.1, 0, 0.3, 1.5}) {
        Hypergradient exact = ExactHypergradient.of(problem).at(new double[] {logit, 0});
        double up = 1 / (1 + Math.exp(-logit));
        double right = 1 / (1 + Math.exp((2 * up - 1) / temperature));
        assertEquals((1 + up + 2 * right) / 0.01, exact.objective(), 1e-9);
        // J = (1 + q + 2π)/(1 − γ): the direct term is that of q, the guidance that of π.
        double slope = up * (1 - up) / 0.01;
        assertEquals(slope, exact.direct()[0], 1e-8 * slope);
        double guidance = -slope * 2 * right * (1 - right) * 2 / temperature;
        assertEquals(guidance, exact.guidance()[0], 1e-8 * Math.abs(guidance) + 1e-9);
      }
    }
  }

  @Test
  void mixedCommitmentComesCloseToTheStackelbergValue() {
    TabularProblem problem = CommitmentGame.commitment(0.001).blindProblem();
    // q = 0.49, where right is the answer but for exp(−20): 3.49 a step, of at most 3.5.
    double[] theta = {Math.log(0.49 / 0.51), 0};
    assertEquals(349, ExactHypergradient.of(problem).at(theta).objective(), 1e-5);
  }

  @Test
  void averagesOverTheLeadersActionBeforeItChooses() {
    for (long seed = 0; seed < 10; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.3);
      MarkovGame game = commitment.game();
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      double[][] f = commitment.policy(theta);
      TabularResponse response =
          new SoftPolicyIteration().on(commitment.blindProblem()).respond(theta);
      for (int s = 0; s < f.length; s++) {
        double[] q = new double[game.followerActions().size()];
        for (int a = 0; a < q.length; a++) {
          for (int b = 0; b < f[s].length; b++) {
            int triple = game.triple(s, b, a);
            double value =
                game.followerReward(triple)
                    + 0.8
                        * game.pattern()
                            .expectation(
                                triple,
                                game.transitions().probability().all(new double[0]),
                                response.values());
            q[a] += f[s][b] * value;
          }
        }
        double sum = Arrays.stream(q).map(value -> Math.exp(value / 0.3)).sum();
        assertEquals(0.3 * Math.log(sum), response.value(s), 1e-10);
        for (int a = 0; a < q.length; a++) {
          assertEquals(Math.exp(q[a] / 0.3) / sum, response.policy(s, a), 1e-10);
        }
      }
    }
  }

  @Test
  void bcHgOfItsProblemIsUnbiased() {
    Commitment commitment = RandomGame.of(2, 0.3);
    TabularProblem problem = commitment.blindProblem();
    SplittableRandom random = new SplittableRandom(4);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    BatchMeans direct = new BatchMeans(exact.direct());
    BatchMeans guidance = new BatchMeans(exact.guidance());
    for (int batch = 0; batch < 60; batch++) {
      Hypergradient estimate =
          new BoltzmannCovariance<>(new ExactCritic())
              .on(problem)
              .estimate(theta, response.play(Budget.episodes(500), random));
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    direct.assertAgrees("direct");
    guidance.assertAgrees("guidance");
  }

  @Test
  void itsAnswersAreRefusedWhereTheFollowerSees() {
    Commitment commitment = RandomGame.of(1, 0.3);
    double[] theta = commitment.initialParameters().apply(new SplittableRandom(1));
    TabularProblem unseen = commitment.blindProblem();
    TabularResponse blind = new SoftPolicyIteration().on(unseen).respond(theta);
    TabularProblem seeing = commitment.problem();
    String message = "response must answer the commitment's ";
    assertRefused(message, () -> BestResponse.toSeeing(commitment, blind));
    TabularResponse saw = new SoftPolicyIteration().on(seeing).respond(theta);
    assertRefused(message, () -> BestResponse.toBlind(commitment, saw));

    ExpectedScore score = new ExpectedScore(commitment, new ExactCritic());
    assertRefused(
        "episodes must be of the follower that sees the leader's action",
        () ->
            new BoltzmannCovariance<>(score)
                .on(unseen)
                .estimate(theta, blind.play(Budget.episodes(1), new SplittableRandom(1))));
  }

  private static void assertRefused(String message, Runnable code) {
    Exception e = assertThrows(IllegalArgumentException.class, code::run);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
