package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.StepProblem;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.continuous.LinearWind;
import hyperlead.continuous.OneNumber;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.Features;
import hyperlead.critics.FourierFeatures;
import hyperlead.critics.TableFeatures;
import hyperlead.environments.GuidedCartPole;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

  /** Stays where it is, and pays u b. */
  private record Still() implements OneNumber {
    @Override
    public double followerReward(double[] state, double leader, double follower, double[] next) {
      return leader * follower;
    }
  }

  private static double soft(double b) {
    return 0.4 * Math.log(Math.exp(b / 0.4) + 1 + Math.exp(-b / 0.4));
  }

  /**
   * A leader that blows θ, all but exactly: V_F(b) = τ log Σ_u exp(u b/τ) + γ V_F(θ). Steps that
   * were made below the leader before lead to where that of now blows.
   */
  @Test
  void itsValuesAreThoseBelowTheLeaderOfNow() {
    OneNumber still = new Still();
    ContinuousProblem windy =
        ContinuousProblem.of("Still", still, new LinearWind(still, 1e-9, 1), 0.4);
    windy = windy.with(windy.setting().withDiscounts(0.9, 0.9));
    Features.Kind table =
        problem ->
            new TableFeatures(6, (rows, from) -> (int) rows[from + 2] + (rows[from] > 0 ? 1 : 4));
    var follower =
        new FittedSoftQ(table, 1e-12, 3, 300, 100, 60, 200).on(windy, new SplittableRandom(SEED));
    for (double wind : new double[] {0.5, -0.3}) {
      ContinuousPolicy policy =
          ((ContinuousResponse) follower.respond(new double[] {wind, 0})).policy();
      double later = 0.9 * soft(wind) / (1 - 0.9);
      assertEquals(soft(0.5) + later, policy.value(new double[] {0.5, 0, 0}, 0), 1e-6);
      assertEquals(soft(wind) + later, policy.value(new double[] {wind, 0, 0}, 0), 1e-6);
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

  /**
   * One value for all states and actions: each step's target is r + d V, V = τ log 3 + w, and w the
   * mean of the targets before. What is left is how r scatters, and how often an episode ends.
   */
  @Test
  void theResidualTellsWhatTheFeaturesCannotSay() {
    ContinuousProblem ring = ContinuousProblem.design("Ring", new Ring(0), 0.4);
    ring = ring.with(ring.setting().withDiscounts(0.9, 0.9));
    Features.Kind constant = problem -> new TableFeatures(1, (rows, from) -> 0);
    var coarse =
        new FittedSoftQ(constant, 1e-12, 3, 300, 500, 10, 600).on(ring, new SplittableRandom(SEED));
    double[] steps = coarse.memory().get(0);
    assertEquals(0, steps[0]);
    double residual = coarse.respond(new double[1]).residual();
    double w = coarse.memory().get(coarse.memory().size() - 1)[0];
    double squares = 0;
    for (int n = 0; n < 500; n++) { // b, state, state', u, r, end
      double value = steps[6 * n + 5] == 1 ? 0 : 0.9 * (w + 0.4 * Math.log(3));
      squares += Math.pow(steps[6 * n + 4] + value - w, 2) / 500;
    }
    assertEquals(Math.sqrt(squares), residual, 1e-9);
    assertTrue(residual > 0.5, "residual " + residual);
    var exact =
        new FittedSoftQ(new OneHotKind(), 1e-12, 3, 400, 500, 10, 600)
            .on(ring, new SplittableRandom(SEED));
    assertEquals(0, exact.respond(new double[1]).residual(), 1e-6);
  }

  /** Of waves with a width too few nothing could be told but that all actions are alike. */
  @Test
  void featuresThatDoNotSeeTheActionAreRefused() {
    ContinuousProblem pole = ContinuousProblem.design("CartPole", GuidedCartPole.v1(), 0.05);
    FourierFeatures blind = FourierFeatures.of(5, 1, 2, 2, 0.25, 2);
    String end = ": 5 Fourier features of widths [2.0, 2.0, 0.25, 2.0], seed 1";
    var critic = new ContinuousCritic(FeatureCritic.returns(blind, 1e-3));
    for (var refused :
        Map.<String, Executable>of(
                "features must see the action u" + end,
                () -> new FittedSoftQ(blind, 1e-3, 3, 1, 9, 1, 10).on(pole),
                "a critic's features must see the follower's action" + end,
                () -> critic.on(pole))
            .entrySet()) {
      assertEquals(
          refused.getKey(),
          assertThrows(IllegalArgumentException.class, refused.getValue()).getMessage());
    }
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
