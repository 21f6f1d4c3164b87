package hyperlead.continuous;

import hyperlead.algebra.Require;

/**
 * A leader that acts by a linear policy, m(o; y) = y_0 + Σ_i y_i o_i / scale_i.
 *
 * @param dynamics for the length and the scales of o
 * @param deviation σ &gt; 0 of its action
 */
public record LinearWind(Dynamics dynamics, double deviation) implements Influence {
  /** Throws an {@link IllegalArgumentException} if σ is not positive. */
  public LinearWind {
    Require.positive("deviation", deviation);
  }

  @Override
  public int parameters() {
    return 1 + dynamics.observations();
  }

  @Override
  public boolean acts() {
    return true;
  }

  @Override
  public double mean(double[] y, double[] rows, int from) {
    double mean = y[0];
    for (int i = 1; i < y.length; i++) {
      mean += y[i] * rows[from + i - 1] / dynamics.scale(i - 1);
    }
    return mean;
  }

  @Override
  public void addMeanGradient(double[] y, double[] rows, int from, double weight, double[] g) {
    g[0] += weight;
    for (int i = 1; i < y.length; i++) {
      g[i] += weight * rows[from + i - 1] / dynamics.scale(i - 1);
    }
  }
}
