package hyperlead.continuous;

import hyperlead.algebra.Require;

/**
 * A leader that acts by a linear policy on the first n entries of what it sees, m(o; y) = y_0 +
 * Σ_{i ≤ n} y_i o_i / scale_i.
 *
 * @param dynamics for the length and the scales of o
 * @param deviation σ &gt; 0 of its action
 * @param entries n, from 1 to all of o
 */
public record LinearWind(Dynamics dynamics, double deviation, int entries) implements Influence {
  /** Throws an {@link IllegalArgumentException} if σ or n is out of range. */
  public LinearWind {
    Require.positive("deviation", deviation);
    int most = dynamics.observations();
    Require.that(entries > 0 && entries <= most, "entries must be from 1 to %s: %s", most, entries);
  }

  /** {@return a leader that looks at all entries} */
  public static LinearWind of(Dynamics dynamics, double deviation) {
    return new LinearWind(dynamics, deviation, dynamics.observations());
  }

  @Override
  public int parameters() {
    return 1 + entries;
  }

  @Override
  public boolean acts() {
    return true;
  }

  @Override
  public double mean(double[] y, double[] rows, int from) {
    double mean = y[0];
    for (int i = 1; i <= entries; i++) {
      mean += y[i] * rows[from + i - 1] / dynamics.scale(i - 1);
    }
    return mean;
  }

  @Override
  public void addMeanGradient(double[] y, double[] rows, int from, double weight, double[] g) {
    g[0] += weight;
    for (int i = 1; i <= entries; i++) {
      g[i] += weight * rows[from + i - 1] / dynamics.scale(i - 1);
    }
  }

  /** None: it pays nothing. */
  @Override
  public void addRewardGradient(double[] y, double[] next, double weight, double[] g) {}
}
