package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Follower;
import hyperlead.Setting;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousPolicy;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.continuous.ContinuousResponse;
import hyperlead.continuous.OneNumber;
import hyperlead.environments.GuidedCartPole;
import hyperlead.neural.Sizes;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SoftActorCriticTest {
  private static final long SEED = 1;
  private static final ContinuousProblem ALONE =
      ContinuousProblem.design("CartPole", GuidedCartPole.v1().withWind(0), 0.005);
  private static final double[] NOTHING = new double[9];

  private static SoftActorCritic small(int first) {
    Sizes sizes = new Sizes(8, 16, 1e-3, 5e-3);
    return SoftActorCritic.of(first, 50).with(sizes);
  }

  private static ContinuousResponse answer(Follower<ContinuousEpisode> follower) {
    return (ContinuousResponse) follower.respond(NOTHING);
  }

  /** Most of this class's time; 200 of 200 steps take some 5,000 steps more on other seeds. */
  @Test
  void itLearnsToBalanceThePole() {
    Sizes sizes = new Sizes(32, 64, 2e-3, 0.01);
    SoftActorCritic kind = SoftActorCritic.of(6000, 500).with(sizes);
    ContinuousResponse learned = answer(kind.on(ALONE, new SplittableRandom(SEED)));
    int steps = learned.play(Budget.episodes(10), new SplittableRandom(SEED)).steps();
    assertTrue(steps > 1000, "steps of ten episodes: " + steps + ", seed " + SEED);
    ContinuousResponse blank = answer(small(1001).on(ALONE, new SplittableRandom(SEED)));
    int before = blank.play(Budget.episodes(10), new SplittableRandom(SEED)).steps();
    assertTrue(before < 600, "steps of a blank follower: " + before);
  }

  /**
   * Three rooms in a row, each told by a one of its own; the last one's step ends. Whatever u, the
   * next room is the same, so that with r = g − 2 (u − c)² of a room
   *
   * <pre>V(room) = τ log ∫ exp(r/τ) du + γ V(next room),   V(end) = 0</pre>
   */
  private record Rooms(int horizon) implements OneNumber {
    private static final double[] BEST = {0.3, -0.5, 0};
    private static final double[] GIFT = {0, -1, 1.5};

    @Override
    public int observations() {
      return 3;
    }

    @Override
    public void reset(double[] state, RandomGenerator random) {
      state[0] = random.nextInt(3);
    }

    @Override
    public void observe(double[] state, double[] observation) {
      Arrays.setAll(observation, i -> i == state[0] ? 1 : 0);
    }

    @Override
    public boolean step(double[] state, double leader, double follower, double[] next) {
      next[0] = state[0] + 1;
      return next[0] == 3;
    }

    static double reward(int room, double u) {
      return GIFT[room] - 2 * (u - BEST[room]) * (u - BEST[room]);
    }

    @Override
    public double followerReward(double[] state, double leader, double follower, double[] next) {
      return reward((int) state[0], follower);
    }

    @Override
    public double feature(double[] next, int k) {
      return 1;
    }

    /** By the rule of the midpoints; θ is paid at every step. */
    static double[] values(double tau, double gamma, double theta) {
      double[] values = new double[4];
      int cells = 2000;
      for (int room = 2; room >= 0; room--) {
        double sum = 0;
        for (int i = 0; i < cells; i++) {
          double u = (2 * i + 1.0) / cells - 1;
          sum += 2 * Math.exp(reward(room, u) / tau) / cells;
        }
        values[room] = tau * Math.log(sum) + theta + gamma * values[room + 1];
      }
      return values;
    }
  }

  /**
   * The Boltzmann policy is all but a normal one far from ±1, so a squashed one loses little; the
   * rest are steps of Adam and the smaller of two critics. A horizon of one cuts all episodes. The
   * second answer is to a leader that pays 1 a step more, mostly for steps that it did not pay.
   */
  @Test
  void itsValuesAreTheSoftOnesOfAFewStates() {
    double tau = 0.3;
    for (int horizon : new int[] {200, 1}) {
      Setting setting = new Setting("rooms", tau, 0.9, 0.9, horizon);
      ContinuousProblem problem =
          ContinuousProblem.design("rooms", new Rooms(horizon), tau).with(setting);
      SoftActorCritic kind = SoftActorCritic.of(9000, 6000).with(new Sizes(24, 32, 2e-3, 0.02));
      Follower<ContinuousEpisode> follower = kind.on(problem, new SplittableRandom(SEED));
      for (double theta : new double[] {0, 1}) {
        ContinuousPolicy learned =
            ((ContinuousResponse) follower.respond(new double[] {theta})).policy();
        double[] exact = Rooms.values(tau, 0.9, theta);
        for (int room = 0; room < 3; room++) {
          double[] row = new double[4];
          row[room] = 1;
          String where = "room %s, horizon %s, θ %s, seed %s".formatted(room, horizon, theta, SEED);
          assertEquals(exact[room], learned.value(row, 0), 0.06, where);
        }
      }
    }
  }

  /** Within one answer: its last steps earn more than those of its first, which were random. */
  @Test
  void itActsAsItHasLearned() {
    ContinuousProblem problem = ContinuousProblem.design("rooms", new Rooms(200), 0.05);
    SoftActorCritic kind = SoftActorCritic.of(6000, 1).with(new Sizes(24, 32, 2e-3, 0.02));
    Follower<ContinuousEpisode> follower = kind.on(problem, new SplittableRandom(SEED));
    Object unused = follower.respond(new double[1]);
    double[] steps = follower.memory().get(0); // b, state, state', u, reward, end
    double[] lost = new double[6];
    for (int n = 0; n < 6000; n++) {
      double best = Rooms.GIFT[(int) steps[6 * n + 1]];
      lost[n / 1000] += (best - steps[6 * n + 4]) / 1000;
    }
    // By the Boltzmann policy τ/2 = .025; at random about .85.
    assertTrue(lost[0] > 0.7 && lost[5] < 0.05, Arrays.toString(lost) + ", seed " + SEED);
  }

  /** Some 3 s; the pole stands all 200 steps by then. */
  @Test
  void aMillionStepsLoseNoNumber() {
    SoftActorCritic kind =
        new SoftActorCritic(new Sizes(8, 8, 1e-3, 5e-3), Double.NaN, 1_000_000, 1, 25, 100_000);
    Follower<ContinuousEpisode> follower = kind.on(ALONE, new SplittableRandom(SEED));
    int steps = answer(follower).play(Budget.episodes(10), new SplittableRandom(SEED)).steps();
    assertTrue(steps > 1500, "steps of ten episodes: " + steps + ", seed " + SEED);
    for (double[] known : follower.memory()) {
      assertTrue(Arrays.stream(known).allMatch(Double::isFinite));
    }
  }

  @Test
  void anAnswerStaysWhileTheFollowerLearnsOn() {
    Follower<ContinuousEpisode> follower = small(1100).on(ALONE, new SplittableRandom(SEED));
    ContinuousPolicy policy = answer(follower).policy();
    double[] row = {0.1, 0, 0.02, 0, 0};
    double value = policy.value(row, 0);
    double later = answer(follower).policy().value(row, 0);
    assertEquals(value, policy.value(row, 0));
    assertTrue(later != value, "V_F = " + value);
  }

  /** The rule of Gauss and Hermite over the noise against many draws. */
  @Test
  void nodesAreExpectationsOfThePolicy() {
    ContinuousPolicy policy = answer(small(1200).on(ALONE, new SplittableRandom(SEED))).policy();
    double[] row = {0.1, 0, 0.02, 0, 0};
    double[] v = new double[5];
    double byNodes = 0;
    double sum = 0;
    for (int k = 0; k < policy.nodes(); k++) {
      double weight = policy.fillNode(k, row, 0, v);
      sum += weight;
      byNodes += weight * v[4];
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double mean = 0;
    double squares = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      double u = policy.act(row, 0, random);
      mean += u / draws;
      squares += u * u / draws;
    }
    assertEquals(1, sum, 1e-12);
    double error = Math.sqrt((squares - mean * mean) / draws);
    assertEquals(mean, byNodes, 4 * error + 1e-3, "seed " + SEED);
  }

  @Test
  void badSettingsAreNamed() {
    Sizes sizes = Sizes.usual();
    assertMessage(
        "first must be more than the 1000 random ones: 1000", () -> SoftActorCritic.of(1000, 1));
    assertMessage(
        "targetEntropy must be finite: Infinity",
        () -> SoftActorCritic.of(2000, 1).withTargetEntropy(Double.POSITIVE_INFINITY));
    assertMessage("steps must be positive: 0", () -> SoftActorCritic.of(2000, 0));
    assertMessage(
        "every must be positive: 0", () -> new SoftActorCritic(sizes, Double.NaN, 2000, 1, 0, 1));
    assertMessage(
        "capacity must be positive: 0",
        () -> new SoftActorCritic(sizes, Double.NaN, 2000, 1, 1, 0));
    assertMessage(
        "capacity must be below 178956970: 1000000000",
        () -> new SoftActorCritic(sizes, Double.NaN, 2000, 1, 1, 1_000_000_000).on(ALONE));
  }

  private static void assertMessage(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }
}
