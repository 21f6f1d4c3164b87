package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.algebra.TransitionPattern;
import hyperlead.followers.SoftPolicyIteration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TabularResponseTest {
  private static TabularResponse response(long seed) {
    TabularProblem problem = RandomProblem.of(seed, 0.5);
    return new SoftPolicyIteration()
        .on(problem)
        .respond(problem.initialParameters(new SplittableRandom(seed)));
  }

  /** m(x') = μ(x') + γ_L Σ_{x,a} m(x) π(a|x) P(x'|x,a), written out. */
  @Test
  void visitsFlowFromTheFirstStatesAlongTheLaw() {
    for (long seed = 0; seed < 10; seed++) {
      TabularResponse response = response(seed);
      TabularMdp mdp = response.mdp();
      TransitionPattern pattern = mdp.pattern();
      double[] visits = response.visits();
      double[] flow = new double[pattern.states() + 1];
      for (int i = 0; i < mdp.initialStates.length; i++) {
        flow[mdp.initialStates[i]] += mdp.initialProbability[i];
      }
      double objective = 0;
      for (int pair = 0; pair < pattern.pairs(); pair++) {
        int state = pair / pattern.actions();
        int action = pair % pattern.actions();
        double weight = visits[state] * response.policy(state, action);
        objective += weight * mdp.leaderReward(state, action);
        for (int e : pattern.row(pair).toArray()) {
          double discounted = mdp.problem().leaderDiscount() * weight * mdp.probability(e);
          flow[pattern.successor(e)] += discounted;
        }
      }
      flow[pattern.end()] = 0;
      assertArrayEquals(Arrays.copyOf(flow, pattern.states()), visits, 1e-10);
      assertEquals(response.objective(), objective, 1e-10 * Math.max(1, Math.abs(objective)));
    }
  }

  @Test
  void nobodyChangesAnAnswer() {
    TabularResponse solved = response(1);
    TabularMdp mdp = solved.mdp();
    double[] policy = Arrays.stream(solved.policy()).flatMapToDouble(Arrays::stream).toArray();
    double[] values = solved.values();
    TabularResponse answer = new TabularResponse(mdp, policy, values, 0, 1);
    policy[0] = 9;
    values[0] = 9;
    answer.policy()[0][0] = 9;
    answer.values()[0] = 9;
    answer.theta()[0] = 9;
    assertArrayEquals(solved.policy()[0], answer.policy()[0]);
    assertArrayEquals(solved.values(), answer.values());
    assertArrayEquals(solved.theta(), answer.theta());
    assertEquals(solved.objective(), answer.objective());
  }
}
