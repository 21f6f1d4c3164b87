package hyperlead.dense;

import java.util.Arrays;

/**
 * A sum of outer products Σ l rᵀ, taken four at a time.
 *
 * <p>Fill {@link #left} and {@link #right}, then {@link #push}. Four products in one pass over the
 * sum cost little more than one would: short rows spend their time on loads and stores. Products
 * are added in the order pushed, with one fixed grouping, so that the bits do not depend on the
 * machine. Not thread-safe: one object for one thread.
 */
public final class OuterSum {
  private static final int GROUP = 4;

  private final Matrix sum;
  private final double[][] left;
  private final double[][] right;
  private int held;

  /**
   * An empty sum.
   *
   * @param rows length of l
   * @param columns length of r
   */
  public OuterSum(int rows, int columns) {
    sum = Matrix.zero(rows, columns);
    left = new double[GROUP][rows];
    right = new double[GROUP][columns];
  }

  /** {@return where the next l goes} */
  public double[] left() {
    return left[held];
  }

  /** {@return where the next r goes} */
  public double[] right() {
    return right[held];
  }

  /** Adds the product of what stands in {@link #left} and {@link #right}. */
  public void push() {
    held++;
    if (held == GROUP) {
      flush();
    }
  }

  private void flush() {
    double[] entries = sum.entries();
    double[] e = right[0];
    double[] f = right[1];
    double[] g = right[2];
    double[] h = right[3];
    int columns = sum.columns();
    for (int i = 0; i < sum.rows(); i++) {
      double a = left[0][i];
      double b = left[1][i];
      double c = left[2][i];
      double d = left[3][i];
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        entries[row + j] += (a * e[j] + b * f[j]) + (c * g[j] + d * h[j]);
      }
    }
    held = 0;
  }

  /** {@return the sum so far, which further products change} */
  public Matrix sum() {
    if (held > 0) {
      for (int k = held; k < GROUP; k++) {
        Arrays.fill(left[k], 0);
        Arrays.fill(right[k], 0);
      }
      flush();
    }
    return sum;
  }

  /** Forgets all products. */
  public void clear() {
    held = 0;
    Arrays.fill(sum.entries(), 0);
  }
}
