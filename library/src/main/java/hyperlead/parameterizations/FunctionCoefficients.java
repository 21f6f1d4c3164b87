package hyperlead.parameterizations;

import hyperlead.validation.Require;

/** Functions of the configuration, with their gradients. */
final class FunctionCoefficients implements Coefficients {
  private final int size;
  private final Value value;
  private final Gradient gradient;

  FunctionCoefficients(int size, Value value, Gradient gradient) {
    this.size = Require.index("size", size, Integer.MAX_VALUE);
    this.value = value;
    this.gradient = gradient;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double at(double[] y, int i) {
    return value.at(y, i);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    gradient.add(y, i, weight, g);
  }

  @Override
  public String toString() {
    return size + " functions of the configuration";
  }
}
