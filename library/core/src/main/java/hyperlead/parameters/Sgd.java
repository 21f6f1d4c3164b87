package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * Stochastic gradient ascent: {@code θ ← θ + η g}.
 *
 * @param learningRate η &gt; 0
 */
public record Sgd(double learningRate) implements Optimizer {
  public Sgd {
    Require.positive("learningRate", learningRate);
  }

  /** {@return ascent with learning rate η &gt; 0} */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate);
  }

  @Override
  public Ascent start(Parameterization parameterization) {
    return (theta, gradient) -> {
      for (int i = 0; i < theta.length; i++) {
        theta[i] += learningRate * gradient[i];
      }
    };
  }

  @Override
  public String toString() {
    return "SGD(" + learningRate + ")";
  }
}
