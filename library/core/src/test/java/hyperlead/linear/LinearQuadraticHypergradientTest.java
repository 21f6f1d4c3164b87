package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.Reference;
import hyperlead.algebra.Matrix;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.LinearWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LinearQuadraticHypergradientTest {
  @Test
  void agreesWithTheReferenceOnBilevelLqr() throws Exception {
    agrees(BilevelLqr.problem(), Reference.of("bilevel_lqr"), "K", 6);
  }

  @Test
  void agreesWithTheReferenceOnTheBuilding() throws Exception {
    agrees(BuildingThermalControl.problem(), Reference.of("building_thermal_control"), "theta", 4);
  }

  private static void agrees(
      LinearQuadraticProblem problem, List<Reference> entries, String parameters, int count) {
    assertEquals(count, entries.size());
    for (Reference entry : entries) {
      assertEquals(problem.horizon(), entry.number("horizon"));
      double[] theta = entry.vector(parameters);
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      String where = problem.name() + " at " + java.util.Arrays.toString(theta);
      double objective = entry.number("objective");
      assertEquals(objective, exact.objective(), 1e-9 * Math.abs(objective), where);
      assertClose(entry.vector("gradient"), exact.total(), 1e-6, where);
    }
  }

  /** Where the follower does not care for a signal, it leads as if there were none. */
  @Test
  void aStateThatGrowsForNothingChangesNothing() {
    for (double rate : new double[] {2, 1 / Math.sqrt(0.9), 0.5}) {
      for (double price : new double[] {0, 0.3}) {
        Hypergradient alone = ExactHypergradient.of(signalled(0, rate, price)).at(THETA);
        Hypergradient signalled = ExactHypergradient.of(signalled(1, rate, price)).at(THETA);
        assertClose(alone.direct(), signalled.direct(), 1e-12, "direct");
        assertClose(alone.guidance(), signalled.guidance(), 1e-12, "guidance");
        // The leader pays for the signal, which starts at one.
        double paid = (Math.pow(rate, 2 * 4) - 1) / (rate * rate - 1);
        assertEquals(alone.objective() - paid, signalled.objective(), 1e-9 * paid);
        assertTrue(Math.abs(alone.guidance()[0]) > 1e-3, "θ leads");
      }
    }
    Exception unpaid =
        assertThrows(
            ArithmeticException.class,
            () -> ExactHypergradient.of(signalled(1, 2, Double.NaN)).at(THETA));
    assertEquals(
        "V_F is not finite: the follower pays for a state that grows and cannot be held",
        unpaid.getMessage());
  }

  private static final double[] THETA = {0.7, 0.4};

  /** x' = θ_0 x + u with a price of u, and so many signals before it; NaN prices the signal. */
  private static LinearQuadraticProblem signalled(int signals, double rate, double price) {
    List<String> names = List.of("signal", "x").subList(1 - signals, 2);
    boolean wrong = Double.isNaN(price);
    return LinearWorld.of(
            names,
            List.of("u"),
            new FreeParameters(2),
            (y, i, j) ->
                i.equals(j) ? i.equals("x") ? y.get(0) : Expression.of(rate) : Expression.of(0),
            (i, u) -> i.equals("x") ? 1 : 0)
        .withFollowerCost(
            (y, i, j) -> Expression.of(i.equals("x") && j.equals("x") ? 1 : 0), u -> 1)
        .withFollowerPrices(
            (y, i) -> Expression.of(wrong && i.equals("signal") ? 1 : 0),
            (y, u) -> y.get(1).times(wrong ? 1 : price),
            y -> Expression.of(0))
        .startingAt(i -> 1, i -> 0)
        .problem(
            "signalled",
            QuadraticReward.of(Matrix.scalar(names.size() + 1, 1), new double[names.size() + 1]),
            0.1)
        .withDiscounts(0.9, 1)
        .withHorizon(4);
  }

  /** Relative to the largest entry. */
  private static void assertClose(double[] expected, double[] actual, double tolerance, String at) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertTrue(scale > 0, at + " is zero");
    assertEquals(expected.length, actual.length, at);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, at + "[" + i + "]");
    }
  }

  @Test
  void isTheSlopeOfTheObjectiveOnRandomSystems() {
    int leaders = 0;
    for (long seed = 0; seed < 200; seed++) {
      LinearQuadraticProblem problem = RandomSystem.of(seed, 30, 0.95);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      LinearQuadraticFollower follower = new MaxEntropyLqr().on(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      assertEquals(follower.respond(theta).objective(), exact.objective(), 1e-12);
      double[] total = differences(theta, moved -> follower.respond(moved).objective());
      assertClose(total, exact.total(), 1e-6, problem.name());
      leaders += exact.guidanceNorm() > 0.1 * exact.directNorm() ? 1 : 0;
    }
    // Both terms matter: else the test would not see an error in one of them.
    assertTrue(leaders > 50, "guidance matters in " + leaders);
  }

  @Test
  void theDirectTermIsTheSlopeWhileThePolicyStays() {
    for (long seed = 0; seed < 200; seed++) {
      LinearQuadraticProblem problem = RandomSystem.of(seed, 30, 0.95);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      double[] direct =
          differences(theta, moved -> new StateLaw(problem.at(moved), response).objective());
      assertClose(direct, exact.direct(), 1e-6, problem.name());
    }
  }

  /** A plateau that ends smoothly: no closed form. */
  private static final class Plateau implements PointReward {
    @Override
    public double at(double[] y, double[] points, int from) {
      return 1 / (1 + Math.exp(4 * points[from] + 20 * points[from + 1]));
    }

    @Override
    public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {}
  }

  @Test
  void aRewardWithoutAClosedFormHasItsHypergradient() {
    ContinuousReward reward = GaussHermiteReward.of(new Plateau(), 8, 1e-4);
    LinearQuadraticProblem problem = BilevelLqr.problem().withLeaderReward(reward);
    double[] theta = {-3, -1};
    LinearQuadraticFollower follower = new MaxEntropyLqr().on(problem);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    double[] total = differences(theta, moved -> follower.respond(moved).objective());
    // x_0 has no width, so that the law is widened there: 1e-8 times second derivatives.
    assertClose(total, exact.total(), 1e-6, "Plateau");
    assertTrue(exact.guidanceNorm() > 0.01 * exact.directNorm());
  }

  /** Fourth-order central differences; h⁴ = 2e-15 and rounding 1e-16/h, so about 1e-11 relative. */
  private static double[] differences(double[] theta, ToDoubleFunction<double[]> objective) {
    double h = 2e-4;
    double[] gradient = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double[] at = new double[4];
      double[] steps = {-2 * h, -h, h, 2 * h};
      for (int k = 0; k < 4; k++) {
        double[] moved = theta.clone();
        moved[i] += steps[k];
        at[k] = objective.applyAsDouble(moved);
      }
      gradient[i] = (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * h);
    }
    return gradient;
  }
}
