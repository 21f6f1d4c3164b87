package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;

/**
 * A matrix of a problem, whose entries may move with the configuration y.
 *
 * @param rows ≥ 0
 * @param columns ≥ 0
 * @param entries row by row
 */
public record ConfiguredMatrix(int rows, int columns, Coefficients entries) {
  public ConfiguredMatrix {
    boolean fits = entries.size() == rows * columns;
    Require.that(fits, "matrix must have %s × %s entries: %s", rows, columns, entries);
  }

  /** {@return a matrix of finite entries that does not depend on θ} */
  public static ConfiguredMatrix fixed(Matrix matrix) {
    return new ConfiguredMatrix(
        matrix.rows(), matrix.columns(), Coefficients.fixed(matrix.entries()));
  }

  /**
   * {@return a matrix, of at least one row and column, whose entries are those of y from an offset
   * ≥ 0 on}
   */
  public static ConfiguredMatrix block(int offset, int rows, int columns) {
    int size = Require.positive("rows", rows) * Require.positive("columns", columns);
    return new ConfiguredMatrix(rows, columns, Coefficients.block(offset, size));
  }

  /** {@return whether it depends on θ} */
  public boolean isConfigured() {
    return !entries.isFixed();
  }

  /** {@return the matrix at y, a copy} */
  public Matrix at(double[] y) {
    double[] all = entries.all(y);
    return Matrix.of(rows, columns, (i, j) -> all[i * columns + j]);
  }

  /**
   * Adds the gradient of {@code Σ_ij adjoint_ij M_ij} with respect to y into g; nothing if M is
   * fixed.
   */
  public void addGradient(double[] y, Matrix adjoint, double[] g) {
    for (int i = 0; isConfigured() && i < rows * columns; i++) {
      entries.addGradient(y, i, adjoint.get(i / columns, i % columns), g);
    }
  }

  /**
   * Adds the gradient of {@code weight · leftᵀ M right} with respect to y into g, where the vectors
   * stand in arrays from an index on; nothing if M is fixed.
   */
  public void addGradient(
      double[] y,
      double weight,
      double[] left,
      int leftFrom,
      double[] right,
      int rightFrom,
      double[] g) {
    int height = isConfigured() ? rows : 0;
    for (int i = 0; i < height; i++) {
      double row = weight * left[leftFrom + i];
      entries.addGradient(y, i * columns, columns, row, right, rightFrom, g);
    }
  }

  @Override
  public String toString() {
    return rows + " × " + columns + " matrix that moves with y";
  }
}
