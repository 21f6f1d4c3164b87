package hyperlead.algebra;

import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The factor S = LLᵀ of a symmetric positive definite matrix, by Commons Math, with errors that
 * name the matrix. n³/6 multiplications, n² a right-hand side; immutable.
 */
public final class Cholesky {
  private final CholeskyDecomposition decomposition;
  private final int size;

  private Cholesky(CholeskyDecomposition decomposition, int size) {
    this.decomposition = decomposition;
    this.size = size;
  }

  /**
   * {@return the factor of a matrix}
   *
   * @param name what the matrix is, for messages
   * @param matrix symmetric up to rounding; its symmetric part is taken
   * @throws ArithmeticException if it is not positive definite or not finite
   */
  public static Cholesky of(String name, Matrix matrix) {
    try {
      Matrix symmetric = matrix.requireFinite(name).symmetric();
      return new Cholesky(new CholeskyDecomposition(symmetric.toCommons(), 0, 0), matrix.rows);
    } catch (NonPositiveDefiniteMatrixException e) {
      String pivot = "pivot %s is %s".formatted(e.getRow(), e.getArgument());
      var error = new ArithmeticException(name + " must be positive definite: " + pivot);
      error.initCause(e);
      throw error;
    }
  }

  /** {@return S⁻¹B, where B has as many rows as S} */
  public Matrix solve(Matrix right) {
    return Matrix.of(decomposition.getSolver().solve(right.toCommons()));
  }

  /** {@return S⁻¹} */
  public Matrix inverse() {
    return solve(Matrix.scalar(size, 1)).symmetric();
  }

  /** {@return L, lower triangular} */
  public Matrix root() {
    return Matrix.of(decomposition.getL());
  }

  /** {@return log det S} */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 2 * StrictMath.log(decomposition.getL().getEntry(i, i));
    }
    return sum;
  }
}
