package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Matrix;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.LinearWorld;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Rewards: expectations against samples, gradients against differences. */
class ContinuousRewardTest {
  private static final double[] Y = {0.3, -0.8};
  private static final double[] MEAN = {0.4, -0.2, 0.9};

  /** y_0² sin(x_0 + 2 x_1) + y_1 tanh(u/2), without a closed form. */
  private static final class Ripple implements PointReward {
    @Override
    public double at(double[] y, double[] points, int from) {
      return y[0] * y[0] * Math.sin(points[from] + 2 * points[from + 1])
          + y[1] * Math.tanh(points[from + 2] / 2);
    }

    @Override
    public void addGradient(double[] y, double[] points, int from, double weight, double[] g) {
      g[0] += weight * 2 * y[0] * Math.sin(points[from] + 2 * points[from + 1]);
      g[1] += weight * Math.tanh(points[from + 2] / 2);
    }
  }

  /** On (x, u) in ℝ² × ℝ. */
  private static ContinuousReward[] rewards() {
    Matrix weight = Matrix.of("M", new double[][] {{2, 0.3, 0.1}, {0.3, 1, -0.4}, {0.1, -0.4, 3}});
    return new ContinuousReward[] {
      QuadraticReward.of(weight, new double[] {1, 0, -1}, new double[] {0.5, 2}),
      GaussianBump.of(new double[] {0.1, 0.3}, new double[] {0.6, 0.4}),
      GaussHermiteReward.of(new Ripple(), 24, 1e-4)
    };
  }

  private static Matrix factor() {
    return Matrix.of("F", new double[][] {{0.5, 0, 0}, {0.2, 0.4, 0}, {-0.1, 0.3, 0.6}});
  }

  private static Matrix covariance() {
    return factor().times(factor().transposed());
  }

  @Test
  void expectationsAreThoseOfSamples() {
    for (ContinuousReward reward : rewards()) {
      SplittableRandom random = new SplittableRandom(1);
      GaussianLaw law = GaussianLaw.of(MEAN, factor());
      int samples = 400_000;
      double sum = 0;
      double squares = 0;
      double[] noise = new double[3];
      double[] point = new double[4];
      for (int i = 0; i < samples; i++) {
        law.sample(random, noise, point, 1);
        double value = reward.at(Y, point, 1);
        sum += value;
        squares += value * value;
      }
      double mean = sum / samples;
      double error = Math.sqrt((squares / samples - mean * mean) / samples);
      // Four standard errors, about 0.3 % of the value.
      assertEquals(reward.smoothed(Y, covariance()).at(MEAN), mean, 4 * error);
    }
  }

  @Test
  void withoutSpreadTheExpectationIsTheValue() {
    for (ContinuousReward reward : rewards()) {
      // A quadrature widens the law to 1e-4, of which the square counts.
      double tolerance = reward instanceof GaussHermiteReward ? 1e-7 : 1e-14;
      assertEquals(
          reward.at(Y, MEAN, 0), reward.smoothed(Y, Matrix.zero(3, 3)).at(MEAN), tolerance);
    }
  }

  @Test
  void gradientsOfExpectationsAreTheirSlopes() {
    for (ContinuousReward reward : rewards()) {
      ExpectationGradient gradient = reward.smoothed(Y, covariance()).gradient(MEAN);
      for (int i = 0; i < 3; i++) {
        int at = i;
        double slope = slope(h -> reward.smoothed(Y, covariance()).at(moved(MEAN, at, h)));
        assertEquals(slope, gradient.mean()[i], 1e-8);
        for (int j = 0; j <= i; j++) {
          Matrix one = Matrix.zero(3, 3).withBlock(i, j, Matrix.scalar(1, 1));
          Matrix change = one.symmetric();
          slope = slope(h -> reward.smoothed(Y, covariance().plus(h, change)).at(MEAN));
          assertEquals(slope, gradient.covariance().dot(change), 1e-8);
        }
      }
      for (int i = 0; i < 2; i++) {
        int at = i;
        double slope = slope(h -> reward.smoothed(moved(Y, at, h), covariance()).at(MEAN));
        assertEquals(slope, gradient.configuration()[i], 1e-8);
        double[] g = new double[2];
        reward.addGradient(Y, MEAN, 0, 2, g);
        assertEquals(2 * slope(h -> reward.at(moved(Y, at, h), MEAN, 0)), g[i], 1e-8);
      }
    }
  }

  @Test
  void gradientsByTheMeanAloneAreTheSame() {
    for (ContinuousReward reward : rewards()) {
      SmoothedReward smoothed = reward.smoothed(Y, covariance());
      assertArrayEquals(smoothed.gradient(MEAN).mean(), smoothed.slope(MEAN), 1e-13);
    }
  }

  @Test
  void quadratureAgreesWithClosedForms() {
    for (ContinuousReward reward : Arrays.copyOf(rewards(), 2)) {
      for (double scale : new double[] {1, 1e-3, 0}) {
        // Also where the law has no width, as at the start of an episode.
        Matrix covariance = covariance().times(scale * scale);
        ContinuousReward quadrature = GaussHermiteReward.of(reward, 40, 1e-4);
        assertEquals(
            reward.smoothed(Y, covariance).at(MEAN),
            quadrature.smoothed(Y, covariance).at(MEAN),
            2e-7);
        ExpectationGradient expected = reward.smoothed(Y, covariance).gradient(MEAN);
        ExpectationGradient sum = quadrature.smoothed(Y, covariance).gradient(MEAN);
        assertArrayEquals(expected.mean(), sum.mean(), 1e-6);
        assertArrayEquals(expected.covariance().entries(), sum.covariance().entries(), 1e-6);
        assertArrayEquals(expected.configuration(), sum.configuration(), 1e-12);
      }
    }
  }

  private static double[] moved(double[] point, int i, double h) {
    double[] moved = point.clone();
    moved[i] += h;
    return moved;
  }

  /** Fourth-order difference with h = 1e-3: error about 1e-12 times fifth derivatives. */
  private static double slope(ToDoubleFunction<Double> along) {
    double h = 1e-3;
    return (8 * (along.applyAsDouble(h) - along.applyAsDouble(-h))
            - (along.applyAsDouble(2 * h) - along.applyAsDouble(-2 * h)))
        / (12 * h);
  }

  @Test
  void argumentsAreChecked() {
    Exception width =
        assertThrows(
            IllegalArgumentException.class,
            () -> GaussianBump.of(new double[] {0, 0}, new double[] {1, 0}));
    assertEquals("width must be positive and finite: 0.0", width.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> QuadraticReward.of(Matrix.scalar(2, 1), new double[3], new double[0]));
    assertEquals(
        "weight of a quadratic reward must be of (x, u), 2 states and 1 actions, 3 × 3: 4 × 4",
        unfit(QuadraticReward.of(Matrix.scalar(4, 1), new double[4])));
    assertEquals(
        "weight of a quadratic reward must be of (x, u), 2 states and 1 actions, 3 × 3: 2 × 2",
        unfit(GaussHermiteReward.of(QuadraticReward.of(Matrix.scalar(2, 1), new double[2]), 3, 1)));
    assertEquals(
        "price must have at most 1 entries, those of the configuration: 2",
        unfit(QuadraticReward.of(Matrix.scalar(3, 1), new double[3], new double[2])));
    assertEquals(
        "bump must be for x with 2 entries: 3",
        unfit(GaussianBump.of(new double[3], new double[] {1, 1, 1})));
    Exception nodes =
        assertThrows(
            IllegalArgumentException.class, () -> GaussHermiteReward.of(new Ripple(), 1, 1e-4));
    assertEquals("nodes must be at least 2: 1", nodes.getMessage());
    ContinuousReward costly = GaussHermiteReward.of(new Ripple(), 300, 1e-4);
    Exception cost =
        assertThrows(
            IllegalArgumentException.class, () -> costly.smoothed(Y, covariance()).at(MEAN));
    assertEquals("300 nodes to the power of 3 must be at most 1e+07: 3e+07", cost.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> GaussianLaw.of(new double[] {Double.NaN}, Matrix.zero(1, 0)));
  }

  /** What a world of two states, one action and one parameter says of a reward. */
  private static String unfit(ContinuousReward reward) {
    LinearWorld<String, String> line =
        LinearWorld.of(
            List.of("p", "v"),
            List.of("u"),
            new FreeParameters(1),
            (y, i, j) -> Expression.of(i.equals(j) ? 0.5 : 0),
            (i, u) -> 1);
    return assertThrows(IllegalArgumentException.class, () -> line.problem("x", reward, 0.1))
        .getMessage();
  }
}
