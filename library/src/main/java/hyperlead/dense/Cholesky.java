package hyperlead.dense;

import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The factor S = LLᵀ of a symmetric positive definite matrix, by Commons Math, with errors that
 * name the matrix. n³/6 multiplications, n² a right-hand side; immutable.
 */
public final class Cholesky {
  private final CholeskyDecomposition decomposition;

  private Cholesky(CholeskyDecomposition decomposition) {
    this.decomposition = decomposition;
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
      Matrix symmetric = matrix.requireFinite(name).copy().symmetrize();
      return new Cholesky(new CholeskyDecomposition(symmetric.toCommons(), 0, 0));
    } catch (NonPositiveDefiniteMatrixException e) {
      throw named(name, e);
    }
  }

  private static ArithmeticException named(String name, NonPositiveDefiniteMatrixException e) {
    var error =
        new ArithmeticException(
            "%s must be positive definite: pivot %s is %s"
                .formatted(name, e.getRow(), e.getArgument()));
    error.initCause(e);
    return error;
  }

  /**
   * Overwrites B with S⁻¹B.
   *
   * @param right B, as many rows as S
   * @return B
   */
  public Matrix solve(Matrix right) {
    return right.fill(decomposition.getSolver().solve(right.toCommons()));
  }

  /**
   * Overwrites b with S⁻¹b.
   *
   * @param b length n
   */
  public void solve(double[] b) {
    System.arraycopy(solve(Matrix.column(b)).entries(), 0, b, 0, b.length);
  }

  /** {@return S⁻¹, a new matrix} */
  public Matrix inverse() {
    return solve(Matrix.scalar(decomposition.getL().getRowDimension(), 1)).symmetrize();
  }

  /** {@return L, lower triangular, a new matrix} */
  public Matrix root() {
    int size = decomposition.getL().getRowDimension();
    return Matrix.zero(size, size).fill(decomposition.getL());
  }

  /** {@return log det S} */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < decomposition.getL().getRowDimension(); i++) {
      sum += 2 * StrictMath.log(decomposition.getL().getEntry(i, i));
    }
    return sum;
  }
}
