package hyperlead.parameterizations;

import hyperlead.validation.Require;

/**
 * y = softmax(θ): shares of one budget, {@code y_i = exp θ_i / Σ_j exp θ_j}. Cost O(d).
 *
 * @param parameters d, the number of shares; what is left unspent is a share like any other
 */
public record SoftmaxBudget(int parameters) implements Parameterization {
  /**
   * A budget of one, in d shares.
   *
   * @param parameters d &gt; 0
   * @throws IllegalArgumentException if d is not positive
   */
  public SoftmaxBudget {
    Require.positive("parameters", parameters);
  }

  @Override
  public int configurations() {
    return parameters;
  }

  @Override
  public double[] configuration(double[] theta) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : theta) {
      max = Math.max(max, value);
    }
    double[] shares = new double[parameters];
    double sum = 0;
    for (int i = 0; i < parameters; i++) {
      shares[i] = StrictMath.exp(theta[i] - max);
      sum += shares[i];
    }
    for (int i = 0; i < parameters; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** {@code (∂y/∂θ)ᵀ g = y ∘ (g − y·g)}. */
  @Override
  public double[] pullBack(double[] configuration, double[] gradient) {
    double mean = 0;
    for (int i = 0; i < parameters; i++) {
      mean += configuration[i] * gradient[i];
    }
    double[] pulled = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      pulled[i] = configuration[i] * (gradient[i] - mean);
    }
    return pulled;
  }

  /**
   * {@code g / y}: mirror ascent with the negative entropy, the exponentiated gradient; also the
   * natural gradient. Shares so small that g has lost its digits move less and less.
   */
  @Override
  public double[] mirrorGradient(double[] configuration, double[] gradient) {
    double[] mirrored = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      mirrored[i] = gradient[i] / Math.max(configuration[i], Double.MIN_NORMAL);
    }
    return mirrored;
  }
}
