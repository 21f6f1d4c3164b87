package hyperlead.parameters;

/** Functions of the configuration, with their gradients, and what they are in words. */
record FunctionCoefficients(String text, int size, boolean isFixed, Value value, Gradient gradient)
    implements Coefficients {
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
    return text;
  }
}
