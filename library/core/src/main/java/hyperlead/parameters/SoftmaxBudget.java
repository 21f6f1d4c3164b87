package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * y = softmax(θ): shares of one budget, {@code y_i = exp θ_i / Σ_j exp θ_j}. Cost O(d).
 *
 * @param parameters d &gt; 0, the number of shares; what is left unspent is a share like any other
 */
public record SoftmaxBudget(int parameters) implements Parameterization {
  /** Throws an {@link IllegalArgumentException} if d is not positive. */
  public SoftmaxBudget {
    Require.positive("parameters", parameters);
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] shares = theta.clone();
    Categorical.softmax(shares, 0, parameters, 1);
    return shares;
  }

  /** {@code (∂y/∂θ)ᵀ g = y ∘ (g − y·g)}. */
  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    double[] pulled = new double[parameters];
    Categorical.pullBack(configuration, gradient, 0, parameters, pulled);
    return pulled;
  }

  /**
   * {@code g / y}: mirror ascent with the negative entropy, the exponentiated gradient; also the
   * natural gradient. Shares so small that g has lost its digits move less and less.
   */
  @Override
  public double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    double[] mirrored = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      mirrored[i] = gradient[i] / Math.max(configuration[i], Double.MIN_NORMAL);
    }
    return mirrored;
  }
}
