package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * Adam, uphill:
 *
 * <pre>
 * m ← β₁ m + (1−β₁) g,   v ← β₂ v + (1−β₂) g²,   θ ← θ + η (m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>with ε = 1e-8. Each coordinate has a scale of its own, so the direction of a gradient is not
 * kept: where one entry is far larger than another, both move alike. Source: Kingma and Ba, "Adam:
 * a method for stochastic optimization", ICLR 2015, algorithm 1.
 *
 * @param learningRate η &gt; 0
 * @param meanDecay β₁ in [0, 1): the gradients remembered are about 1/(1−β₁)
 * @param squareDecay β₂ in [0, 1): the squares remembered are about 1/(1−β₂)
 */
public record Adam(double learningRate, double meanDecay, double squareDecay) implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  public Adam {
    Require.positive("learningRate", learningRate);
    Require.discount("meanDecay", meanDecay);
    Require.discount("squareDecay", squareDecay);
  }

  /** {@return Adam with learning rate η &gt; 0, β₁ = 0.9 and β₂ = 0.999} */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, BETA1, BETA2);
  }

  /** {@return the same rule with other β₁ and β₂, in [0, 1)} */
  public Adam withDecays(double mean, double square) {
    return new Adam(learningRate, mean, square);
  }

  @Override
  public Ascent start(Parameterization parameterization) {
    double[] mean = new double[parameterization.parameters()];
    double[] square = new double[mean.length];
    double[] power = {1, 1};
    Ascent ascent =
        (theta, gradient) -> {
          power[0] *= meanDecay;
          power[1] *= squareDecay;
          for (int i = 0; i < theta.length; i++) {
            double g = gradient[i];
            mean[i] += (1 - meanDecay) * (g - mean[i]);
            square[i] += (1 - squareDecay) * (g * g - square[i]);
            double deviation = Math.sqrt(square[i] / (1 - power[1]));
            theta[i] += learningRate * mean[i] / (1 - power[0]) / (deviation + EPSILON);
          }
        };
    return Ascent.remembering(ascent, mean, square, power);
  }

  @Override
  public String toString() {
    boolean usual = meanDecay == BETA1 && squareDecay == BETA2;
    return "Adam(%s%s)"
        .formatted(learningRate, usual ? "" : ", β₁ %s, β₂ %s".formatted(meanDecay, squareDecay));
  }
}
