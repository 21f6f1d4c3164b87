package hyperlead.data;

import java.util.Arrays;
import java.util.List;

/** Columns of numbers from a CSV file whose first line names them: no quotes, no empty fields. */
public final class NumberTable {
  private final DataFile file;
  private final List<String> names;
  private final double[][] rows;

  private NumberTable(DataFile file, List<String> names, double[][] rows) {
    this.file = file;
    this.names = names;
    this.rows = rows;
  }

  /**
   * {@return the table read from a file}
   *
   * @param file lines with the names first
   * @throws DataFormatException if there is no row, a row has too few or too many fields, or a
   *     field is not a finite number
   */
  public static NumberTable of(DataFile file) {
    List<String> lines = file.lines();
    if (lines.size() < 2) {
      throw file.error(lines.size(), 0, "expected names and at least one row of numbers");
    }
    List<String> names = List.of(lines.get(0).split(",", -1));
    double[][] rows = new double[lines.size() - 1][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = numbers(file, row + 1, names.size());
    }
    return new NumberTable(file, names, rows);
  }

  private static double[] numbers(DataFile file, int line, int expected) {
    String[] fields = file.lines().get(line).split(",", -1);
    if (fields.length != expected) {
      throw file.error(line, 0, "expected %d fields: %d".formatted(expected, fields.length));
    }
    double[] numbers = new double[expected];
    int column = 0;
    for (int i = 0; i < expected; i++) {
      try {
        numbers[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        throw file.error(line, column, "expected a number: \"" + fields[i] + "\"");
      }
      if (!Double.isFinite(numbers[i])) {
        throw file.error(line, column, "expected a finite number: " + fields[i]);
      }
      column += fields[i].length() + 1;
    }
    return numbers;
  }

  /** {@return the numbers, [rows][columns], a copy} */
  public double[][] rows() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * {@return a column, one number for each row; a new array}
   *
   * @param name as in the first line
   * @throws DataFormatException if the file has none of that name
   */
  public double[] column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw file.error(0, 0, "expected a column " + name);
    }
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }
}
