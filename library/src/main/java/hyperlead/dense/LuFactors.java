package hyperlead.dense;

/**
 * LU factors with partial pivoting, in a workspace that is used again.
 *
 * <p>No allocation after construction; n³/3 multiplications a factorisation, n² a right-hand side.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., §3.4. Not thread-safe: one object for
 * one thread.
 */
public final class LuFactors {
  private final String name;
  private final int size;
  private final double[] factor;
  private final int[] pivot;

  /**
   * Reserves factors.
   *
   * @param name what the matrices are, for messages
   * @param size number of rows
   */
  public LuFactors(String name, int size) {
    this.name = name;
    this.size = size;
    this.factor = new double[size * size];
    this.pivot = new int[size];
  }

  /**
   * Factors a matrix.
   *
   * @param matrix square
   * @return this
   * @throws ArithmeticException if it is singular or not finite
   */
  public LuFactors factor(Matrix matrix) {
    System.arraycopy(matrix.entries(), 0, factor, 0, factor.length);
    for (int k = 0; k < size; k++) {
      pivot[k] = largestFrom(k);
      swap(factor, size, k, pivot[k]);
      double top = factor[k * size + k];
      if (!(Math.abs(top) > 0 && Math.abs(top) < Double.POSITIVE_INFINITY)) {
        throw new ArithmeticException(
            name + " is singular or not finite: pivot " + k + " is " + top);
      }
      for (int i = k + 1; i < size; i++) {
        eliminate(i, k, top);
      }
    }
    return this;
  }

  private void eliminate(int i, int k, double top) {
    double multiplier = factor[i * size + k] / top;
    factor[i * size + k] = multiplier;
    for (int j = k + 1; j < size; j++) {
      factor[i * size + j] -= multiplier * factor[k * size + j];
    }
  }

  private int largestFrom(int k) {
    int best = k;
    for (int i = k + 1; i < size; i++) {
      if (Math.abs(factor[i * size + k]) > Math.abs(factor[best * size + k])) {
        best = i;
      }
    }
    return best;
  }

  private static void swap(double[] entries, int columns, int i, int j) {
    for (int c = 0; i != j && c < columns; c++) {
      double held = entries[i * columns + c];
      entries[i * columns + c] = entries[j * columns + c];
      entries[j * columns + c] = held;
    }
  }

  /**
   * Overwrites B with M⁻¹B.
   *
   * @param right B, as many rows as M
   * @return B
   */
  public Matrix solve(Matrix right) {
    double[] b = right.entries();
    int columns = right.columns();
    for (int i = 0; i < size; i++) {
      swap(b, columns, i, pivot[i]);
    }
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        subtract(b, columns, i, k);
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        subtract(b, columns, i, k);
      }
      for (int c = 0; c < columns; c++) {
        b[i * columns + c] /= factor[i * size + i];
      }
    }
    return right;
  }

  private void subtract(double[] b, int columns, int i, int k) {
    double weight = factor[i * size + k];
    for (int c = 0; c < columns; c++) {
      b[i * columns + c] -= weight * b[k * columns + c];
    }
  }
}
