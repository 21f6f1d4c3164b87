package hyperlead.environments;

import static hyperlead.environments.ThreeStates.GO;
import static hyperlead.environments.ThreeStates.HOME;
import static hyperlead.environments.ThreeStates.ROAD;
import static hyperlead.environments.ThreeStates.STAY;
import static hyperlead.environments.ThreeStates.WORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThreeStatesTest {
  /** p = σ(log 3) = 3/4. */
  private static final double[] THETA = {0.5, Math.log(3), 0.5};

  @Test
  void goesRoundTheRingOrEnds() {
    TabularMdp mdp = ThreeStates.problem().at(THETA);
    int[] next = {ROAD, WORK, HOME};
    for (int state = 0; state < 3; state++) {
      assertEquals(0.75, probability(mdp, state, STAY, state), 1e-15);
      assertEquals(0.25, probability(mdp, state, STAY, 3), 1e-15);
      assertEquals(0.5625, probability(mdp, state, GO, next[state]), 1e-15);
      assertEquals(0.1875, probability(mdp, state, GO, state), 1e-15);
      assertEquals(0.25, probability(mdp, state, GO, 3), 1e-15);
    }
  }

  private static double probability(TabularMdp mdp, int state, int action, int next) {
    TransitionPattern pattern = mdp.pattern();
    int pair = state * pattern.actions() + action;
    double sum = 0;
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      sum += pattern.successor(e) == next ? mdp.probability(e) : 0;
    }
    return sum;
  }

  @Test
  void paysAsDefined() {
    TabularMdp mdp = ThreeStates.problem().at(THETA);
    double[][] follower = {{1, 0}, {0, 0}, {0.5, 0}};
    double[][] leader = {{0, 0}, {-0.375, -0.375}, {1.5, 0}};
    for (int state = 0; state < 3; state++) {
      for (int action = 0; action < 2; action++) {
        assertEquals(follower[state][action], mdp.followerReward(state, action), 1e-15);
        assertEquals(leader[state][action], mdp.leaderReward(state, action), 1e-15);
      }
    }
  }

  @Test
  void theExactHypergradientIsTheCentralDifference() {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < 50; i++) {
      TabularProblem problem = ThreeStates.problem(random.nextDouble(0.2, 1));
      double[] theta = random.doubles(3, -2, 2).toArray();
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      for (int j = 0; j < 3; j++) {
        double h = 1e-3;
        // Fourth order: the error is h⁴/30 times the fifth derivative, plus 1e-12 of rounding.
        double difference =
            (8 * (at(problem, theta, j, h) - at(problem, theta, j, -h))
                    - (at(problem, theta, j, 2 * h) - at(problem, theta, j, -2 * h)))
                / (12 * h);
        assertEquals(difference, exact.total()[j], 1e-8, "draw " + i + ", parameter " + j);
      }
    }
  }

  private static double at(TabularProblem problem, double[] theta, int j, double step) {
    double[] moved = theta.clone();
    moved[j] += step;
    return new SoftPolicyIteration().on(problem).respond(moved).objective();
  }

  @Test
  void everyParameterMattersByItsOwnRoute() {
    Hypergradient exact = ExactHypergradient.of(ThreeStates.problem()).at(THETA);
    for (int j = 0; j < 3; j++) {
      assertTrue(Math.abs(exact.direct()[j]) > 0.02, "direct " + j + ": " + exact.direct()[j]);
    }
    assertTrue(exact.guidance()[0] > 0.5, "guidance of the wage: " + exact.guidance()[0]);
    assertTrue(Math.abs(exact.guidance()[1]) > 0.02, "of the roads: " + exact.guidance()[1]);
    assertEquals(0, exact.guidance()[2], "the first state does not move the follower's policy");
  }

  @Test
  void sampledReturnsAverageToTheObjective() {
    TabularProblem problem = ThreeStates.problem();
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(THETA);
    SplittableRandom random = new SplittableRandom(22);
    int episodes = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < episodes; i++) {
      double g = response.play(Budget.episodes(1), random).meanReturn();
      sum += g;
      squares += g * g;
    }
    double mean = sum / episodes;
    double error = Math.sqrt((squares / episodes - mean * mean) / (episodes - 1));
    assertEquals(response.objective(), mean, 4 * error);
    assertTrue(error < 0.01, "standard error " + error);
  }
}
