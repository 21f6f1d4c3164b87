package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Matrix;
import hyperlead.neural.Sizes;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeuralSoftQTest {
  private static final long SEED = 5;
  private static final int CELLS = 5;
  private static final double TAU = 0.1;
  private static final Sizes SIZES = new Sizes(16, 16, 2e-3, 0.02);

  /** Targets are without noise, so what is left are steps of Adam: some η each. */
  private static final double NEAR = 0.03;

  /**
   * A corridor without chance: −1, 0 or 1 a step, not out of it to the left, and to the right is
   * the end, for θ. Standing costs 0.1. It starts anywhere.
   */
  private static TabularProblem corridor(int horizon) {
    World<Integer, Integer> world =
        World.of(IntStream.range(0, CELLS).boxed().toList(), List.of(-1, 0, 1));
    TabularProblem problem =
        world.problem(
            "corridor",
            new FreeParameters(1),
            (y, x, move) ->
                x + move < 0
                    ? Outcomes.unavailable()
                    : x + move == CELLS ? Outcomes.end() : Outcomes.to(x + move),
            (y, x, move) ->
                x + move == CELLS ? y.get(0) : y.get(0).times(0).minus(move == 0 ? 0.1 : 0),
            (y, x, move) -> y.get(0).times(0),
            TAU);
    return problem
        .withDiscounts(0.9, 0.9)
        .withHorizon(horizon)
        .withInitial(InitialLaw.uniform(CELLS));
  }

  private static TabularFollower follower(TabularProblem problem, int first, int steps) {
    NeuralSoftQ kind = NeuralSoftQ.of(first, steps).with(SIZES);
    return kind.on(problem, new SplittableRandom(SEED));
  }

  private static double[] optimal(TabularProblem problem, double... theta) {
    return new SoftPolicyIteration().on(problem).respond(theta).values();
  }

  /** With a hard maximum, without γ, or with an end that is worth something it would be others. */
  @Test
  void itsValuesAreTheSoftOnes() {
    TabularProblem problem = corridor(20);
    TabularResponse learned = follower(problem, 12_000, 1).respond(new double[] {2});
    assertArrayEquals(optimal(problem, 2), learned.values(), NEAR, "seed " + SEED);
    assertEquals(0, learned.policy(0, 0));
    assertTrue(learned.residual() < NEAR, "residual " + learned.residual());
  }

  /** Of two steps each, where values reach five cells and on. */
  @Test
  void aCutIsNoEnd() {
    TabularProblem problem = corridor(2);
    TabularResponse learned = follower(problem, 12_000, 1).respond(new double[] {2});
    assertArrayEquals(optimal(problem, 2), learned.values(), NEAR, "seed " + SEED);
  }

  /** Most steps that it remembers were paid by another θ. */
  @Test
  void remembersStepsButNotWhatTheyPaid() {
    TabularProblem problem = corridor(20);
    TabularFollower follower = follower(problem, 12_000, 8000);
    double[] before = follower.respond(new double[] {2}).values();
    double[] after = follower.respond(new double[] {-1}).values();
    assertArrayEquals(optimal(problem, -1), after, NEAR, "seed " + SEED);
    assertTrue(before[4] - after[4] > 0.5, before[4] + ", " + after[4]);
  }

  /** One number a cell tells where it is. */
  @Test
  void featuresStandForStates() {
    TabularProblem problem = corridor(20);
    Matrix place = Matrix.of(CELLS, 1, (x, i) -> x / 2.0 - 1);
    NeuralSoftQ kind = NeuralSoftQ.of(12_000, 1).with(SIZES).with(place);
    double[] values =
        kind.on(problem, new SplittableRandom(SEED)).respond(new double[] {2}).values();
    assertArrayEquals(optimal(problem, 2), values, 3 * NEAR, "seed " + SEED);
    Matrix blind = Matrix.of(CELLS, 1, (x, i) -> 1);
    double[] same = kind.with(blind).on(problem).respond(new double[] {2}).values();
    assertEquals(same[1], same[4], 1e-9);
  }

  /** |V − V*| ≤ |V − TV| / (1 − γ_F) by any V; chance leaves a few hundredths of V. */
  @Test
  void theResidualTellsHowFarItIs() {
    for (long seed = 0; seed < 6; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 1);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse learned = follower(problem, 10_000, 1).respond(theta);
      double[] best = optimal(problem, theta);
      double error = 0;
      double scale = 1;
      for (int x = 0; x < best.length; x++) {
        error = Math.max(error, Math.abs(best[x] - learned.value(x)));
        scale = Math.max(scale, 1 + Math.abs(learned.value(x)));
      }
      double limit = learned.residual() * scale / (1 - problem.followerDiscount());
      assertTrue(error < Math.min(0.1 * scale, limit), seed + ": " + error + ", limit " + limit);
    }
  }

  @Test
  void aMillionStepsLoseNoNumber() {
    TabularProblem problem = corridor(20);
    NeuralSoftQ kind =
        new NeuralSoftQ(new Sizes(8, 8, 1e-3, 5e-3), Matrix.zero(0, 0), 1_000_000, 1, 25, 10_000);
    TabularFollower follower = kind.on(problem, new SplittableRandom(SEED));
    double[] values = follower.respond(new double[] {2}).values();
    assertArrayEquals(optimal(problem, 2), values, 2 * NEAR, "seed " + SEED);
    for (double[] known : follower.memory()) {
      assertTrue(Arrays.stream(known).allMatch(Double::isFinite));
    }
  }

  @Test
  void sameSeedSameBits() {
    TabularProblem problem = RandomProblem.of(6, 1);
    double[] theta = problem.initialParameters(new SplittableRandom(6));
    TabularFollower used = follower(problem, 200, 50);
    double[] first = used.respond(theta).values();
    TabularFollower other = follower(problem, 200, 50);
    assertArrayEquals(first, other.respond(theta).values());
    assertFalse(Arrays.equals(first, used.respond(theta).values()), "it goes on learning");
  }

  @Test
  void badSettingsAreNamed() {
    Sizes sizes = Sizes.usual();
    Matrix none = Matrix.zero(0, 0);
    assertMessage("first must be positive: 0", () -> NeuralSoftQ.of(0, 1));
    assertMessage("steps must be positive: -1", () -> NeuralSoftQ.of(1, -1));
    assertMessage("every must be positive: 0", () -> new NeuralSoftQ(sizes, none, 1, 1, 0, 1));
    assertMessage("capacity must be positive: 0", () -> new NeuralSoftQ(sizes, none, 1, 1, 1, 0));
    assertMessage(
        "capacity must be below 715827882: 1000000000",
        () -> new NeuralSoftQ(sizes, none, 1, 1, 1, 1_000_000_000));
    assertMessage(
        "features must have a row for each of 5 states: 2",
        () -> NeuralSoftQ.of(1, 1).with(Matrix.zero(2, 1)).on(corridor(9)));
  }

  private static void assertMessage(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }
}
