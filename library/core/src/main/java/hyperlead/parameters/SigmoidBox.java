package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * y_i = l_i + (u_i − l_i) σ(θ_i), σ(z) = 1 / (1 + exp(−z)): each parameter sets a number between
 * two bounds, such as a tax or an insulation. Cost O(d).
 *
 * <p>Prefer {@link SoftmaxBudget} where the numbers share one budget. Beyond |θ_i| of about 36 a
 * number sits on its bound, and what is left of its gradient moves nothing. Immutable.
 *
 * @param low l, length d, in the units of y
 * @param high u, length d, each above its l
 */
public record SigmoidBox(List<Double> low, List<Double> high) implements Parameterization {
  /**
   * Throws an {@link IllegalArgumentException} if d is zero, lengths differ, or a pair of bounds is
   * not finite and in order.
   */
  public SigmoidBox {
    low = List.copyOf(low);
    high = List.copyOf(high);
    int parameters = Require.positive("parameters", low.size());
    Require.vector("low", low.stream().mapToDouble(l -> l).toArray(), parameters);
    Require.vector("high", high.stream().mapToDouble(u -> u).toArray(), parameters);
    for (int i = 0; i < parameters; i++) {
      Require.positive("high[%s] - low[%s]".formatted(i, i), high.get(i) - low.get(i));
    }
  }

  /** {@return a box with bounds l &lt; u of its own for every number, both of length d} */
  public static SigmoidBox of(double[] low, double[] high) {
    return new SigmoidBox(
        Arrays.stream(low).boxed().toList(), Arrays.stream(high).boxed().toList());
  }

  /**
   * {@return a box with the same bounds l &lt; u, in the units of y, for each of d &gt; 0 numbers}
   */
  public static SigmoidBox of(int parameters, double low, double high) {
    int d = Require.positive("parameters", parameters);
    return new SigmoidBox(Collections.nCopies(d, low), Collections.nCopies(d, high));
  }

  @Override
  public int parameters() {
    return low.size();
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = new double[low.size()];
    for (int i = 0; i < y.length; i++) {
      double share = sigmoid(theta[i]);
      // Rounding must not carry y past its bound.
      y[i] = Math.min(high.get(i), low.get(i) + (high.get(i) - low.get(i)) * share);
    }
    return y;
  }

  /** {@return σ(z) = 1 / (1 + exp(−z)), in [0, 1]} */
  public static double sigmoid(double z) {
    double small = StrictMath.exp(-Math.abs(z));
    return (z < 0 ? small : 1) / (1 + small);
  }

  /** dy_i/dθ_i = (u_i − l_i) σ(θ_i) σ(−θ_i); of y_i at a bound nothing would be left. */
  private double slope(double[] theta, int i) {
    return (high.get(i) - low.get(i)) * (sigmoid(theta[i]) * sigmoid(-theta[i]));
  }

  /** {@code (∂y/∂θ)ᵀ g}: each entry times its slope dy_i/dθ_i. */
  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    double[] pulled = new double[low.size()];
    for (int i = 0; i < pulled.length; i++) {
      pulled[i] = slope(theta, i) * gradient[i];
    }
    return pulled;
  }

  /**
   * Each entry divided by its slope dy_i/dθ_i: θ_i is the derivative of an entropy of y_i and what
   * it lacks to both bounds.
   */
  @Override
  public double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    double[] mirrored = new double[low.size()];
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = gradient[i] / Math.max(slope(theta, i), Double.MIN_NORMAL);
    }
    return mirrored;
  }

  @Override
  public String toString() {
    return "SigmoidBox(%s, %s)".formatted(low, high);
  }
}
