package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.continuous.ContinuousProblem;
import hyperlead.environments.GuidedCartPole;
import hyperlead.neural.ActorCritic;
import hyperlead.neural.Sizes;
import hyperlead.neural.SquashedNormal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SquashedPolicyTest {
  private static final ContinuousProblem POLE =
      ContinuousProblem.design("CartPole", GuidedCartPole.v1().withWind(0), 0.1);
  private static final double[] ROWS = {9, 9, 0.2, -0.5, 0.05, 0.3, 0.4};
  private static final int FROM = 2;

  /** log π(u|s) where u was not drawn. */
  private static double logDensity(ActorCritic learned) {
    Experience.scale(POLE, ROWS, FROM, learned.policy().inputs()[0]);
    double[] outputs = learned.policy().forward(1)[0];
    SquashedNormal law = new SquashedNormal();
    law.read(outputs);
    double u = ROWS[FROM + 4];
    double deviation = StrictMath.exp(-5 + 3.5 * (1 + StrictMath.tanh(outputs[1])));
    double z = StrictMath.log((1 + u) / (1 - u)) / 2;
    assertEquals(u, law.at((z - outputs[0]) / deviation), 1e-12);
    return law.logDensity();
  }

  /** All weights of a critic to nothing but its last, a constant: three layers of five, and one. */
  private static void flatten(ActorCritic learned, int i, double value) {
    List<double[]> rows = learned.critic(i).memory().subList(0, 3 * 6);
    rows.forEach(row -> Arrays.fill(row, 0));
    rows.get(3 * 6 - 1)[0] = value;
  }

  /** V = min(Q_1, Q_2) + τ H of the same policy, where critics are flat. */
  @Test
  void theSmallerCriticIsTheValue() {
    Sizes sizes = new Sizes(5, 4, 1e-3, 0.01);
    ActorCritic learned =
        new ActorCritic(POLE.seen(), sizes, 0.1, Double.NaN, new SplittableRandom(4));
    double[] values = new double[3];
    for (int k = 0; k < 3; k++) {
      flatten(learned, 0, k == 1 ? -3 : 0);
      flatten(learned, 1, k == 2 ? -5 : 0);
      learned.refresh();
      values[k] = new SquashedPolicy(POLE, learned).value(ROWS, FROM);
    }
    assertEquals(values[0] - 3, values[1], 1e-12);
    assertEquals(values[0] - 5, values[2], 1e-12);
  }

  /** Each of the network's numbers moved by itself; twice, since the first must be forgotten. */
  @Test
  void scoresAreThoseOfDifferences() {
    Sizes sizes = new Sizes(5, 4, 1e-3, 0.01);
    ActorCritic learned =
        new ActorCritic(POLE.seen(), sizes, 0.1, Double.NaN, new SplittableRandom(4));
    SquashedPolicy policy = new SquashedPolicy(POLE, learned);
    double[] score = new double[policy.parameters()];
    policy.fillScore(ROWS, FROM, score);
    policy.fillScore(ROWS, FROM, score);
    assertEquals(5 * 5 + 6 * 5 + 6 * 2, score.length);
    int at = 0;
    double h = 1e-6;
    for (double[] row : learned.policy().memory()) {
      for (int j = 0; j < row.length && at < score.length; j++, at++) {
        double kept = row[j];
        row[j] = kept + h;
        learned.refresh();
        double above = logDensity(learned);
        row[j] = kept - h;
        learned.refresh();
        double below = logDensity(learned);
        row[j] = kept;
        assertEquals((above - below) / (2 * h), score[at], 1e-6, "weight " + at);
      }
    }
  }
}
