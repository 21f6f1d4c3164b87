package hyperlead.algebra;

import org.apache.commons.math3.linear.RRQRDecomposition;

/**
 * The columns of a matrix in an orthogonal basis in which those that all but depend on others are
 * small, and those that do are exactly zero: {@code M V = [T 0]}, with T of full column rank.
 *
 * <p>By Householder's factors of Mᵀ with pivoting, of Commons Math; V = I where columns are well
 * apart. What is small in such a basis drowns in another one, which matters to whoever divides by
 * something as small.
 *
 * @param basis V
 * @param product [T 0]
 * @param plain whether V = I
 */
public record IndependentColumns(Matrix basis, Matrix product, boolean plain) {
  /** What rounding leaves of a column that depends on others, relative to the largest one. */
  private static final double ROUNDING = 1e-14;

  /** What is left of columns that are not well apart. */
  private static final double CLOSE = 1e-2;

  /** {@return those of a finite matrix} */
  public static IndependentColumns of(Matrix m) {
    if (m.columns > 1) {
      RRQRDecomposition factors =
          new RRQRDecomposition(m.requireFinite("input B").transposed().toCommons());
      if (factors.getRank(CLOSE) < m.columns) {
        int rank = factors.getRank(ROUNDING);
        double[][] rows = factors.getQ().getData();
        Matrix basis = Matrix.of(m.columns, m.columns, (i, j) -> rows[i][j]);
        Matrix product = m.times(basis);
        return new IndependentColumns(
            basis, Matrix.of(m.rows, m.columns, (i, j) -> j < rank ? product.get(i, j) : 0), false);
      }
    }
    return new IndependentColumns(Matrix.scalar(m.columns, 1), m, true);
  }
}
