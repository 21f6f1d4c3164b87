package hyperlead.dense;

import hyperlead.validation.Require;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A dense matrix, row by row in one array.
 *
 * <p>Methods that start with {@code fill} or {@code add} overwrite this matrix and allocate
 * nothing; the others return a new one. A filled matrix must not be one of the arguments. Shapes
 * are checked once per operation, entries are not. Cost of a product: rows · inner · columns
 * multiplications.
 */
public final class Matrix extends InPlaceMatrix {
  private Matrix(int rows, int columns, double[] entries) {
    super(rows, columns, entries);
  }

  /**
   * {@return a matrix of zeros}
   *
   * @param rows ≥ 0
   * @param columns ≥ 0
   */
  public static Matrix zero(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
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
    Matrix matrix = zero(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      Require.vector(name + "[" + i + "]", rows[i], matrix.columns);
      System.arraycopy(rows[i], 0, matrix.entries, i * matrix.columns, matrix.columns);
    }
    return matrix;
  }

  /** {@return a square matrix with these numbers on its diagonal and zeros elsewhere} */
  public static Matrix diagonal(double... diagonal) {
    Matrix matrix = zero(diagonal.length, diagonal.length);
    for (int i = 0; i < diagonal.length; i++) {
      matrix.entries[i * diagonal.length + i] = diagonal[i];
    }
    return matrix;
  }

  /** {@return a matrix of one row} */
  public static Matrix row(double[] entries) {
    return new Matrix(1, entries.length, entries.clone());
  }

  /** {@return a matrix of one column} */
  public static Matrix column(double[] entries) {
    return new Matrix(entries.length, 1, entries.clone());
  }

  /**
   * {@return [left right]}
   *
   * @param left with as many rows as right
   * @param right with as many rows as left
   */
  public static Matrix beside(Matrix left, Matrix right) {
    shape(right, left.rows, right.columns);
    Matrix both = zero(left.rows, left.columns + right.columns);
    both.fillBlock(0, 0, left);
    both.fillBlock(0, left.columns, right);
    return both;
  }

  /** {@return a copy of a block} */
  public Matrix block(int row, int column, int height, int width) {
    Matrix block = zero(height, width);
    for (int i = 0; i < height; i++) {
      System.arraycopy(entries, (row + i) * columns + column, block.entries, i * width, width);
    }
    return block;
  }

  /**
   * {@return value · I}
   *
   * @param value what stands on the diagonal
   */
  public static Matrix scalar(int size, double value) {
    double[] diagonal = new double[size];
    Arrays.fill(diagonal, value);
    return diagonal(diagonal);
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
   * {@return an entry}
   *
   * @param row in [0, rows)
   * @param column in [0, columns)
   */
  public double get(int row, int column) {
    return entries[row * columns + column];
  }

  /** {@return the entries row by row: this matrix's own array, to be read or written in loops} */
  public double[] entries() {
    return entries;
  }

  /** {@return the rows, a copy} */
  public double[][] toRows() {
    double[][] copy = new double[rows][];
    for (int i = 0; i < rows; i++) {
      copy[i] = Arrays.copyOfRange(entries, i * columns, (i + 1) * columns);
    }
    return copy;
  }

  /** This as a matrix of Commons Math, a copy. */
  RealMatrix toCommons() {
    return new Array2DRowRealMatrix(toRows(), false);
  }

  /** This, if all entries are finite. */
  Matrix requireFinite(String name) {
    if (!(largest() <= Double.MAX_VALUE)) {
      throw new ArithmeticException(name + " is not finite: " + this);
    }
    return this;
  }

  /** {@return a matrix with the same entries, of its own} */
  public Matrix copy() {
    return new Matrix(rows, columns, entries.clone());
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

  /**
   * {@return this · right}
   *
   * @param right with as many rows as this has columns
   */
  public Matrix times(Matrix right) {
    return zero(rows, right.columns).fillProduct(this, right);
  }

  /** {@return factor · this} */
  public Matrix times(double factor) {
    return zero(rows, columns).add(factor, this);
  }

  /**
   * {@return this + factor · other}
   *
   * @param other of the same shape
   */
  public Matrix plus(double factor, Matrix other) {
    return copy().add(factor, other);
  }

  /**
   * {@return this · middle · thisᵀ}
   *
   * @param middle square, with as many rows as this has columns
   */
  public Matrix congruence(Matrix middle) {
    return times(middle).times(transposed());
  }

  @Override
  public String toString() {
    return Arrays.deepToString(toRows());
  }

  @Override
  Matrix self() {
    return this;
  }
}
