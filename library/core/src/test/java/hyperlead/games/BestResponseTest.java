package hyperlead.games;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.environments.CommitmentGame;
import hyperlead.environments.PrisonersDilemma;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Commitment value against best response value. */
class BestResponseTest {
  @Test
  void isTheBestOfAllPurePoliciesAgainstTheSameAnswer() {
    for (long seed = 0; seed < 10; seed++) {
      Commitment commitment = RandomGame.of(seed, 0.3);
      double[] theta = commitment.initialParameters().apply(new SplittableRandom(seed));
      TabularResponse response = new SoftPolicyIteration().on(commitment.problem()).respond(theta);
      int states = commitment.game().states().size();
      int actions = commitment.leaderActions();
      double most = Double.NEGATIVE_INFINITY;
      for (int code = 0; code < Math.pow(actions, states); code++) {
        int[] pure = new int[states];
        for (int s = 0, rest = code; s < states; s++, rest /= actions) {
          pure[s] = rest % actions;
        }
        most = Math.max(most, value(commitment, response, pure));
      }
      BestResponse best = BestResponse.toSeeing(commitment, response);
      assertEquals(most, best.value(), 1e-10, commitment.name());
      double[] own = best.actions().stream().mapToDouble(b -> b).toArray();
      assertEquals(states, own.length);
      double committed = response.objective();
      assertTrue(best.value() >= committed, committed + " against " + best.value());
    }
  }

  /** V(s_0) of a pure policy of the leader against π, by sweeps. */
  private static double value(Commitment commitment, TabularResponse response, int[] pure) {
    MarkovGame game = commitment.game();
    double[] values = new double[pure.length + 1];
    for (int sweep = 0; sweep < 200; sweep++) {
      double[] next = new double[values.length];
      for (int s = 0; s < pure.length; s++) {
        for (int a = 0; a < game.followerActions().size(); a++) {
          int triple = game.triple(s, pure[s], a);
          double q =
              game.leaderReward(triple)
                  + 0.7
                      * game.pattern()
                          .expectation(
                              triple, game.transitions().probability().all(new double[0]), values);
          next[s] += response.policy(commitment.state(s, pure[s]), a) * q;
        }
      }
      values = next;
    }
    return values[0];
  }

  @Test
  void aCommittedLeaderIsTemptedToPlayUp() {
    Commitment commitment = CommitmentGame.commitment(0.01);
    TabularFollower follower = new SoftPolicyIteration().on(commitment.blindProblem());
    double[] theta = {Math.log(0.4 / 0.6), 0};
    TabularResponse response = follower.respond(theta);
    // The follower plays right but for exp(−20): the leader has 3.4 a step and could have 4.
    assertEquals(340, response.objective(), 1e-5);
    BestResponse best = BestResponse.toBlind(commitment, response);
    assertEquals(400, best.value(), 1e-4);
    assertEquals(List.of(0), best.actions());
    // Where it always plays up, nothing is left to gain: the equilibrium without commitment.
    TabularResponse left = follower.respond(new double[] {40, 0});
    assertEquals(200, left.objective(), 1e-9);
    assertEquals(200, BestResponse.toBlind(commitment, left).value(), 1e-9);
  }

  @Test
  void withoutCommitmentTheDilemmaEndsInDefection() {
    Commitment commitment = PrisonersDilemma.commitment(0.02);
    TabularProblem problem = commitment.problem();
    double[] defect = {-40, 0, -40, 0};
    TabularResponse answer = new SoftPolicyIteration().on(problem).respond(defect);
    assertEquals(100, answer.objective(), 1e-6);
    BestResponse best = BestResponse.toSeeing(commitment, answer);
    assertEquals(List.of(1, 1), best.actions());
    assertEquals(100, best.value(), 1e-6);
  }
}
