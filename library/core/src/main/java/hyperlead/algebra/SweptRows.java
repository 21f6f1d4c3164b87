package hyperlead.algebra;

/** A matrix N ≥ 0 without a diagonal in compressed rows, and Gauss–Seidel's sweeps with I − N. */
final class SweptRows {
  /** First entry of a row; one more for the end of the last row. */
  final int[] rowStart;

  /** First entry of a row above the diagonal. */
  final int[] upper;

  /** Ascending in each row. */
  final int[] column;

  /** One number an entry; those beyond do not belong to the matrix. */
  final double[] value;

  SweptRows(int[] rowStart, int[] upper, int[] column, double[] value) {
    this.rowStart = rowStart;
    this.upper = upper;
    this.column = column;
    this.value = value;
  }

  /** x ← (I − L)⁻¹ (y − t) for the part L of N below the diagonal. */
  void before(double[] y, double[] t, double[] x) {
    for (int i = 0; i < upper.length; i++) {
      double sum = y[i] - t[i];
      for (int p = rowStart[i]; p < upper[i]; p++) {
        sum += value[p] * x[column[p]];
      }
      x[i] = sum;
    }
  }

  /**
   * x ← (I − U)⁻¹ y for the part U of N above the diagonal; the nearest number, just made, last.
   */
  void after(double[] y, double[] x) {
    for (int i = upper.length - 1; i >= 0; i--) {
      double sum = y[i];
      for (int p = rowStart[i + 1] - 1; p >= upper[i]; p--) {
        sum += value[p] * x[column[p]];
      }
      x[i] = sum;
    }
  }

  /** y ← N x, and the sums of the sizes of its terms. */
  void multiply(double[] x, double[] y, double[] size) {
    for (int i = 0; i < upper.length; i++) {
      y[i] = 0;
      size[i] = 0;
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        double term = value[p] * x[column[p]];
        y[i] += term;
        size[i] += Math.abs(term);
      }
    }
  }

  /** {@return memory for the rows of Nᵀ, each as long as it has to be} */
  SweptRows transposed() {
    int entries = rowStart[upper.length];
    int[] start = new int[rowStart.length];
    for (int p = 0; p < entries; p++) {
      start[column[p] + 1]++;
    }
    for (int i = 0; i < upper.length; i++) {
      start[i + 1] += start[i];
    }
    return new SweptRows(start, new int[upper.length], new int[entries], new double[entries]);
  }

  /** Fills in the rows of Nᵀ. */
  void transpose(SweptRows other) {
    int[] next = other.rowStart.clone();
    for (int i = 0; i < upper.length; i++) {
      other.upper[i] = next[i];
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        int q = next[column[p]]++;
        other.column[q] = i;
        other.value[q] = value[p];
      }
    }
  }
}
