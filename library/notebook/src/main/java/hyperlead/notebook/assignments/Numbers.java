package hyperlead.notebook.assignments;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers that came from a student: one, a vector or a table.
 *
 * @param rows a number or a vector is one row; null if nothing came
 * @param dimensions 0 for a number, 1 for a vector, 2 for a table
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Numbers(double[][] rows, int dimensions) {
  private static final int MOST_SHOWN = 8;

  static Numbers number(double value) {
    return new Numbers(new double[][] {{value}}, 0);
  }

  static Numbers vector(double[] values) {
    return new Numbers(values == null ? null : new double[][] {values.clone()}, 1);
  }

  /** A table; a row that is missing makes the whole of it missing. */
  static Numbers table(double[][] values) {
    boolean missing = values == null || Arrays.stream(values).anyMatch(row -> row == null);
    return new Numbers(
        missing ? null : Arrays.stream(values).map(double[]::clone).toArray(double[][]::new), 2);
  }

  double entry(int row, int column) {
    return rows[row][column];
  }

  boolean isMissing() {
    return rows == null;
  }

  /** For example {@code a table of 3 rows, each of length 2}. */
  String shape() {
    if (rows == null) {
      return "nothing (null)";
    }
    return switch (dimensions) {
      case 0 -> "a number";
      case 1 -> "a vector of length " + rows[0].length;
      default -> "a table of " + rows.length + " rows, " + lengths();
    };
  }

  private String lengths() {
    int[] lengths = Arrays.stream(rows).mapToInt(row -> row.length).distinct().toArray();
    return switch (lengths.length) {
      case 0 -> "empty";
      case 1 -> "each of length " + lengths[0];
      default -> "of different lengths " + Arrays.toString(lengths);
    };
  }

  boolean hasShapeOf(Numbers other) {
    return dimensions == other.dimensions
        && Arrays.equals(
            Arrays.stream(rows).mapToInt(row -> row.length).toArray(),
            Arrays.stream(other.rows).mapToInt(row -> row.length).toArray());
  }

  boolean isEmpty() {
    return Arrays.stream(rows).allMatch(row -> row.length == 0);
  }

  /** Whether both are the same but for rounding; NaN agrees with nothing. */
  boolean agreesWith(Numbers other) {
    return hasShapeOf(other)
        && allMatch(
            (i, j, value) ->
                Math.abs(value - other.rows[i][j]) <= 1e-9 * Math.max(1, Math.abs(value)));
  }

  /** The entries that fail a test, by their names, the first ones in full. */
  String failing(EntryTest test) {
    StringBuilder shown = new StringBuilder();
    int failing = 0;
    int entries = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++, entries++) {
        if (!test.passes(i, j, rows[i][j]) && failing++ < MOST_SHOWN) {
          shown.append(failing == 1 ? "" : ", ").append(label(i, j)).append(rows[i][j]);
        }
      }
    }
    String more = failing > MOST_SHOWN ? ", …" : "";
    return dimensions == 0
        ? shown.toString()
        : "%s%s (%s of %s entries are wrong)".formatted(shown, more, failing, entries);
  }

  private String label(int i, int j) {
    return switch (dimensions) {
      case 0 -> "";
      case 1 -> "[" + j + "] = ";
      default -> "[" + i + "][" + j + "] = ";
    };
  }

  /** The sums of the rows. */
  double[] sums() {
    return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
  }

  boolean allMatch(EntryTest test) {
    return IntStream.range(0, rows.length)
        .allMatch(
            i -> IntStream.range(0, rows[i].length).allMatch(j -> test.passes(i, j, rows[i][j])));
  }

  @Override
  public String toString() {
    return rows == null
        ? "nothing (null)"
        : Arrays.stream(rows).map(Arrays::toString).collect(Collectors.joining(", "));
  }

  /** A condition on one entry. */
  @FunctionalInterface
  interface EntryTest {
    boolean passes(int row, int column, double value);
  }
}
