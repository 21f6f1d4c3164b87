package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.util.Arrays;

/**
 * y_i = l_i + (u_i − l_i) σ(θ_i), σ(z) = 1 / (1 + exp(−z)): each parameter sets a number between
 * two bounds, such as a tax or an insulation. Cost O(d).
 *
 * <p>Prefer {@link SoftmaxBudget} where the numbers share one budget. Beyond |θ_i| of about 36 a
 * number sits on its bound and its gradient is zero. Immutable.
 */
public final class SigmoidBox implements Parameterization {
  private final double[] low;
  private final double[] high;

  private SigmoidBox(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  /**
   * {@return a box with bounds of its own for every number}
   *
   * @param low l, length d, in the units of y; copied
   * @param high u, length d, each above its l; copied
   * @throws IllegalArgumentException if d is zero, lengths differ, or a pair of bounds is not
   *     finite and in order
   */
  public static SigmoidBox of(double[] low, double[] high) {
    int parameters = Require.positive("parameters", low.length);
    Require.vector("low", low, parameters);
    Require.vector("high", high, parameters);
    for (int i = 0; i < parameters; i++) {
      Require.positive("high[%s] - low[%s]".formatted(i, i), high[i] - low[i]);
    }
    return new SigmoidBox(low.clone(), high.clone());
  }

  /**
   * {@return a box with the same bounds l &lt; u, in the units of y, for each of d &gt; 0 numbers}
   *
   * @throws IllegalArgumentException if d or the bounds are not like that
   */
  public static SigmoidBox of(int parameters, double low, double high) {
    double[] lows = new double[Require.positive("parameters", parameters)];
    double[] highs = new double[parameters];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return of(lows, highs);
  }

  @Override
  public int parameters() {
    return low.length;
  }

  @Override
  public int configurations() {
    return low.length;
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = new double[low.length];
    for (int i = 0; i < y.length; i++) {
      double share = 1 / (1 + StrictMath.exp(-theta[i]));
      // Rounding must not carry y past its bound.
      y[i] = Math.min(high[i], low[i] + (high[i] - low[i]) * share);
    }
    return y;
  }

  /** dy_i/dθ_i = (y_i − l_i)(u_i − y_i) / (u_i − l_i). */
  private double slope(double[] y, int i) {
    return (y[i] - low[i]) * (high[i] - y[i]) / (high[i] - low[i]);
  }

  /** {@code (∂y/∂θ)ᵀ g}: each entry times its slope dy_i/dθ_i. */
  @Override
  public double[] pullBack(double[] configuration, double[] gradient) {
    double[] pulled = new double[low.length];
    for (int i = 0; i < pulled.length; i++) {
      pulled[i] = slope(configuration, i) * gradient[i];
    }
    return pulled;
  }

  /**
   * Each entry divided by its slope dy_i/dθ_i: θ_i is the derivative of an entropy of y_i and what
   * it lacks to both bounds. Numbers on a bound, whose gradient has lost its digits, do not move.
   */
  @Override
  public double[] mirrorGradient(double[] configuration, double[] gradient) {
    double[] mirrored = new double[low.length];
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = gradient[i] / Math.max(slope(configuration, i), Double.MIN_NORMAL);
    }
    return mirrored;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigmoidBox box
        && Arrays.equals(low, box.low)
        && Arrays.equals(high, box.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "SigmoidBox(%s, %s)".formatted(Arrays.toString(low), Arrays.toString(high));
  }
}
