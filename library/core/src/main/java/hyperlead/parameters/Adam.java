package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * Adam, uphill:
 *
 * <pre>
 * m ← β₁ m + (1−β₁) g,   v ← β₂ v + (1−β₂) g²,   θ ← θ + η (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. Source: Kingma and Ba, "Adam: a method for stochastic
 * optimization", ICLR 2015, algorithm 1.
 *
 * @param learningRate η &gt; 0
 */
public record Adam(double learningRate) implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  public Adam {
    Require.positive("learningRate", learningRate);
  }

  /** {@return Adam with learning rate η &gt; 0} */
  public static Adam of(double learningRate) {
    return new Adam(learningRate);
  }

  @Override
  public Ascent start(Parameterization parameterization) {
    double[] mean = new double[parameterization.parameters()];
    double[] square = new double[mean.length];
    double[] power = {1, 1};
    Ascent ascent =
        (theta, gradient) -> {
          power[0] *= BETA1;
          power[1] *= BETA2;
          for (int i = 0; i < theta.length; i++) {
            double g = gradient[i];
            mean[i] += (1 - BETA1) * (g - mean[i]);
            square[i] += (1 - BETA2) * (g * g - square[i]);
            double deviation = Math.sqrt(square[i] / (1 - power[1]));
            theta[i] += learningRate * mean[i] / (1 - power[0]) / (deviation + EPSILON);
          }
        };
    return Ascent.remembering(ascent, mean, square, power);
  }

  @Override
  public String toString() {
    return "Adam(" + learningRate + ")";
  }
}
