package hyperlead.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The traps of soft actor-critics, one by one, on one state whose answer is known. */
class ActorCriticTest {
  private static final long SEED = 3;

  private static final Sizes SIZES = new Sizes(32, 32, 3e-3, 0.05);

  /** One state, Q*(u) = r(u) + d V*, random actions; learned for so many batches. */
  private static ActorCritic learned(
      double tau, double entropy, double discount, int batches, double slope) {
    SplittableRandom random = new SplittableRandom(SEED);
    ActorCritic networks = new ActorCritic(1, SIZES, tau, entropy, random);
    learn(networks, batches, discount, slope, random);
    return networks;
  }

  private static void learn(ActorCritic networks, int batches, SplittableRandom random) {
    learn(networks, batches, 0.5, 0, random);
  }

  private static void learn(
      ActorCritic networks, int batches, double discount, double slope, SplittableRandom random) {
    Batch batch = networks.batch();
    for (int i = 0; i < batches; i++) {
      for (int k = 0; k < batch.size(); k++) {
        double u = 2 * random.nextDouble() - 1;
        batch.now(k)[0] = 1;
        batch.next(k)[0] = 1;
        batch.set(k, u, 1 + slope * u, discount);
      }
      networks.learn(random);
    }
  }

  private static double value(ActorCritic networks, double u) {
    Network critic = networks.critic(0);
    critic.inputs()[0][0] = 1;
    critic.inputs()[0][1] = u;
    return critic.forward(1)[0][0];
  }

  private static double entropy(ActorCritic networks) {
    SquashedNormal law = new SquashedNormal();
    networks.policy().inputs()[0][0] = 1;
    law.read(networks.policy().forward(1)[0]);
    SplittableRandom random = new SplittableRandom(SEED);
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      double unused = law.at(hyperlead.algebra.Gaussian.next(random));
      sum -= law.logDensity() / 20_000;
    }
    return sum;
  }

  /** Reward 1 for ever with γ = 0.5 is worth 2, with τ log 2 a step more; once it is worth 1. */
  @Test
  void anEndIsWorthNothingAfterwardsAndACutIsNone() {
    assertEquals(1, value(learned(0.01, Double.NaN, 0, 600, 0), 0.1), 0.03);
    double on = value(learned(0.01, Double.NaN, 0.5, 1500, 0), 0.1);
    assertEquals(2 + 0.01 * Math.log(2), on, 0.05);
  }

  /**
   * With r = 1 for every u the best policy is uniform, of entropy log 2, and Q = 1 + γ (V), V = (1
   * + τ log 2) / (1 − γ). Without the entropy in the target Q would be 2.
   */
  @Test
  void theEntropyIsInsideTheTarget() {
    double tau = 1;
    double exact = 1 + 0.5 * (1 + tau * Math.log(2)) / 0.5;
    double q = value(learned(tau, Double.NaN, 0.5, 1500, 0), 0.1);
    // A squashed normal has an entropy of at most 0.68, and critics move at their rate.
    assertEquals(exact, q, 0.08, "seed " + SEED);
  }

  /** Of π ∝ exp(u/τ) on (−1, 1): E u = coth(1/τ) − τ. */
  @Test
  void theActorComesToTheBoltzmannPolicyAtAFixedTemperature() {
    double tau = 0.5;
    ActorCritic networks = learned(tau, Double.NaN, 0, 2500, 1);
    SquashedNormal law = new SquashedNormal();
    networks.policy().inputs()[0][0] = 1;
    law.read(networks.policy().forward(1)[0]);
    SplittableRandom random = new SplittableRandom(SEED);
    double mean = 0;
    for (int i = 0; i < 20_000; i++) {
      mean += law.at(hyperlead.algebra.Gaussian.next(random)) / 20_000;
    }
    double exact = 1 / StrictMath.tanh(1 / tau) - tau;
    assertEquals(exact, mean, 0.05, "seed " + SEED);
    assertEquals(tau, networks.temperature());
  }

  @Test
  void aTargetEntropyMovesTheTemperatureUntilTheEntropyIsThere() {
    for (double start : new double[] {0.02, 3}) {
      ActorCritic networks = learned(start, -0.5, 0, 3000, 1);
      assertEquals(-0.5, entropy(networks), 0.15, "from " + start + ", seed " + SEED);
      assertTrue(networks.temperature() > 0, "τ = " + networks.temperature());
    }
  }

  /** Writes Q = slope (u + 2) + gift into the weights of a critic or its target. */
  private static void write(List<double[]> rows, double slope, double gift) {
    rows.forEach(row -> Arrays.fill(row, 0));
    int width = rows.get(0).length;
    rows.get(1)[0] = 1;
    rows.get(2)[0] = 2;
    rows.get(3)[0] = 1;
    rows.get(4 + width)[0] = slope;
    rows.get(4 + 2 * width)[0] = gift;
  }

  /** Targets stay at 1 and 3, in turn: Q = r + 0.5 · 1. */
  @Test
  void theSmallerTargetCounts() {
    for (int smaller = 0; smaller < 2; smaller++) {
      SplittableRandom random = new SplittableRandom(SEED);
      Sizes sizes = new Sizes(32, 32, 3e-3, 1e-12);
      ActorCritic networks = new ActorCritic(1, sizes, 1e-6, Double.NaN, random);
      int rows = networks.critic(0).rows().size();
      int end = networks.memory().size() - 1;
      for (int i = 0; i < 2; i++) {
        int from = end - (2 - i) * rows;
        write(networks.memory().subList(from, from + rows), 0, i == smaller ? 1 : 3);
      }
      networks.refresh();
      learn(networks, 600, random);
      assertEquals(1 + 0.5, value(networks, 0.1), 0.05, "smaller " + smaller);
    }
  }

  /** The smaller critic falls with u, the larger one rises. */
  @Test
  void theActorFollowsTheSmallerCritic() {
    for (int smaller = 0; smaller < 2; smaller++) {
      SplittableRandom random = new SplittableRandom(SEED);
      ActorCritic networks = new ActorCritic(1, SIZES, 1e-6, Double.NaN, random);
      write(networks.critic(smaller).rows(), -1, -10);
      write(networks.critic(1 - smaller).rows(), 1, 10);
      networks.refresh();
      double before = mean(networks);
      learn(networks, 30, random);
      assertTrue(mean(networks) < before - 0.1, before + ", " + mean(networks));
    }
  }

  private static double mean(ActorCritic networks) {
    networks.policy().inputs()[0][0] = 1;
    return networks.policy().forward(1)[0][0];
  }

  @Test
  void badSettingsAreNamed() {
    assertMessage("width must be positive: 0", 0, 8, 1e-3, 0.1);
    assertMessage("batch must be positive: -1", 8, -1, 1e-3, 0.1);
    assertMessage("rate must be positive and finite: NaN", 8, 8, Double.NaN, 0.1);
    assertMessage("targetRate must be in [0, 1]: 1.5", 8, 8, 1e-3, 1.5);
    assertMessage("targetRate must be positive and finite: 0.0", 8, 8, 1e-3, 0);
    assertEquals(
        "temperature must be positive and finite: 0.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ActorCritic(1, Sizes.usual(), 0, Double.NaN, new SplittableRandom(1)))
            .getMessage());
  }

  private static void assertMessage(
      String message, int width, int batch, double rate, double share) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new Sizes(width, batch, rate, share))
            .getMessage());
  }
}
