package hyperlead.parameters;

import java.util.Arrays;

/** θ ↦ (y, c(y)), see {@link Parameterization#followedBy}. */
record DerivedConfiguration(Parameterization first, Coefficients numbers)
    implements Parameterization {
  @Override
  public int parameters() {
    return first.parameters();
  }

  @Override
  public int configurations() {
    return first.configurations() + numbers.size();
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = first.configuration(theta);
    double[] all = Arrays.copyOf(y, configurations());
    System.arraycopy(numbers.all(y), 0, all, y.length, numbers.size());
    return all;
  }

  /** {@code (∂y/∂θ)ᵀ ( g + (∂c/∂y)ᵀ G )}. */
  @Override
  public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
    double[] y = y(configuration);
    double[] g = y(gradient);
    for (int i = 0; i < numbers.size(); i++) {
      numbers.addGradient(y, i, gradient[y.length + i], g);
    }
    return first.pullBack(theta, y, g);
  }

  private double[] y(double[] all) {
    return Arrays.copyOf(all, first.configurations());
  }

  @Override
  public double[] mirrorGradient(double[] theta, double[] configuration, double[] gradient) {
    return first.mirrorGradient(theta, y(configuration), gradient);
  }

  @Override
  public String toString() {
    return first.toString();
  }
}
