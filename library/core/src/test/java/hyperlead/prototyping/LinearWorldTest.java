package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.GaussianBump;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.QuadraticReward;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.SigmoidBox;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearWorldTest {
  private static final double[][] EXCHANGE = {
    {1, .05, 0, .05}, {.03, 1, .04, 0}, {0, .04, 1, .06}, {.05, 0, .03, 1}
  };
  private static final double[][] UNITS = {{.1, 0}, {.6, 0}, {0, .55}, {0, .3}};
  private static final double[] EFFECT = {.04, .03, .06, .05};
  private static final double[] COST = {8, 1, 5, 6};

  /** A_ij = A0_ij g_door, A_ii = A0_ii + q_i (1 − l_i) − Σ_j A0_ij g_door, as in the issue. */
  private static Expression exchange(Configuration y, int to, int from) {
    if (to == from) {
      Expression loss = Expression.of(1).minus(y.get(to)).times(EFFECT[to]).plus(EXCHANGE[to][to]);
      return loss.minus(flow(y, to, (to + 1) % 4)).minus(flow(y, to, (to + 3) % 4));
    }
    return flow(y, to, from);
  }

  private static Expression flow(Configuration y, int to, int from) {
    if ((to + 2) % 4 == from) {
      return Expression.of(0);
    }
    return y.get(4 + (from == (to + 1) % 4 ? to : from)).times(EXCHANGE[to][from]);
  }

  private static LinearQuadraticProblem building() {
    Matrix spread = Matrix.of(4, 4, (i, j) -> ((i == j ? 1 : 0) - 0.25) / 4);
    Matrix energy = Matrix.scalar(2, 0.5);
    Matrix weight = Matrix.zero(6, 6).withBlock(0, 0, spread).withBlock(4, 4, energy);
    return LinearWorld.of(
            List.of(0, 1, 2, 3),
            List.of(0, 1),
            SigmoidBox.of(8, 0, 1),
            LinearWorldTest::exchange,
            (zone, unit) -> UNITS[zone][unit])
        .withFollowerCost((y, i, j) -> Expression.of(i.equals(j) ? COST[i] : 0), unit -> 0.01)
        .withNoise(zone -> 0.02)
        .startingAt(zone -> 0, zone -> 5)
        .withPrice(
            y -> {
              Expression squares = Expression.of(0);
              for (int i = 0; i < 8; i++) {
                squares = squares.plus(y.get(i).squared());
              }
              return squares.times(0.1);
            })
        .problem("building", QuadraticReward.of(weight, new double[6]), 0.1)
        .withDiscounts(0.9, 0.9)
        .withHorizon(100);
  }

  @Test
  void theBuildingFromLambdasHasTheSameHypergradient() {
    double[] theta = new SplittableRandom(1).doubles(8, -2, 2).toArray();
    LinearQuadraticProblem expected = BuildingThermalControl.problem();
    assertArrayEquals(
        expected.system().dynamics().at(expected.at(theta).configuration()).entries(),
        building().system().dynamics().at(building().at(theta).configuration()).entries(),
        "the same bits of A");
    assertClose(
        ExactHypergradient.of(expected).at(theta), ExactHypergradient.of(building()).at(theta));
  }

  /** To 1e-12 of the largest entry, which leaves room for another order of sums only. */
  private static void assertClose(Hypergradient expected, Hypergradient actual) {
    double scale = 1e-12 * expected.norm();
    assertEquals(expected.objective(), actual.objective(), 1e-12 * Math.abs(expected.objective()));
    assertArrayEquals(expected.direct(), actual.direct(), scale);
    assertArrayEquals(expected.guidance(), actual.guidance(), scale);
    assertTrue(expected.guidanceNorm() > 1e-3 * expected.norm(), "there is guidance to miss");
  }

  @Test
  void bilevelLqrFromLambdasHasTheSameBits() {
    LinearQuadraticProblem built =
        LinearWorld.of(
                List.of("position", "velocity"),
                List.of("push"),
                new FreeParameters(2),
                (y, to, from) ->
                    Expression.of(to.equals("position") && from.equals("velocity") ? 1 : 0),
                (to, push) -> to.equals("velocity") ? 0.1 : 0)
            .withLeader(
                List.of("pull"),
                (to, pull) -> to.equals("position") ? 0.1 : 0,
                (y, pull, state) -> y.get(state.equals("position") ? 0 : 1),
                pull -> 0.001)
            .startingAt(state -> state.equals("position") ? 1 : 0, state -> 0)
            .problem("lqr", GaussianBump.of(new double[] {-0.8, 0}, new double[] {0.2, 0.01}), 0.1)
            .withDiscounts(0.95, 0.99)
            .withHorizon(100);
    for (double[] theta : new double[][] {{0.5, -1}, {-9, -9.5}}) {
      Hypergradient expected = ExactHypergradient.of(BilevelLqr.problem()).at(theta);
      Hypergradient actual = ExactHypergradient.of(built).at(theta);
      assertEquals(expected.objective(), actual.objective());
      assertArrayEquals(expected.total(), actual.total());
      assertTrue(expected.guidanceNorm() > 0, "there is guidance to miss");
    }
  }

  /** θ moves A, K, Q and the price at once, by smooth functions of three kinds. */
  private static LinearQuadraticProblem all() {
    return LinearWorld.of(
            List.of("a", "b"),
            List.of("u"),
            new FreeParameters(3),
            (y, to, from) ->
                to.equals(from)
                    ? y.get(0).sin().times(0.3).plus(0.5)
                    : y.get(to.equals("a") ? 1 : 2).tanh().times(0.2),
            (to, u) -> to.equals("a") ? 1 : 0.5)
        .withLeader(
            List.of("l"),
            (to, l) -> to.equals("b") ? 0.5 : 0.1,
            (y, l, from) -> y.differences(z -> -0.3 * Math.cos(z[0] + z[2])),
            l -> 0.3)
        .withNoise(state -> state.equals("a") ? 0.3 : 0.2)
        .startingAt(state -> state.equals("a") ? 1 : -1, state -> 0.5)
        .withFollowerCost(
            (y, i, j) -> i.equals(j) ? y.get(1).squared().plus(1) : y.get(2).sigmoid().times(0.5),
            u -> 0.7)
        .withPrice(y -> y.get(0).times(y.get(1)).plus(y.get(2).exp()))
        .problem(
            "all", QuadraticReward.of(Matrix.diagonal(1, 2, 0.5), new double[] {0.5, 0, 0}), 0.4)
        .withDiscounts(0.9, 0.8)
        .withHorizon(30);
  }

  @Test
  void everyPartThatThetaMovesIsInTheHypergradient() {
    LinearQuadraticProblem problem = all();
    double[] theta = {0.3, -0.6, 0.4};
    double[] total = ExactHypergradient.of(problem).at(theta).total();
    LinearQuadraticFollower follower = new MaxEntropyLqr().on(problem);
    for (int i = 0; i < 3; i++) {
      double[] at = new double[4];
      double[] steps = {1, -1, 2, -2};
      for (int k = 0; k < 4; k++) {
        double[] moved = theta.clone();
        moved[i] += 1e-3 * steps[k];
        at[k] = follower.respond(moved).objective();
      }
      double slope = (8 * (at[0] - at[1]) - (at[2] - at[3])) / 12e-3;
      assertEquals(slope, total[i], 1e-8 * Math.abs(slope), "parameter " + i);
    }
  }

  @Test
  void samplesPayThePriceAndItsGradient() {
    LinearQuadraticProblem problem = all();
    double[] theta = {0.3, -0.6, 0.4};
    for (Verdict verdict : GradientCheck.of(problem).model(theta)) {
      assertTrue(verdict.agrees(), verdict.toString());
    }
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    double[] means = new double[50];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < means.length; i++) {
      means[i] = response.play(Budget.episodes(100), random).meanReturn();
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    double error = Math.sqrt(squares / 49 / 50);
    assertEquals(response.objective(), mean, 4 * error);
    // The price alone is about 6.5 in 30 steps.
    assertTrue(error < 0.3, "standard error " + error);
  }

  @Test
  void rewardsThatNameEntriesOfYFindThem() {
    LinearWorld<String, String> world =
        LinearWorld.of(
            List.of("x"), List.of("u"), SigmoidBox.of(2, 0, 1), (y, i, j) -> y.get(1), (i, u) -> 1);
    Matrix weight = Matrix.diagonal(1, 0.1);
    double[] theta = {0.5, -0.3};
    LinearQuadraticProblem named =
        world.problem("named", QuadraticReward.of(weight, new double[2], new double[] {3, 2}), 0.1);
    LinearQuadraticProblem priced =
        world
            .withPrice(y -> y.get(0).squared().times(3).plus(y.get(1).squared().times(2)))
            .problem("priced", QuadraticReward.of(weight, new double[2]), 0.1);
    Hypergradient expected = ExactHypergradient.of(named).at(theta);
    Hypergradient actual = ExactHypergradient.of(priced).at(theta);
    assertEquals(expected.objective(), actual.objective(), 1e-10);
    assertArrayEquals(expected.direct(), actual.direct(), 1e-10);
    assertArrayEquals(expected.guidance(), actual.guidance(), 1e-10);
    assertTrue(Math.abs(actual.direct()[0]) > 1, "the price moves with the first parameter");
  }

  @Test
  void whatDoesNotReadTheConfigurationStaysFixed() {
    LinearQuadraticProblem problem = building();
    assertTrue(problem.system().dynamics().isConfigured());
    assertTrue(!problem.system().feedback().isConfigured());
    assertTrue(!problem.followerCost().state().isConfigured());
    // y, A and the price; a leader without one has no entry for it.
    assertEquals(8 + 16 + 1, problem.parameterization().configurations());
  }

  @Test
  void aFixedPriceIsPaidInEveryStep() {
    LinearWorld<String, String> world =
        LinearWorld.of(
            List.of("x"), List.of("u"), new FreeParameters(1), (y, i, j) -> y.get(0), (i, u) -> 1);
    QuadraticReward reward = QuadraticReward.of(Matrix.diagonal(1, 0), new double[2]);
    LinearQuadraticProblem free = world.problem("free", reward, 0.1).withHorizon(3);
    LinearQuadraticProblem paid =
        world.withPrice(y -> Expression.of(2)).problem("paid", reward, 0.1).withHorizon(3);
    double[] theta = {0.5};
    double cost = 2 * (1 + 0.99 + 0.99 * 0.99);
    assertEquals(
        ExactHypergradient.of(free).at(theta).objective() - cost,
        ExactHypergradient.of(paid).at(theta).objective(),
        1e-12);
    assertArrayEquals(
        ExactHypergradient.of(free).at(theta).total(),
        ExactHypergradient.of(paid).at(theta).total(),
        1e-12);
  }

  @Test
  void errorsNameTheEntry() {
    assertMessage(
        "A[right, left]: must be finite: -Infinity",
        () -> tanks((y, to, from) -> to.equals("right") ? y.get(0).minus(0.5).log() : y.get(0)));
    assertMessage(
        "A[left, left]: index of y must be in [0, 1): 4", () -> tanks((y, to, from) -> y.get(4)));
    LinearQuadraticProblem problem = tanks((y, to, from) -> y.get(0).minus(0.25).log());
    assertMessage("A[left, left]: must be finite: NaN", () -> problem.at(new double[] {-5}));
    assertMessage(
        "B[right, pump]: must be finite: NaN",
        () ->
            LinearWorld.of(
                List.of("left", "right"),
                List.of("pump"),
                new FreeParameters(1),
                (y, i, j) -> y.get(0),
                (i, u) -> i.equals("left") ? 1 : Double.NaN));
    assertMessage(
        "price of pump: must be finite: NaN",
        () ->
            LinearWorld.of(
                    List.of("left"),
                    List.of("pump"),
                    new FreeParameters(1),
                    (y, i, j) -> y.get(0),
                    (i, u) -> 1)
                .withFollowerPrices(
                    (y, i) -> y.get(0), (y, u) -> y.get(0).minus(1).log(), y -> Expression.of(0)));
    assertMessage(
        "states must differ: x stands twice",
        () ->
            LinearWorld.of(
                List.of("x", "x"),
                List.of("u"),
                new FreeParameters(1),
                (y, i, j) -> y.get(0),
                (i, u) -> 1));
  }

  private static LinearQuadraticProblem tanks(LinearWorld.Entries<String, String> dynamics) {
    return LinearWorld.of(
            List.of("left", "right"),
            List.of("pump"),
            SigmoidBox.of(1, 0, 1),
            dynamics,
            (to, pump) -> 1)
        .problem("tanks", QuadraticReward.of(Matrix.diagonal(1, 1, 0), new double[3]), 0.1);
  }

  private static void assertMessage(String message, Runnable building) {
    Exception e = assertThrows(IllegalArgumentException.class, building::run);
    assertEquals(message, e.getMessage());
  }
}
