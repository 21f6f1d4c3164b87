package hyperlead.parameters;

import hyperlead.algebra.Require;

/** The same numbers for every configuration. */
final class FixedCoefficients implements Coefficients {
  private final double[] values;

  FixedCoefficients(double[] values) {
    this.values = Require.vector("coefficients", values, values.length).clone();
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double at(double[] y, int i) {
    return values[i];
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {}

  @Override
  public double[] all(double[] y) {
    return values.clone();
  }

  @Override
  public boolean isFixed() {
    return true;
  }

  @Override
  public String toString() {
    return values.length + " fixed numbers";
  }
}
