package hyperlead.prototyping.linearquadratic;

import hyperlead.dense.Matrix;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A matrix of lambdas, row by row; says in which entry one failed. */
final class LambdaMatrix {
  private final int rows;
  private final int columns;
  private final List<String> where;
  private final List<Function<Configuration, Expression>> entries;
  private final boolean[] read;

  private LambdaMatrix(
      int rows,
      int columns,
      List<String> where,
      List<Function<Configuration, Expression>> entries,
      double[] y) {
    this.rows = rows;
    this.columns = columns;
    this.where = where;
    this.entries = entries;
    this.read = new boolean[entries.size()];
    // What is no number at y is refused here, before anything is solved.
    at(y);
    for (int i = 0; i < read.length; i++) {
      read[i] = Configuration.isRead(y, entries.get(i));
    }
  }

  /** A matrix that is called "A[row, column]" in messages, checked at y. */
  static <R, C> LambdaMatrix of(
      String name, List<R> rows, List<C> columns, Entries<R, C> lambda, double[] y) {
    List<String> where = new ArrayList<>();
    List<Function<Configuration, Expression>> entries = new ArrayList<>();
    for (R row : rows) {
      for (C column : columns) {
        where.add("%s[%s, %s]".formatted(name, row, column));
        entries.add(c -> lambda.at(c, row, column));
      }
    }
    return new LambdaMatrix(rows.size(), columns.size(), where, entries, y);
  }

  /** One number, which has a name of its own. */
  static LambdaMatrix number(String name, Function<Configuration, Expression> lambda, double[] y) {
    return new LambdaMatrix(1, 1, List.of(name), List.of(lambda), y);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Whether any entry depends on y. */
  boolean isConfigured() {
    for (boolean any : read) {
      if (any) {
        return true;
      }
    }
    return false;
  }

  Matrix at(double[] y) {
    Matrix matrix = Matrix.zero(rows, columns);
    for (int i = 0; i < entries.size(); i++) {
      try {
        matrix.entries()[i] = Configuration.value(y, entries.get(i));
      } catch (RuntimeException e) {
        throw failed(i, e);
      }
    }
    return matrix;
  }

  /** Adds Σ_ij weight_ij ∂M_ij/∂y, the weights row by row from an index on. */
  void addGradient(double[] y, double[] weights, int from, double[] g) {
    for (int i = 0; i < entries.size(); i++) {
      if (read[i]) {
        try {
          Configuration.addGradient(y, entries.get(i), weights[from + i], g);
        } catch (RuntimeException e) {
          throw failed(i, e);
        }
      }
    }
  }

  private IllegalArgumentException failed(int entry, RuntimeException e) {
    return new IllegalArgumentException(where.get(entry) + ": " + e.getMessage(), e);
  }
}
