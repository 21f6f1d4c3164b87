package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * y = θ: every parameter is a configuration of its own.
 *
 * @param parameters d &gt; 0
 */
public record FreeParameters(int parameters) implements Parameterization {
  /** Throws an {@link IllegalArgumentException} if d is not positive. */
  public FreeParameters {
    Require.positive("parameters", parameters);
  }

  @Override
  public double[] configuration(double[] theta) {
    return theta.clone();
  }

  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    return gradient.clone();
  }

  /** {@code g}: mirror ascent is plain ascent. */
  @Override
  public double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    return gradient.clone();
  }
}
