package hyperlead.optimizers;

import hyperlead.parameterizations.Parameterization;
import hyperlead.validation.Require;

/**
 * A rule on gradients cut to a norm. Source: Pascanu, Mikolov, Bengio, "On the difficulty of
 * training recurrent neural networks", ICML 2013, §3.2.
 *
 * @param rule what moves θ
 * @param norm largest Euclidean norm of a gradient that passes unchanged
 */
record Clipped(Optimizer rule, double norm) implements Optimizer {
  Clipped {
    Require.positive("norm", norm);
  }

  @Override
  public Ascent start(Parameterization parameterization) {
    Ascent inner = rule.start(parameterization);
    return (theta, gradient) -> inner.ascend(theta, clipped(gradient));
  }

  private double[] clipped(double[] gradient) {
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    double length = Math.sqrt(sum);
    if (length <= norm) {
      return gradient;
    }
    double[] clipped = gradient.clone();
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] *= norm / length;
    }
    return clipped;
  }

  @Override
  public String toString() {
    return rule + ", gradient clipped to norm " + norm;
  }
}
