package hyperlead.dense;

/**
 * The factor S = LLᵀ of a symmetric positive definite matrix, in a workspace that is used again.
 *
 * <p>No allocation after construction; n³/6 multiplications a factorisation and n² a solve. Not
 * thread-safe: one object for one thread.
 */
public final class Cholesky {
  private final String name;
  private final int size;
  private final double[] factor;
  private final double[] row;

  /**
   * Reserves a factor.
   *
   * @param name what the matrices are, for messages
   * @param size number of rows
   */
  public Cholesky(String name, int size) {
    this.name = name;
    this.size = size;
    this.factor = new double[size * size];
    this.row = new double[size];
  }

  /**
   * Factors a matrix, of which the lower triangle is read.
   *
   * @param matrix symmetric
   * @return this
   * @throws ArithmeticException if it is not positive definite or not finite
   */
  public Cholesky factor(Matrix matrix) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix.get(i, j);
        for (int k = 0; k < j; k++) {
          rest -= factor[i * size + k] * factor[j * size + k];
        }
        factor[i * size + j] = i == j ? root(i, rest) : rest / factor[j * size + j];
      }
    }
    return this;
  }

  private double root(int i, double pivot) {
    if (pivot > 0 && pivot < Double.POSITIVE_INFINITY) {
      return Math.sqrt(pivot);
    }
    throw new ArithmeticException(
        "%s must be positive definite: pivot %d is %s".formatted(name, i, pivot));
  }

  /**
   * Overwrites B with S⁻¹B.
   *
   * @param right B, as many rows as S
   * @return B
   */
  public Matrix solve(Matrix right) {
    double[] b = right.entries();
    int columns = right.columns();
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < size; i++) {
        row[i] = b[i * columns + j];
      }
      solve(row);
      for (int i = 0; i < size; i++) {
        b[i * columns + j] = row[i];
      }
    }
    return right;
  }

  /**
   * Overwrites b with S⁻¹b.
   *
   * @param b length n
   */
  public void solve(double[] b) {
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= factor[i * size + k] * b[k];
      }
      b[i] /= factor[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        b[i] -= factor[k * size + i] * b[k];
      }
      b[i] /= factor[i * size + i];
    }
  }

  /** {@return S⁻¹, a new matrix} */
  public Matrix inverse() {
    return solve(Matrix.scalar(size, 1)).symmetrize();
  }

  /** {@return L, lower triangular, a new matrix} */
  public Matrix root() {
    Matrix root = Matrix.zero(size, size);
    for (int i = 0; i < size; i++) {
      System.arraycopy(factor, i * size, root.entries(), i * size, i + 1);
    }
    return root;
  }

  /** {@return log det S} */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += 2 * StrictMath.log(factor[i * size + i]);
    }
    return sum;
  }
}
