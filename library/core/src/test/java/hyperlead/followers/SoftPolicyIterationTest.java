package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.environments.FourRooms;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SoftPolicyIterationTest {
  @Test
  void anInterruptEndsASolveAndStays() {
    TabularProblem problem = RandomProblem.of(1, 0.5);
    TabularFollower solver = new SoftPolicyIteration().on(problem);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    TabularResponse answer = solver.respond(theta);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> solver.respond(theta));
    assertThrows(CancellationException.class, answer::objective);
    assertTrue(Thread.interrupted(), "the flag stays");
    assertArrayEquals(answer.values(), solver.respond(theta).values(), 1e-12);
  }

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
      mdp.followerActionValues(v, q);
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
    response.mdp().followerActionValues(values, q);
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

  /** Values of J by a program in 60 digits; the trap is never entered. */
  @Test
  void aPenaltyThatNobodyIncursChangesNothingInAnyOrderOfQuestions() {
    for (double penalty : new double[] {1e3, 1e9, 1e15}) {
      TabularProblem problem = withTrap(-penalty);
      TabularFollower follower = new SoftPolicyIteration().on(problem);
      double[] theta = {0.1, 0.05};
      TabularResponse first = follower.respond(theta);
      follower.respond(new double[] {3, -3});
      for (TabularResponse answer : List.of(first, follower.respond(theta))) {
        double[] gradient = new TabularHypergradient().at(answer).total();
        assertEquals(11.1967759385, answer.objective(), 1e-10, "penalty " + penalty);
        assertArrayEquals(new double[] {0.6161438069, -0.2315350749}, gradient, 1e-10);
      }
    }
  }

  private static TabularProblem withTrap(double penalty) {
    World<String, Integer> world =
        World.of(List.of("choose", "rest", "walk", "trap"), List.of(0, 1));
    return world.problem(
        "trap",
        new FreeParameters(2),
        (y, s, a) ->
            switch (s + a) {
              case "choose0", "rest1" -> Outcomes.to("rest");
              case "choose1" -> Outcomes.to("walk");
              case "rest0" -> Outcomes.to("choose", 0.5).or("walk", 0.5);
              case "walk0" -> Outcomes.to("choose", 0.9).otherwise("rest");
              default -> Outcomes.to("trap");
            },
        (y, s, a) ->
            switch (s + a) {
              case "choose0" -> y.get(0).plus(0.5);
              case "choose1" -> Expression.of(0.6);
              case "rest0" -> Expression.of(0.1);
              case "rest1" -> y.get(1).plus(0.3);
              case "walk0" -> Expression.of(0.9);
              case "walk1" -> Expression.of(0);
              default -> Expression.of(penalty);
            },
        (y, s, a) ->
            switch (s + a) {
              case "choose0" -> Expression.of(1);
              case "rest0" -> Expression.of(0.3);
              case "rest1" -> y.get(1).times(-0.5);
              case "walk0" -> Expression.of(0.2);
              default -> Expression.of(0);
            },
        0.1);
  }

  @Test
  void theUnitOfTheRewardsDoesNotMatter() {
    for (double unit : new double[] {1, 1e-6, 1e-10, 1e-15, 1e12}) {
      TransitionPattern pattern =
          TransitionPattern.of(2, 2, new int[][] {{0, 1}, {1}, {0, 1}, {0, 1}});
      double[] law = {0.5, 0.5, 1, 0.8, 0.2, 0.1, 0.9};
      double[] reward = {5 * unit, 10.1 * unit, -1.2 * unit, 2 * unit};
      TabularProblem problem =
          new TabularProblem(
              new Setting("unit " + unit, 3 * unit, 0.95, 0.9, 100),
              new FreeParameters(1),
              new TransitionLaw(pattern, Coefficients.fixed(law)),
              InitialLaw.startingIn(0),
              Coefficients.fixed(reward),
              Coefficients.fixed(1.05, -2, -0.2, 3),
              random -> new double[1]);
      TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[1]);
      assertEquals(2.47920414597, response.objective(), 1e-11, "unit " + unit);
    }
  }

  /** The last answer is where the next search starts, so all but the last digits are the same. */
  @Test
  void theObjectiveDoesNotDependOnWhatWasAskedBefore() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TabularProblem problem =
          RandomProblem.of(seed, Math.pow(10, random.nextDouble(-2, 2)))
              .withDiscounts(1 - Math.pow(10, -random.nextDouble(0.1, 9)), 0.9);
      TabularFollower follower = new SoftPolicyIteration().on(problem);
      double[] theta = problem.initialParameters(random);
      double first = follower.respond(theta).objective();
      follower.respond(problem.initialParameters(random));
      double again = follower.respond(theta).objective();
      assertEquals(first, again, 1e-12 * Math.max(1, Math.abs(first)), "seed " + seed);
    }
  }
}
