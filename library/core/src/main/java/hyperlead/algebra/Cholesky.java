package hyperlead.algebra;

/**
 * The factor S = LLᵀ of a symmetric positive definite matrix, with errors that name the matrix.
 * n³/6 multiplications, n² a right-hand side; immutable.
 */
public final class Cholesky {
  /** What rounding leaves of a pivot that is zero, for each row, relative to its entry of S. */
  private static final double ROUNDING = 0x1p-52;

  private final Matrix root;

  /** The first row whose pivot is not positive, or as many as there are. */
  private int rows;

  private double pivot;

  private Cholesky(Matrix matrix) {
    Matrix left = matrix.symmetric();
    int size = left.rows;
    root = Matrix.zero(size, size);
    while (rows < size && isPositive(left, size * ROUNDING * matrix.get(rows, rows))) {
      eliminate(left, rows++);
    }
  }

  /**
   * {@return the factor of a matrix}
   *
   * @param name what the matrix is, for messages
   * @param matrix symmetric up to rounding; its symmetric part is taken
   * @throws ArithmeticException if it is not finite, or not positive definite beyond rounding,
   *     whatever the units of its rows
   */
  public static Cholesky of(String name, Matrix matrix) {
    Cholesky factor = new Cholesky(matrix.requireFinite(name));
    if (factor.rows < matrix.rows) {
      throw new ArithmeticException(
          "%s must be positive definite: pivot %s is %s"
              .formatted(name, factor.rows, factor.pivot));
    }
    return factor;
  }

  /** Whether {@link #of} takes a matrix. */
  static boolean isPositive(Matrix matrix) {
    return new Cholesky(matrix).rows == matrix.rows;
  }

  private boolean isPositive(Matrix left, double rounding) {
    pivot = left.get(rows, rows);
    return pivot > 0 && pivot > rounding;
  }

  /** Fills column j of the factor, and takes its square from what is left of the matrix. */
  private void eliminate(Matrix left, int j) {
    int n = left.rows;
    double[] l = root.entries;
    l[j * n + j] = Math.sqrt(left.entries[j * n + j]);
    double inverse = 1 / l[j * n + j];
    for (int i = j + 1; i < n; i++) {
      l[i * n + j] = inverse * left.entries[i * n + j];
      for (int k = j + 1; k <= i; k++) {
        left.entries[i * n + k] -= l[i * n + j] * l[k * n + j];
      }
    }
  }

  /** {@return S⁻¹B, where B has as many rows as S} */
  public Matrix solve(Matrix right) {
    Matrix x = right.copy();
    for (int j = 0; j < root.rows; j++) {
      x.divideRow(j, root.get(j, j));
      for (int i = j + 1; i < root.rows; i++) {
        x.subtractRow(i, root.get(i, j), j);
      }
    }
    for (int j = root.rows - 1; j >= 0; j--) {
      x.divideRow(j, root.get(j, j));
      for (int i = 0; i < j; i++) {
        x.subtractRow(i, root.get(j, i), j);
      }
    }
    return x;
  }

  /** {@return S⁻¹} */
  public Matrix inverse() {
    return solve(Matrix.scalar(root.rows, 1)).symmetric();
  }

  /** {@return L, lower triangular} */
  public Matrix root() {
    return root;
  }

  /** {@return log det S} */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < root.rows; i++) {
      sum += 2 * StrictMath.log(root.get(i, i));
    }
    return sum;
  }
}
