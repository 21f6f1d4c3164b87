package hyperlead.data;

import java.util.Arrays;

/** Columns of finite numbers from a CSV file whose first line names them. */
public final class NumberTable {
  private final CsvFile file;
  private final double[][] rows;

  private NumberTable(CsvFile file) {
    this.file = file;
    rows =
        file.rows().stream()
            .map(row -> row.stream().mapToDouble(file::number).toArray())
            .toArray(double[][]::new);
  }

  /**
   * {@return the table read from a file, the names first}
   *
   * @throws DataFormatException if there is no row, a row has too few or too many fields, or a
   *     field is not a finite number
   */
  public static NumberTable of(DataFile file) {
    CsvFile csv = CsvFile.of(file);
    if (csv.rows().isEmpty()) {
      throw csv.errorAtEnd("expected at least one row of numbers below the names");
    }
    return new NumberTable(csv);
  }

  /** {@return the numbers, [rows][columns], a copy} */
  public double[][] rows() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * {@return the column of that name, one number for each row; a new array}
   *
   * @throws DataFormatException if the file has none of that name
   */
  public double[] column(String name) {
    int column = file.names().indexOf(name);
    if (column < 0) {
      throw file.error(
          new CsvFile.Field(name, 0, 0), "expected a column " + name + ": " + file.names());
    }
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
