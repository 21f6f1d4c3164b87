package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.algebra.TransitionPattern;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import java.util.Arrays;
import java.util.List;
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

  @Test
  void anOptimalPolicysOwnValuesAreTheOptimalOnes() {
    for (long seed = 0; seed < 10; seed++) {
      TabularResponse solved = response(seed);
      double[] policy = Arrays.stream(solved.policy()).flatMapToDouble(Arrays::stream).toArray();
      TabularResponse own = TabularResponse.of(solved.mdp(), policy);
      assertArrayEquals(solved.values(), own.values(), 1e-11, "seed " + seed);
      assertEquals(0, own.residual(), 1e-12, "seed " + seed);
    }
  }

  @Test
  void aPolicyThatIsNoneIsRefused() {
    TabularMdp mdp = response(1).mdp();
    int pairs = mdp.pattern().pairs();
    assertRefused("policy must have length " + pairs + ": 1", mdp, new double[1]);
    assertRefused("policy in ", mdp, new double[pairs]);
    double[] nothing = new double[pairs];
    nothing[0] = Double.NaN;
    assertRefused("policy[0] must be finite", mdp, nothing);
    World<String, String> world = World.of(List.of("home"), List.of("stay", "go"));
    TabularProblem lame =
        world.problem(
            "lame",
            new FreeParameters(1),
            (y, s, a) -> a.equals("stay") ? Outcomes.to(s) : Outcomes.unavailable(),
            (y, s, a) -> Expression.of(1),
            (y, s, a) -> Expression.of(1),
            0.1);
    String expected = "policy must be 0 in state home, action go, which is not there";
    assertRefused(expected, lame.at(new double[1]), new double[] {0.5, 0.5});
  }

  private static void assertRefused(String start, TabularMdp mdp, double[] policy) {
    String came =
        assertThrows(IllegalArgumentException.class, () -> TabularResponse.of(mdp, policy))
            .getMessage();
    assertEquals(start, came.substring(0, Math.min(start.length(), came.length())));
  }
}
