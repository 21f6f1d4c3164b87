package hyperlead.algebra;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A dense matrix, row by row in one array. Immutable.
 *
 * <p>{@link #applied}, {@link #addApplied} and {@link #addTransposeApplied} read vectors in place
 * and allocate nothing. Shapes are checked once per operation, entries are not. Cost of a product:
 * rows · inner · columns multiplications.
 */
public final class Matrix {
  final int rows;
  final int columns;
  final double[] entries;

  private Matrix(int rows, int columns, double[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
  }

  /** An entry of a matrix by its place. */
  @FunctionalInterface
  public interface Entry {
    /** {@return the entry in a row and a column, both from 0 on} */
    double at(int row, int column);
  }

  /** {@return a matrix of zeros; both numbers ≥ 0} */
  public static Matrix zero(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  /** {@return the matrix with these entries, asked for row by row; both numbers ≥ 0} */
  public static Matrix of(int rows, int columns, Entry entry) {
    Matrix matrix = zero(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.entries[i * columns + j] = entry.at(i, j);
      }
    }
    return matrix;
  }

  /**
   * {@return the matrix with these rows, a copy}
   *
   * @param name what it is, for messages
   * @param rows at least one, all of the same length, finite
   * @throws IllegalArgumentException if that does not hold
   */
  public static Matrix of(String name, double[][] rows) {
    Require.positive("rows of " + name, rows.length);
    for (int i = 0; i < rows.length; i++) {
      Require.vector(name + "[" + i + "]", rows[i], rows[0].length);
    }
    return of(rows.length, rows[0].length, (i, j) -> rows[i][j]);
  }

  /** {@return a square matrix with these numbers on its diagonal and zeros elsewhere} */
  public static Matrix diagonal(double... diagonal) {
    return of(diagonal.length, diagonal.length, (i, j) -> i == j ? diagonal[i] : 0);
  }

  /** {@return value · I} */
  public static Matrix scalar(int size, double value) {
    Matrix scalar = zero(size, size);
    for (int i = 0; i < size; i++) {
      scalar.entries[i * size + i] = value;
    }
    return scalar;
  }

  /** {@return a matrix of one column} */
  public static Matrix column(double[] entries) {
    return new Matrix(entries.length, 1, entries.clone());
  }

  /** {@return [left right], which have as many rows} */
  public static Matrix beside(Matrix left, Matrix right) {
    right.requireShape(left.rows, right.columns);
    return zero(left.rows, left.columns + right.columns)
        .fill(0, 0, left)
        .fill(0, left.columns, right);
  }

  /** {@return [this; below], which have as many columns} */
  public Matrix above(Matrix below) {
    below.requireShape(below.rows, columns);
    return zero(rows + below.rows, columns).fill(0, 0, this).fill(rows, 0, below);
  }

  /** {@return a copy of a block} */
  public Matrix block(int row, int column, int height, int width) {
    Matrix block = zero(height, width);
    for (int i = 0; i < height; i++) {
      System.arraycopy(entries, (row + i) * columns + column, block.entries, i * width, width);
    }
    return block;
  }

  /** {@return this with another block from a row and a column on} */
  public Matrix withBlock(int row, int column, Matrix block) {
    return copy().fill(row, column, block);
  }

  private Matrix fill(int row, int column, Matrix block) {
    for (int i = 0; i < block.rows; i++) {
      int from = (row + i) * columns + column;
      System.arraycopy(block.entries, i * block.columns, entries, from, block.columns);
    }
    return this;
  }

  Matrix copy() {
    return new Matrix(rows, columns, entries.clone());
  }

  /** {@return the number of rows} */
  public int rows() {
    return rows;
  }

  /** {@return the number of columns} */
  public int columns() {
    return columns;
  }

  /** {@return the entry in a row and a column, both from 0 on} */
  public double get(int row, int column) {
    return entries[row * columns + column];
  }

  /** {@return the entries row by row, a copy} */
  public double[] entries() {
    return entries.clone();
  }

  /** {@return the rows, a copy} */
  public double[][] toRows() {
    double[][] copy = new double[rows][];
    Arrays.setAll(copy, i -> Arrays.copyOfRange(entries, i * columns, (i + 1) * columns));
    return copy;
  }

  /** This as a matrix of Commons Math, a copy. */
  RealMatrix toCommons() {
    return new Array2DRowRealMatrix(toRows(), false);
  }

  /** This, if all entries are finite. */
  Matrix requireFinite(String name) {
    if (!(largest() <= Double.MAX_VALUE)) {
      throw new ArithmeticException(name + " is not finite: " + shown());
    }
    return this;
  }

  /** For a message: a small matrix as it is, of a large one its shape. */
  private String shown() {
    return entries.length <= 36 ? toString() : "%s × %s numbers".formatted(rows, columns);
  }

  private void requireShape(int height, int width) {
    if (rows != height || columns != width) {
      throw new IllegalArgumentException(
          "matrix must be %s × %s: %s × %s".formatted(height, width, rows, columns));
    }
  }

  /** {@return Mᵀ} */
  public Matrix transposed() {
    Matrix transposed = zero(/* rows= */ columns, /* columns= */ rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed.entries[j * rows + i] = entries[i * columns + j];
      }
    }
    return transposed;
  }

  /** {@return this · right, which has as many rows as this has columns} */
  public Matrix times(Matrix right) {
    return zero(rows, right.columns).addProduct(1, this, right);
  }

  /** {@return factor · this} */
  public Matrix times(double factor) {
    return zero(rows, columns).plus(factor, this);
  }

  /** {@return this + factor · other, which is of the same shape} */
  public Matrix plus(double factor, Matrix other) {
    other.requireShape(rows, columns);
    double[] sum = entries.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.entries[i];
    }
    return new Matrix(rows, columns, sum);
  }

  /** {@return this + factor · left · right, where the product is of the same shape} */
  public Matrix plusProduct(double factor, Matrix left, Matrix right) {
    return copy().addProduct(factor, left, right);
  }

  private Matrix addProduct(double factor, Matrix left, Matrix right) {
    left.requireShape(rows, right.rows);
    right.requireShape(left.columns, columns);
    double[] b = right.entries;
    double[] sum = entries;
    // Two rows of the right at once: short rows spend their time on loads and stores of the sum.
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < left.columns; k += 2) {
        boolean two = k + 1 < left.columns;
        double first = factor * left.entries[i * left.columns + k];
        double second = two ? factor * left.entries[i * left.columns + k + 1] : 0;
        int row = i * columns;
        int above = k * columns;
        int below = two ? above + columns : above;
        for (int j = 0; j < columns; j++) {
          double part = sum[row + j] + first * b[above + j];
          sum[row + j] = part + second * b[below + j];
        }
      }
    }
    return this;
  }

  /** {@return the symmetric part (M + Mᵀ)/2 of this square matrix} */
  public Matrix symmetric() {
    requireShape(rows, rows);
    double[] mean = entries.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        mean[i * rows + j] = (mean[i * rows + j] + mean[j * rows + i]) / 2;
        mean[j * rows + i] = mean[i * rows + j];
      }
    }
    return new Matrix(rows, rows, mean);
  }

  /** {@return this · middle · thisᵀ, where the middle is square} */
  public Matrix congruence(Matrix middle) {
    return times(middle).times(transposed());
  }

  /** {@return this · thisᵀ, the covariance of this · z for standard normal z} */
  public Matrix squared() {
    return times(transposed());
  }

  /**
   * {@return M⁻¹B, by elimination with partial pivoting}
   *
   * @param name what M is, for messages
   * @param right B, as many rows as M
   * @throws ArithmeticException if M is singular or not finite
   */
  public Matrix solve(String name, Matrix right) {
    right.requireShape(rows, right.columns);
    Matrix m = requireFinite(name).copy();
    Matrix x = right.copy();
    for (int j = 0; j < rows; j++) {
      int pivot = m.largestFrom(j);
      if (!(Math.abs(m.get(pivot, j)) >= Double.MIN_NORMAL)) {
        throw new ArithmeticException(name + " is singular: " + shown());
      }
      m.swapRows(pivot, j);
      x.swapRows(pivot, j);
      for (int i = j + 1; i < rows; i++) {
        double factor = m.get(i, j) / m.get(j, j);
        m.subtractRow(i, factor, j);
        x.subtractRow(i, factor, j);
      }
    }
    for (int j = rows - 1; j >= 0; j--) {
      x.divideRow(j, m.get(j, j));
      for (int i = 0; i < j; i++) {
        x.subtractRow(i, m.get(i, j), j);
      }
    }
    return x;
  }

  /** The row of the largest |entry| of a column, of those from the diagonal on. */
  private int largestFrom(int column) {
    int largest = column;
    for (int i = column + 1; i < rows; i++) {
      if (Math.abs(get(i, column)) > Math.abs(get(largest, column))) {
        largest = i;
      }
    }
    return largest;
  }

  private void swapRows(int i, int k) {
    for (int j = 0; i != k && j < columns; j++) {
      double held = entries[i * columns + j];
      entries[i * columns + j] = entries[k * columns + j];
      entries[k * columns + j] = held;
    }
  }

  /** Takes factor · row k from row i, of a matrix that nobody else has seen yet. */
  void subtractRow(int i, double factor, int k) {
    for (int j = 0; j < columns; j++) {
      entries[i * columns + j] -= factor * entries[k * columns + j];
    }
  }

  /** Divides row i, of a matrix that nobody else has seen yet. */
  void divideRow(int i, double divisor) {
    for (int j = 0; j < columns; j++) {
      entries[i * columns + j] /= divisor;
    }
  }

  /** {@return entry i of M x, where x stands in an array from an index on} */
  public double applied(int i, double[] x, int from) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += entries[i * columns + j] * x[from + j];
    }
    return sum;
  }

  /** {@return xᵀMx, where x stands in an array from an index on} */
  public double quadratic(double[] x, int from) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += applied(i, x, from) * x[from + i];
    }
    return sum;
  }

  /**
   * Adds factor · M x to a vector: x stands in an array from an index on, the vector in another
   * array, or in another stretch of it, from {@code to} on.
   */
  public void addApplied(double factor, double[] x, int from, double[] out, int to) {
    for (int i = 0; i < rows; i++) {
      out[to + i] += factor * applied(i, x, from);
    }
  }

  /** Adds factor · Mᵀ x to a vector, which stand in arrays as for {@link #addApplied}. */
  public void addTransposeApplied(double factor, double[] x, int from, double[] out, int to) {
    for (int i = 0; i < rows; i++) {
      double weight = factor * x[from + i];
      for (int j = 0; j < columns; j++) {
        out[to + j] += weight * entries[i * columns + j];
      }
    }
  }

  /** {@return the largest |entry|; NaN if one is not a number} */
  public double largest() {
    double largest = 0;
    for (double entry : entries) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return largest;
  }

  /** {@return Σ_ij this_ij other_ij, which is the trace of thisᵀ · other, of the same shape} */
  public double dot(Matrix other) {
    other.requireShape(rows, columns);
    double sum = 0;
    for (int i = 0; i < entries.length; i++) {
      sum += entries[i] * other.entries[i];
    }
    return sum;
  }

  @Override
  public String toString() {
    return Arrays.deepToString(toRows());
  }
}
