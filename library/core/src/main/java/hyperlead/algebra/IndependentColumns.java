package hyperlead.algebra;

import org.apache.commons.math3.linear.RRQRDecomposition;

/**
 * The columns of a matrix in an orthogonal basis in which those that depend on others are exactly
 * zero: {@code M V = [T 0]}, with T of full column rank.
 *
 * <p>By Householder's factors of Mᵀ with pivoting, of Commons Math; V = I where no column depends
 * on others. What is zero in such a basis is only rounding in another one, which matters to whoever
 * divides by something as small.
 *
 * @param basis V
 * @param product [T 0]
 * @param rank the number of columns of T
 */
public record IndependentColumns(Matrix basis, Matrix product, int rank) {
  /** Rounding, relative to the largest column. */
  private static final double ROUNDING = 1e-14;

  /** {@return those of a finite matrix} */
  public static IndependentColumns of(Matrix m) {
    if (m.columns > 1) {
      RRQRDecomposition factors =
          new RRQRDecomposition(m.requireFinite("input B").transposed().toCommons());
      int rank = factors.getRank(ROUNDING);
      if (rank < m.columns) {
        double[][] rows = factors.getQ().getData();
        Matrix basis = Matrix.of(m.columns, m.columns, (i, j) -> rows[i][j]);
        Matrix product = m.times(basis);
        return new IndependentColumns(
            basis, Matrix.of(m.rows, m.columns, (i, j) -> j < rank ? product.get(i, j) : 0), rank);
      }
    }
    return new IndependentColumns(Matrix.scalar(m.columns, 1), m, m.columns);
  }
}
