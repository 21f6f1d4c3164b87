package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.StepProblem;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.continuous.OneNumber;
import hyperlead.critics.Features;
import hyperlead.critics.FourierFeatures;
import hyperlead.critics.TableFeatures;
import hyperlead.environments.GuidedCartPole;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FittedSoftQTest {
  private static final long SEED = 1;

  /**
   * Three states in a ring, on which one goes back, stays or goes on; going on from 2 ends. Each
   * step costs a toll.
   */
  private record Ring(double toll) implements OneNumber {
    @Override
    public void reset(double[] state, RandomGenerator random) {
      state[0] = random.nextInt(3);
    }

    @Override
    public boolean step(double[] state, double leader, double follower, double[] next) {
      next[0] = (state[0] + Math.round(follower) + 3) % 3;
      return state[0] == 2 && follower == 1;
    }

    @Override
    public double followerReward(double[] state, double leader, double follower, double[] next) {
      return state[0] - 0.3 * follower - toll;
    }

    @Override
    public double feature(double[] next, int k) {
      return next[0] == 1 ? 1 : 0;
    }
  }

  /** One feature for each state and action. */
  private record OneHotKind() implements Features.Kind {
    @Override
    public Features on(StepProblem<?> problem) {
      return new TableFeatures(
          9, (rows, from) -> (int) Math.round(3 * rows[from] + rows[from + 1] + 1));
    }
  }

  /** Sweeps of the soft Bellman equation, on tables. */
  private static double[] exact(double tau, double discount, double theta, double toll) {
    Ring ring = new Ring(toll);
    double[] v = new double[3];
    double[] next = new double[1];
    for (int sweep = 0; sweep < 5000; sweep++) {
      double[] improved = new double[3];
      for (int x = 0; x < 3; x++) {
        double sum = 0;
        for (int u = -1; u <= 1; u++) {
          boolean ends = ring.step(new double[] {x}, 0, u, next);
          double paid = x - 0.3 * u - toll + (next[0] == 1 ? theta : 0);
          sum += Math.exp((paid + (ends ? 0 : discount * v[(int) next[0]])) / tau);
        }
        improved[x] = tau * Math.log(sum);
      }
      v = improved;
    }
    return v;
  }

  /** The reward of the day counts for steps of old: the second answer is to another θ. */
  @Test
  void itsValuesAreTheExactSoftOnesWithAFeatureForEachPair() {
    ContinuousProblem ring = ContinuousProblem.design("Ring", new Ring(0), 0.4);
    ring = ring.with(ring.setting().withDiscounts(0.9, 0.9));
    var follower =
        new FittedSoftQ(new OneHotKind(), 1e-12, 3, 400, 500, 10, 600)
            .on(ring, new SplittableRandom(SEED));
    for (double theta : new double[] {0, 2}) {
      ContinuousPolicy policy =
          ((ContinuousResponse) follower.respond(new double[] {theta})).policy();
      double[] values = exact(0.4, 0.9, theta, 0);
      for (int x = 0; x < 3; x++) {
        assertEquals(values[x], policy.value(new double[] {x, 0}, 0), 1e-6, "θ = " + theta);
      }
    }
  }

  /** Nothing is discounted, and nothing is worth more than the end: a bound of 0, not of 0 / 0. */
  @Test
  void itsValuesAreExactWithoutADiscountWhereEveryStepCosts() {
    ContinuousProblem ring = ContinuousProblem.design("Ring", new Ring(5), 0.4);
    ring = ring.with(ring.setting().withDiscounts(1, 0.9));
    var follower =
        new FittedSoftQ(new OneHotKind(), 1e-12, 3, 40, 500, 10, 600)
            .on(ring, new SplittableRandom(SEED));
    ContinuousPolicy policy = ((ContinuousResponse) follower.respond(new double[1])).policy();
    double[] values = exact(0.4, 1, 0, 5);
    for (int x = 0; x < 3; x++) {
      assertEquals(values[x], policy.value(new double[] {x, 0}, 0), 1e-6);
    }
  }

  /** 500 steps ask for three features each, and the features of a step are four. */
  @Test
  void anInterruptEndsTheRecall() {
    int[] asked = {0};
    Features.Kind counted =
        problem ->
            new TableFeatures(
                9,
                (rows, from) -> {
                  asked[0]++;
                  if (asked[0] == 3 * 500 + 100) {
                    Thread.currentThread().interrupt();
                  }
                  return (int) Math.round(3 * rows[from] + rows[from + 1] + 1);
                });
    var follower =
        new FittedSoftQ(counted, 1e-12, 3, 40, 500, 10, 600)
            .on(ContinuousProblem.design("Ring", new Ring(0), 0.4), new SplittableRandom(SEED));
    try {
      assertThrows(CancellationException.class, () -> follower.respond(new double[1]));
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays");
    }
    assertEquals(3 * 500 + 100, asked[0]);
  }

  @Test
  void itBalancesThePoleFromAThousandRandomSteps() {
    ContinuousProblem pole =
        ContinuousProblem.design("CartPole", GuidedCartPole.v1().withWind(0), 0.05);
    FourierFeatures features = FourierFeatures.of(120, 1, 2, 2, 0.25, 2, 3);
    var follower =
        new FittedSoftQ(features, 1e-5, 3, 20, 1000, 300, 4000)
            .on(pole, new SplittableRandom(SEED));
    follower.respond(new double[9]);
    int steps =
        follower.respond(new double[9]).play(Budget.episodes(5), new SplittableRandom(2)).steps();
    assertTrue(steps > 900, "steps of five episodes: " + steps + ", seed " + SEED);
  }

  @Test
  void badSettingsAreNamed() {
    assertMessage("ridge must be positive and finite: 0.0", 0, 3, 1, 2);
    assertMessage("choices must be more than 1: 1", 1, 1, 1, 2);
    assertMessage("sweeps must be positive: 0", 1, 3, 0, 2);
    assertMessage("capacity must be more than first, 1: 1", 1, 3, 1, 1);
  }

  private static void assertMessage(
      String message, double ridge, int choices, int sweeps, int capacity) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new FittedSoftQ(new OneHotKind(), ridge, choices, sweeps, 1, 1, capacity))
            .getMessage());
  }
}
