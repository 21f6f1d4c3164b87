package hyperlead.parameters;

/** Entries of y themselves, see {@link Coefficients#block}. */
record BlockCoefficients(int offset, int size) implements Coefficients {
  @Override
  public double at(double[] y, int i) {
    if (offset + i < y.length) {
      return y[offset + i];
    }
    throw new IllegalArgumentException(
        "block of %s numbers from entry %s on must lie within the configuration, of length %s"
            .formatted(size, offset, y.length));
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    g[offset + i] += weight;
  }

  @Override
  public void addGradient(
      double[] y, int i, int count, double weight, double[] v, int from, double[] g) {
    for (int j = 0; j < count; j++) {
      g[offset + i + j] += weight * v[from + j];
    }
  }

  @Override
  public String toString() {
    return "entries [%s, %s) of the configuration".formatted(offset, offset + size);
  }
}
