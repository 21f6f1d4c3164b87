package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.TransitionPattern;
import hyperlead.environments.FourRooms;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftPolicyIterationTest {
  @Test
  void saysItsToleranceWhereItIsAnother() {
    assertEquals("SoftPolicyIteration", new SoftPolicyIteration().toString());
    assertEquals(
        "SoftPolicyIteration(tolerance 1.0E-10)", new SoftPolicyIteration(1e-10).toString());
  }

  @Test
  void solvesWhatSoftValueIterationSolves() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TabularProblem problem = RandomProblem.of(seed, random.nextDouble(0.01, 2));
      double[] theta = problem.initialParameters(random);
      TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
      double[] values = valueIteration(problem, problem.at(theta));
      for (int state = 0; state < values.length; state++) {
        String where = "seed " + seed + ", state " + state;
        assertEquals(values[state], response.value(state), 1e-10, where);
      }
    }
  }

  /** V ← TV, written out, until nothing moves. */
  private static double[] valueIteration(TabularProblem problem, TabularMdp mdp) {
    TransitionPattern pattern = mdp.pattern();
    double tau = problem.temperature();
    double[] v = new double[pattern.states() + 1];
    double[] q = new double[pattern.pairs()];
    for (int sweep = 0; sweep < 2000; sweep++) {
      mdp.followerActionValues(problem.followerDiscount(), v, q);
      for (int state = 0; state < pattern.states(); state++) {
        double max = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < pattern.actions(); a++) {
          max = Math.max(max, q[state * pattern.actions() + a]);
        }
        double sum = 0;
        for (int a = 0; a < pattern.actions(); a++) {
          sum += Math.exp((q[state * pattern.actions() + a] - max) / tau);
        }
        v[state] = max + tau * Math.log(sum);
      }
    }
    return v;
  }

  @Test
  void theGoalOfFourRoomsIsAnOrdinaryStepWithFourEqualActions() {
    TabularProblem problem = FourRooms.problem(0.005);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[105]);
    int goal = FourRooms.bundled().goal();
    assertEquals(1 + 0.005 * Math.log(4), response.value(goal), 1e-12);
    assertEquals(0, response.value(104), "the end of the episode");
    for (int move = 0; move < 4; move++) {
      assertEquals(0.25, response.policy(goal, move), 1e-12);
    }
  }

  @Test
  void policiesSumToOneAndAreBoltzmann() {
    TabularProblem problem = FourRooms.problem(0.05);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[105]);
    double[] q = new double[104 * 4];
    double[] values = new double[105];
    for (int state = 0; state < 104; state++) {
      values[state] = response.value(state);
    }
    response.mdp().followerActionValues(0.99, values, q);
    for (int state = 0; state < 104; state++) {
      double sum = 0;
      for (int move = 0; move < 4; move++) {
        double boltzmann = Math.exp((q[4 * state + move] - values[state]) / 0.05);
        assertEquals(boltzmann, response.policy(state, move), 1e-9);
        sum += response.policy(state, move);
      }
      assertEquals(1, sum, 1e-12);
    }
  }

  @Test
  void startsFromItsLastAnswer() {
    TabularProblem problem = FourRooms.problem(0.001);
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularResponse cold = follower.respond(new double[105]);
    TabularResponse warm = follower.respond(new double[105]);
    assertEquals(1, warm.iterations());
    assertTrue(cold.iterations() > 1, "cold " + cold.iterations());
    TabularFollower fresh = new SoftPolicyIteration().on(problem);
    assertEquals(cold.iterations(), fresh.respond(new double[105]).iterations());
    assertTrue(cold.residual() <= 1e-12 && warm.residual() <= 1e-12);
  }

  @Test
  void failsLoudlyWhenItCannotConverge() {
    TabularProblem problem = FourRooms.problem(0.001);
    TabularFollower impossible = new SoftPolicyIteration(1e-30).on(problem);
    // The residual of the answer is a rounding error, which a tolerance of 1e-30 refuses.
    Exception e = assertThrows(ArithmeticException.class, () -> impossible.respond(someTheta()));
    assertTrue(
        e.getMessage()
            .matches("soft policy iteration did not converge: residual .* after 200 iter.*"),
        e.getMessage());
  }

  private static double[] someTheta() {
    return new SplittableRandom(3).doubles(105, -1, 1).toArray();
  }

  @Test
  void rejectsTemperaturesThatAreNotPositive() {
    for (double temperature : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Exception e =
          assertThrows(IllegalArgumentException.class, () -> FourRooms.problem(temperature));
      assertEquals("temperature must be positive and finite: " + temperature, e.getMessage());
    }
  }

  @Test
  void sameThetaSameBits() {
    TabularProblem problem = FourRooms.problem(0.003);
    double[] theta = someTheta();
    TabularResponse a = new SoftPolicyIteration().on(problem).respond(theta);
    TabularResponse b = new SoftPolicyIteration().on(problem).respond(theta);
    assertArrayEquals(theta, a.theta());
    for (int state = 0; state < 104; state++) {
      assertEquals(a.value(state), b.value(state), 0.0);
    }
  }
}
