package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.parameters.SigmoidBox;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Continuous problems with known values, on finer and finer grids. */
class GridTest {
  private static final double DISCOUNT = 0.9;

  /** p and β. */
  private static final SigmoidBox PUSH =
      SigmoidBox.of(new double[] {0, 0.5}, new double[] {2, 0.9});

  /** The angle of a turn. */
  private static final SigmoidBox TURN = SigmoidBox.of(1, 0.2, 2);

  /**
   * A push u on x' = βx + u: r_F = p x, r_L = −x². V_F is linear with slope k = p / (1 − γβ), so
   * that π(u) ∝ exp(γku/τ) everywhere and V_L = −(αx² + bx + c).
   */
  private static double pushed(double[] theta) {
    double p = PUSH.configuration(theta)[0];
    double beta = PUSH.configuration(theta)[1];
    double slope = DISCOUNT * p / (1 - DISCOUNT * beta) / 0.5;
    double[] pushes = {-0.2, 0, 0.2};
    double sum = 0;
    double mean = 0;
    double square = 0;
    for (double u : pushes) {
      double weight = Math.exp(slope * u);
      sum += weight;
      mean += weight * u;
      square += weight * u * u;
    }
    mean /= sum;
    square /= sum;
    double alpha = 1 / (1 - DISCOUNT * beta * beta);
    double b = 2 * DISCOUNT * alpha * beta * mean / (1 - DISCOUNT * beta);
    double c = DISCOUNT * (alpha * square + b * mean) / (1 - DISCOUNT);
    return -(alpha * 0.3 * 0.3 + b * 0.3 + c);
  }

  private static TabularProblem pushed(int points) {
    Grid grid = Grid.of(Axis.of(-1.2, 1.2, points));
    World<Grid.Point, Double> world = World.of(grid.points(), List.of(-0.2, 0.0, 0.2));
    return starting(
        0.3,
        world,
        grid,
        world.problem(
            "push",
            PUSH,
            (y, x, u) ->
                grid.between(ends(0.5 * x.get(0) + u), ends(0.9 * x.get(0) + u))
                    .outcomes(y.get(1).times(x.get(0)).plus(u)),
            (y, x, u) -> y.get(0).times(x.get(0)),
            (y, x, u) -> Expression.of(-x.get(0) * x.get(0)),
            0.5));
  }

  private static double[] ends(double x) {
    return new double[] {x};
  }

  private static TabularProblem starting(
      double x, World<Grid.Point, ?> world, Grid grid, TabularProblem problem) {
    return problem
        .withInitial(world.startingIn(problem.parameterization(), y -> grid.outcomes(x)))
        .withDiscounts(DISCOUNT, DISCOUNT);
  }

  /** A clock hand that turns by θ whatever is done: J = Σ γ^t cos(x_0 + tθ). */
  private static double turned(double[] theta) {
    double angle = TURN.configuration(theta)[0];
    double sum = 0;
    for (int t = 0; t < 400; t++) {
      sum += Math.pow(DISCOUNT, t) * Math.cos(2.9 + t * angle);
    }
    return sum;
  }

  private static TabularProblem turned(int points) {
    Grid grid = Grid.of(Axis.ring(-Math.PI, Math.PI, points));
    World<Grid.Point, String> world = World.of(grid.points(), List.of("wait"));
    return starting(
        2.9,
        world,
        grid,
        world.problem(
            "hand",
            TURN,
            (y, x, u) ->
                grid.between(ends(x.get(0) + 0.2), ends(x.get(0) + 2))
                    .outcomes(y.get(0).plus(x.get(0))),
            (y, x, u) -> Expression.of(0),
            (y, x, u) -> Expression.of(Math.cos(x.get(0))),
            1));
  }

  /**
   * Where x' moves with θ, so does the slope of a chord in its cell, whose error is of order h;
   * that of the hand's turn always at the same place of a cell, that of pushes here and there.
   */
  @Test
  void valuesConvergeWithTheSquareOfTheSpacing() {
    assertOrder(GridTest::pushed, GridTest::pushed, new double[] {-0.4, 0.2}, 1.9, 1.4);
    assertOrder(GridTest::turned, GridTest::turned, new double[] {-0.3}, 1.9, 0.9);
  }

  /** From 20 points to 320 on: errors of J and ∇J, and the orders at which they fall. */
  private static void assertOrder(
      IntFunction<TabularProblem> problem,
      ToDoubleFunction<double[]> known,
      double[] theta,
      double orderOfValue,
      double orderOfGradient) {
    double[] coarse = errors(problem.apply(20), known, theta);
    double[] fine = errors(problem.apply(320), known, theta);
    double value = Math.log(coarse[0] / fine[0]) / Math.log(16);
    double gradient = Math.log(coarse[1] / fine[1]) / Math.log(16);
    assertTrue(value > orderOfValue, "order of J " + value);
    assertTrue(gradient > orderOfGradient, "order of the gradient " + gradient);
  }

  private static double[] errors(
      TabularProblem problem, ToDoubleFunction<double[]> known, double[] theta) {
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    double worst = 0;
    for (int i = 0; i < theta.length; i++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (known.applyAsDouble(up) - known.applyAsDouble(down)) / 2e-5;
      worst = Math.max(worst, Math.abs(exact.total()[i] - slope));
    }
    return new double[] {Math.abs(exact.objective() - known.applyAsDouble(theta)), worst};
  }

  @Test
  void nextStatesMoveWithTheta() {
    for (TabularProblem problem : List.of(pushed(25), turned(24))) {
      double[] theta =
          new SplittableRandom(1).doubles(problem.parameterization().parameters()).toArray();
      GradientCheck<?> check = GradientCheck.of(problem);
      check.model(theta).forEach(GridTest::assertAgrees);
      assertAgrees(check.hypergradient(theta));
    }
  }

  private static void assertAgrees(Verdict verdict) {
    assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), verdict.toString());
  }

  /** E[x_k] = x', for one to three coordinates; the angle modulo a turn. */
  @Test
  void theMeanOfTheCornersIsThePlace() {
    Grid grid = Grid.of(Axis.of(0, 1, 4), Axis.ring(-Math.PI, Math.PI, 8), Axis.of(-2, 5, 3));
    assertEquals(96, grid.points().size());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      double[] x = {random.nextDouble(), random.nextDouble(-10, 10), random.nextDouble(-2, 5)};
      Map<Integer, Double> weights = weights(grid, x);
      assertEquals(8, weights.size());
      double[] mean = new double[3];
      double sum = 0;
      double angle = 0;
      for (Map.Entry<Integer, Double> entry : weights.entrySet()) {
        Grid.Point corner = grid.points().get(entry.getKey());
        sum += entry.getValue();
        angle += entry.getValue() * Math.IEEEremainder(corner.get(1) - x[1], 2 * Math.PI);
        for (int k : new int[] {0, 2}) {
          mean[k] += entry.getValue() * corner.get(k);
        }
      }
      assertEquals(1, sum, 1e-12);
      assertEquals(x[0], mean[0], 1e-12);
      assertEquals(x[2], mean[2], 1e-12);
      assertEquals(0, angle, 1e-12);
    }
  }

  private static Map<Integer, Double> weights(Grid grid, double... x) {
    Grid.Point place = new Grid.Point(List.of(x[0], x[1], x[2]));
    return grid.weights(List.of(place)).get(0);
  }

  @Test
  void aPlaceOnTheGridOrBeyondItIsAPoint() {
    Grid grid = Grid.of(Axis.of(0, 1, 4), Axis.ring(0, 4, 4), Axis.of(-2, 5, 3));
    assertEquals(Map.of(grid.points().indexOf(point(1, 3, -2)), 1.0), weights(grid, 7, -1, -9));
    assertEquals(Map.of(grid.points().indexOf(point(0, 0, 5)), 1.0), weights(grid, 0, 8, 5));
    assertEquals("[1.0, 3.0, -2.0]", point(1, 3, -2).toString());
  }

  /** Whatever turn it is in. */
  @Test
  void aWholeRingTakesEveryAngle() {
    Grid ring = Grid.of(Axis.ring(0, 4, 4));
    for (double turn : new double[] {-8, 0, 4}) {
      Map<Optional<Grid.Point>, Expression> outcomes =
          ring.outcomes(Expression.of(2.75 + turn)).probabilities();
      assertEquals(0.25, outcomes.get(Optional.of(ring.points().get(2))).value(), 1e-12);
      assertEquals(0.75, outcomes.get(Optional.of(ring.points().get(3))).value(), 1e-12);
    }
  }

  private static Grid.Point point(double... x) {
    return new Grid.Point(List.of(x[0], x[1], x[2]));
  }

  @Test
  void saysWhatIsWrong() {
    Grid grid = Grid.of(Axis.of(0, 1, 11), Axis.of(0, 1, 3));
    assertRefused("axis must end above its start: 1.0, 1.0", () -> Axis.of(1, 1, 3));
    assertRefused("axis must have at least 2 points: 1", () -> Axis.ring(0, 1, 1));
    assertRefused("x' must have 2 coordinates: 1", () -> grid.outcomes(0.5));
    Grid part = grid.between(new double[] {0.22, 0.1}, new double[] {0.48, 0.2});
    assertEquals(8, part.outcomes(Expression.of(0.3), Expression.of(0.1)).probabilities().size());
    assertRefused(
        "coordinate 0 of x' must be between the places given, in [0.2, 0.5]: 0.7",
        () -> part.outcomes(Expression.of(0.7), Expression.of(0.1)));
  }

  private static void assertRefused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
