package hyperlead.parameterizations;

/** One softmax among the rows of a vector, and the transpose of its derivative. */
final class SoftmaxRow {
  private SoftmaxRow() {}

  /** Fills y_i = exp z_i / Σ_j exp z_j for i, j in [from, to). */
  static void fill(double[] z, int from, int to, double[] y) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, z[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      y[i] = StrictMath.exp(z[i] - max);
      sum += y[i];
    }
    for (int i = from; i < to; i++) {
      y[i] /= sum;
    }
  }

  /** Fills {@code (∂y/∂z)ᵀ g = y ∘ (g − y·g)} for the entries in [from, to). */
  static void pullBack(double[] y, double[] g, int from, int to, double[] pulled) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += y[i] * g[i];
    }
    for (int i = from; i < to; i++) {
      pulled[i] = y[i] * (g[i] - mean);
    }
  }
}
