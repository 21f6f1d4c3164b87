package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.continuous.Dynamics;
import hyperlead.continuous.RewardDesign;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The cart and the pendulum. Numbers named NumPy are from a program of 20 lines in NumPy 2.4.6,
 * Python 3.11, written from the table of constants and not from this code: a_t = ((7t mod 5) − 2)/2
 * and b_t = ((3t mod 7) − 3)/6 on the cart, a_t = 2 sign ω_t with the same b_t on the pendulum.
 */
class GuidedMachinesTest {
  private static double leader(int t) {
    return ((3 * t) % 7 - 3) / 6.0;
  }

  private static double push(int t) {
    return ((7 * t) % 5 - 2) / 2.0;
  }

  /** NumPy: (0.01, −0.02, 0.03, 0.04) after 1, 5 and 25 steps with wind 0.6. */
  @Test
  void theCartMovesByEulerSteps() {
    GuidedCartPole cart = GuidedCartPole.v1().withWind(0.6);
    double[] s = {0.01, -0.02, 0.03, 0.04};
    for (int t = 0; t < 25; t++) {
      cart.step(s, leader(t), push(t), s);
      double[] expected =
          switch (t) {
            case 0 -> new double[] {0.0096, -0.21553901710278936, 0.0308, 0.22210319137992693};
            case 4 ->
                new double[] {
                  -0.0018478858260192836,
                  -0.02253958279558084,
                  0.04506761524515662,
                  0.135838346335356
                };
            case 24 ->
                new double[] {
                  -0.05415095317309228,
                  -0.05284780463979355,
                  0.22149600907801328,
                  0.7402619821561414
                };
            default -> s;
          };
      assertArrayEquals(expected, s, 1e-13, "step " + (t + 1));
    }
  }

  /** NumPy: (3, 0.5) after 1, 10 and 60 steps with wind 1; it passes the turn on the way. */
  @Test
  void thePendulumMovesByTheNewSpeed() {
    GuidedPendulum pendulum = GuidedPendulum.v0();
    double[] s = {3, 0.5};
    for (int t = 0; t < 60; t++) {
      double torque = 2 * Math.signum(s[1]);
      assertFalse(pendulum.step(s, leader(t), torque, s));
      double[] expected =
          switch (t) {
            case 0 -> new double[] {3.0428417874439315, 0.8568357488786413};
            case 9 -> new double[] {-2.3726933312406207, 1.9224114006876067};
            case 59 -> new double[] {1.0439819092506735, -6.664806814887092};
            default -> s;
          };
      assertArrayEquals(expected, s, 1e-11, "step " + (t + 1));
    }
  }

  /** NumPy: after 25 steps the pole is beyond 12°; a cart at 2.01 m/s leaves after 60. */
  @Test
  void anEpisodeEndsWhereThePoleOrTheCartIsTooFar() {
    GuidedCartPole cart = GuidedCartPole.v1().withWind(0.6);
    double[] s = {0.01, -0.02, 0.03, 0.04};
    int steps = 0;
    boolean ended = false;
    while (!ended) {
      ended = cart.step(s, leader(steps), push(steps), s);
      steps++;
    }
    assertEquals(25, steps);
    double[] fast = {0, 2.01, 0, 0};
    int rolled = 1;
    while (!cart.step(fast, 0, 0, fast)) {
      rolled++;
    }
    assertEquals(60, rolled);
  }

  @Test
  void rewardsAreOfWhereTheCartComesAndWhereThePendulumIs() {
    double[] inside = {0.5, 0, 0, 0};
    double[] middle = {0, 0, 0, 0};
    double[] edge = {0.25, 0, 0, 0};
    GuidedCartPole v1 = GuidedCartPole.v1();
    assertEquals(1, v1.leaderReward(middle, 0, 0, inside));
    assertEquals(0, v1.leaderReward(inside, 0, 0, middle));
    assertEquals(0, v1.leaderReward(inside, 0, 0, edge));
    assertEquals(1, GuidedCartPole.v0().leaderReward(inside, 0, 0, middle));
    assertEquals(0, GuidedCartPole.v0().leaderReward(inside, 0, 0, edge));
    assertEquals(1, v1.followerReward(middle, 1, 1, new double[] {3, 0, 1, 0}));
    GuidedPendulum pendulum = GuidedPendulum.v0();
    double[] here = {2, -3};
    double[] there = {-1, 0};
    assertEquals(-(4 + 0.9 + 0.001 * 2.25), pendulum.followerReward(here, 1, 1.5, there), 1e-15);
    assertEquals(-StrictMath.sin(2), pendulum.leaderReward(here, 1, 1.5, there));
    assertEquals(0, pendulum.leaderReward(there, 1, 1.5, here));
  }

  /** NumPy: the nine features at x' = 0.4, and four at φ' = 0.4 by hand; θᵀφ is their sum. */
  @Test
  void aDesignIsASumOfFeatures() {
    double[] bumps = {
      9.929504305851081e-06,
      0.0007318024188804728,
      0.019841094744370298,
      0.19789869908361465,
      0.7261490370736908,
      0.9801986733067554,
      0.4867522559599717,
      0.0889216174593863,
      0.0059760228950059375
    };
    double[] features = {Math.cos(0.4), Math.sin(0.4), Math.cos(0.8), Math.sin(0.8)};
    checkDesign(GuidedCartPole.v1(), bumps);
    checkDesign(GuidedPendulum.v0(), features);
  }

  private static void checkDesign(Dynamics machine, double[] expected) {
    double[] next = {0.4, 7, 7, 7};
    assertEquals(expected.length, machine.features());
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], machine.feature(next, k), 1e-14);
    }
    RewardDesign design = new RewardDesign(machine);
    double[] theta = new SplittableRandom(1).doubles(expected.length, -1, 1).toArray();
    double sum = 0;
    for (int k = 0; k < theta.length; k++) {
      sum += theta[k] * expected[k];
    }
    assertEquals(sum, design.reward(theta, next), 1e-14);
    double[] g = new double[expected.length];
    design.addRewardGradient(theta, next, 1, g);
    assertArrayEquals(expected, g, 1e-14);
  }

  /** A million steps of each: no NaN, in range, and bits that JDK 17 and 25 agree on. */
  @Test
  void millionsOfStepsHaveTheSameBitsEverywhere() {
    assertEquals(-6820271441860691067L, bits(GuidedCartPole.v1(), 1_000_000));
    assertEquals(-4998176340693280055L, bits(GuidedPendulum.v0(), 1_000_000));
  }

  private static long bits(Dynamics machine, int steps) {
    SplittableRandom random = new SplittableRandom(5);
    double[] state = new double[machine.dimension()];
    double[] seen = new double[machine.observations()];
    long bits = 0;
    boolean ended = true;
    for (int t = 0; t < steps; t++) {
      if (ended) {
        machine.reset(state, random);
      }
      double b = (2 * random.nextDouble() - 1);
      double a = machine.followerLimit() * (2 * random.nextDouble() - 1);
      ended = machine.step(state, b, a, state) || t % machine.horizon() == 0;
      machine.observe(state, seen);
      for (double x : seen) {
        assertTrue(Math.abs(x) < 100, () -> "step: " + x);
        bits = 31 * bits + Double.doubleToLongBits(x);
      }
    }
    return bits;
  }

  @Test
  void episodesBeginWithinTheirBounds() {
    SplittableRandom random = new SplittableRandom(2);
    double[] cart = new double[4];
    double[] pendulum = new double[2];
    double[] most = new double[6];
    for (int i = 0; i < 1000; i++) {
      GuidedCartPole.v0().reset(cart, random);
      GuidedPendulum.v0().reset(pendulum, random);
      for (int k = 0; k < 6; k++) {
        most[k] = Math.max(most[k], Math.abs(k < 4 ? cart[k] : pendulum[k - 4]));
      }
    }
    assertArrayEquals(new double[] {0.05, 0.05, 0.05, 0.05, Math.PI, 1}, most, 0.02);
  }

  @Test
  void everyBadSettingIsAnError() {
    for (double wind : List.of(-0.1, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertError("wind must be finite and ≥ 0: " + wind, () -> new GuidedPendulum(wind));
      assertError("wind must be finite and ≥ 0: " + wind, () -> GuidedCartPole.v0().withWind(wind));
    }
    String ends = "low and high must be in order and in [-2.4, 2.4]: ";
    assertError(ends + "0.5, 0.5", () -> new GuidedCartPole(0.5, 0.5, 1));
    assertError(ends + "-3.0, 0.5", () -> new GuidedCartPole(-3, 0.5, 1));
    assertError(ends + "NaN, 0.5", () -> new GuidedCartPole(Double.NaN, 0.5, 1));
    assertError(ends + "0.0, 2.5", () -> new GuidedCartPole(0, 2.5, 1));
    double[] s = new double[4];
    for (Dynamics machine : List.of(GuidedCartPole.v0(), GuidedPendulum.v0())) {
      double most = machine.followerLimit();
      for (double more : List.of(2.5, -2.5, Double.NaN)) {
        assertError(
            "leader's action must be in [-1.0, 1.0]: " + more, () -> machine.step(s, more, 0, s));
        assertError(
            "follower's action must be in [-%s, %s]: %s".formatted(most, most, more),
            () -> machine.step(s, 0, more, s));
      }
    }
  }

  private static void assertError(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
