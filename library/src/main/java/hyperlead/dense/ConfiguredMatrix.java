package hyperlead.dense;

import hyperlead.validation.Require;
import java.util.Arrays;

/**
 * A matrix of a problem: either the same for every θ, or a block of the configuration y, whose
 * entries then are entries of y, row by row.
 *
 * <p>What lies between θ and the entries is the parameterization's business, so that gradients are
 * summed entry by entry and pulled back once. Immutable.
 */
public final class ConfiguredMatrix {
  private final Matrix fixed;
  private final int rows;
  private final int columns;
  private final int offset;

  private ConfiguredMatrix(Matrix fixed, int rows, int columns, int offset) {
    this.fixed = fixed;
    this.rows = rows;
    this.columns = columns;
    this.offset = offset;
  }

  /**
   * {@return a matrix that does not depend on θ}
   *
   * @param matrix its entries, copied
   */
  public static ConfiguredMatrix fixed(Matrix matrix) {
    return new ConfiguredMatrix(matrix.copy(), matrix.rows(), matrix.columns(), -1);
  }

  /**
   * {@return a matrix whose entries are those of y from an offset on}
   *
   * @param offset index in y of the first entry, ≥ 0
   * @param rows &gt; 0
   * @param columns &gt; 0
   */
  public static ConfiguredMatrix block(int offset, int rows, int columns) {
    Require.index("offset", offset, Integer.MAX_VALUE);
    return new ConfiguredMatrix(
        null, Require.positive("rows", rows), Require.positive("columns", columns), offset);
  }

  /** {@return whether it depends on θ} */
  public boolean isConfigured() {
    return fixed == null;
  }

  /** {@return the number of rows} */
  public int rows() {
    return rows;
  }

  /** {@return the number of columns} */
  public int columns() {
    return columns;
  }

  /**
   * {@return the matrix at y, a copy}
   *
   * @param y configuration at θ
   */
  public Matrix at(double[] y) {
    if (fixed != null) {
      return fixed.copy();
    }
    Matrix matrix = Matrix.zero(rows, columns);
    double[] entries = Arrays.copyOfRange(y, offset, offset + rows * columns);
    System.arraycopy(entries, 0, matrix.entries(), 0, entries.length);
    return matrix;
  }

  /**
   * Adds the gradient of {@code weight · Σ_ij adjoint_ij M_ij}; nothing if M is fixed.
   *
   * @param weight any number
   * @param adjoint as large as M
   * @param g gradient with respect to y; added into
   */
  public void addGradient(double weight, Matrix adjoint, double[] g) {
    for (int i = 0; isConfigured() && i < rows * columns; i++) {
      g[offset + i] += weight * adjoint.entries()[i];
    }
  }

  /**
   * Adds the gradient of {@code weight · leftᵀ M right}; nothing if M is fixed.
   *
   * @param weight any number
   * @param left array that holds the left vector
   * @param leftFrom index of its first entry
   * @param right array that holds the right vector
   * @param rightFrom index of its first entry
   * @param g gradient with respect to y; added into
   */
  public void addGradient(
      double weight, double[] left, int leftFrom, double[] right, int rightFrom, double[] g) {
    for (int i = 0; isConfigured() && i < rows; i++) {
      double row = weight * left[leftFrom + i];
      for (int j = 0; j < columns; j++) {
        g[offset + i * columns + j] += row * right[rightFrom + j];
      }
    }
  }
}
