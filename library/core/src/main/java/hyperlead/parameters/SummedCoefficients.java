package hyperlead.parameters;

/** Sums of two numbers each. */
record SummedCoefficients(Coefficients one, Coefficients other) implements Coefficients {
  SummedCoefficients {
    if (one.size() != other.size()) {
      throw new IllegalArgumentException(
          "sums must be of equally many numbers: %s plus %s".formatted(one, other));
    }
  }

  @Override
  public int size() {
    return one.size();
  }

  @Override
  public double at(double[] y, int i) {
    return one.at(y, i) + other.at(y, i);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    one.addGradient(y, i, weight, g);
    other.addGradient(y, i, weight, g);
  }

  @Override
  public double[] all(double[] y) {
    double[] sums = one.all(y);
    double[] added = other.all(y);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += added[i];
    }
    return sums;
  }

  @Override
  public boolean isFixed() {
    return one.isFixed() && other.isFixed();
  }

  @Override
  public String toString() {
    return one + " plus " + other;
  }
}
