package hyperlead.dense;

import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;

/** The operations of {@link Matrix} that allocate nothing; apart from it to keep files short. */
abstract sealed class InPlaceMatrix permits Matrix {
  final int rows;
  final int columns;
  final double[] entries;

  InPlaceMatrix(int rows, int columns, double[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
  }

  abstract Matrix self();

  /**
   * Overwrites a block of this matrix.
   *
   * @return this
   */
  public Matrix fillBlock(int row, int column, Matrix block) {
    for (int i = 0; i < block.rows; i++) {
      System.arraycopy(
          block.entries, i * block.columns, entries, (row + i) * columns + column, block.columns);
    }
    return self();
  }

  /**
   * Overwrites this with another matrix.
   *
   * @param other of the same shape
   * @return this
   */
  public Matrix fill(Matrix other) {
    shape(other, rows, columns);
    System.arraycopy(other.entries, 0, entries, 0, entries.length);
    return self();
  }

  /** Overwrites this with a matrix of Commons Math of the same shape. */
  Matrix fill(RealMatrix other) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        entries[i * columns + j] = other.getEntry(i, j);
      }
    }
    return self();
  }

  /**
   * Overwrites this with left · right.
   *
   * @param left with as many rows as this
   * @param right with as many columns as this
   * @return this
   */
  public Matrix fillProduct(Matrix left, Matrix right) {
    Arrays.fill(entries, 0);
    return addProduct(1, left, right);
  }

  /**
   * Adds factor · left · right to this.
   *
   * @param left with as many rows as this
   * @param right with as many columns as this
   * @return this
   */
  public Matrix addProduct(double factor, Matrix left, Matrix right) {
    shape(left, rows, right.rows);
    shape(right, left.columns, columns);
    double[] b = right.entries;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < left.columns; k++) {
        double weight = factor * left.entries[i * left.columns + k];
        for (int j = 0; j < columns; j++) {
          entries[i * columns + j] += weight * b[k * columns + j];
        }
      }
    }
    return self();
  }

  /**
   * Overwrites this with leftᵀ · right.
   *
   * @param left with as many columns as this has rows
   * @param right with as many columns as this
   * @return this
   */
  public Matrix fillTransposedProduct(Matrix left, Matrix right) {
    shape(left, right.rows, rows);
    shape(right, left.rows, columns);
    Arrays.fill(entries, 0);
    for (int k = 0; k < left.rows; k++) {
      for (int i = 0; i < rows; i++) {
        double weight = left.entries[k * rows + i];
        for (int j = 0; j < columns; j++) {
          entries[i * columns + j] += weight * right.entries[k * columns + j];
        }
      }
    }
    return self();
  }

  /**
   * Overwrites this with left · rightᵀ.
   *
   * @param left with as many rows as this
   * @param right with as many rows as this has columns
   * @return this
   */
  public Matrix fillProductTransposed(Matrix left, Matrix right) {
    shape(left, rows, right.columns);
    shape(right, columns, left.columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k < left.columns; k++) {
          sum += left.entries[i * left.columns + k] * right.entries[j * left.columns + k];
        }
        entries[i * columns + j] = sum;
      }
    }
    return self();
  }

  /**
   * Adds factor · other to this.
   *
   * @param other of the same shape
   * @return this
   */
  public Matrix add(double factor, Matrix other) {
    shape(other, rows, columns);
    for (int i = 0; i < entries.length; i++) {
      entries[i] += factor * other.entries[i];
    }
    return self();
  }

  /**
   * Overwrites this square matrix with its symmetric part (M + Mᵀ)/2.
   *
   * @return this
   */
  public Matrix symmetrize() {
    shape(self(), rows, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (entries[i * columns + j] + entries[j * columns + i]) / 2;
        entries[i * columns + j] = mean;
        entries[j * columns + i] = mean;
      }
    }
    return self();
  }

  /**
   * Adds factor · M x to a vector that starts somewhere in an array.
   *
   * @param x array that holds the vector
   * @param from index of its first entry; {@code columns} entries are read
   * @param out array to add into, not overlapping the entries read
   * @param to index of its first entry; {@code rows} entries are changed
   */
  public void addApplied(double factor, double[] x, int from, double[] out, int to) {
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += entries[i * columns + j] * x[from + j];
      }
      out[to + i] += factor * sum;
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

  /**
   * {@return Σ_ij this_ij other_ij, which is the trace of thisᵀ · other}
   *
   * @param other of the same shape
   */
  public double dot(Matrix other) {
    shape(other, rows, columns);
    double sum = 0;
    for (int i = 0; i < entries.length; i++) {
      sum += entries[i] * other.entries[i];
    }
    return sum;
  }

  static void shape(Matrix matrix, int rows, int columns) {
    if (matrix.rows != rows || matrix.columns != columns) {
      throw new IllegalArgumentException(
          "matrix must be %s × %s: %s × %s".formatted(rows, columns, matrix.rows, matrix.columns));
    }
  }
}
