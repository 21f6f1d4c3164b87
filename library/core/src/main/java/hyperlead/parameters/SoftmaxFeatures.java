package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.util.Arrays;

/**
 * A policy over features of state and action: {@code y = f_θ(b|s) = exp φ(s,b)·θ / Σ_c exp
 * φ(s,c)·θ}, at index {@code s · actions + b}.
 *
 * <p>Prefer it to {@link SoftmaxPolicy} where states should share parameters, or where θ has fewer
 * numbers than the table. Cost O(states · actions · d). Immutable.
 */
public final class SoftmaxFeatures implements Parameterization {
  private final double[][] features;
  private final SoftmaxPolicy table;

  private SoftmaxFeatures(double[][] features, SoftmaxPolicy table) {
    this.features = features;
    this.table = table;
  }

  /**
   * {@return a policy over features}
   *
   * @param features φ(s,b)[j], [states][actions][d], finite, every row alike in length; copied
   * @throws IllegalArgumentException if lengths differ, one is zero, or a feature is not finite
   */
  public static SoftmaxFeatures of(double[][][] features) {
    Require.positive("states", features.length);
    int actions = Require.positive("actions", features[0].length);
    int parameters = Require.positive("features", features[0][0].length);
    double[][] rows = new double[features.length * actions][];
    for (int s = 0; s < features.length; s++) {
      int own = features[s].length;
      Require.that(own == actions, "features[%s] must have length %s: %s", s, actions, own);
      for (int b = 0; b < actions; b++) {
        String name = "features[" + s + "][" + b + "]";
        rows[s * actions + b] = Require.vector(name, features[s][b], parameters).clone();
      }
    }
    return new SoftmaxFeatures(rows, new SoftmaxPolicy(features.length, actions));
  }

  @Override
  public int parameters() {
    return features[0].length;
  }

  @Override
  public int configurations() {
    return features.length;
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] logits = new double[features.length];
    for (int i = 0; i < logits.length; i++) {
      for (int j = 0; j < theta.length; j++) {
        logits[i] += features[i][j] * theta[j];
      }
    }
    return table.configuration(logits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxFeatures policy
        && table.equals(policy.table)
        && Arrays.deepEquals(features, policy.features);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(features);
  }

  /** {@code (∂y/∂θ)ᵀ g = Φᵀ (∂y/∂z)ᵀ g} with the logits z = Φθ. */
  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    double[] logits = table.pullBack(theta, configuration, gradient);
    double[] pulled = new double[parameters()];
    for (int i = 0; i < logits.length; i++) {
      for (int j = 0; j < pulled.length; j++) {
        pulled[j] += logits[i] * features[i][j];
      }
    }
    return pulled;
  }

  @Override
  public String toString() {
    return "SoftmaxFeatures(" + parameters() + " for " + features.length + " rows)";
  }
}
