package hyperlead.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named numbers from a CSV file with the header {@code name,value,unit,meaning}: no quotes, no
 * commas inside fields.
 */
public final class Constants {
  private static final String HEADER = "name,value,unit,meaning";

  private final DataFile file;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private Constants(DataFile file) {
    this.file = file;
  }

  /**
   * {@return the constants read from a file}
   *
   * @param file lines with the header first
   * @throws DataFormatException if the header is another, a row has too few or too many fields, a
   *     value is not a finite number, or a name stands twice
   */
  public static Constants of(DataFile file) {
    Constants constants = new Constants(file);
    List<String> lines = file.lines();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw file.error(0, 0, "expected the header " + HEADER);
    }
    for (int line = 1; line < lines.size(); line++) {
      constants.read(line, fields(file, line));
    }
    return constants;
  }

  private static List<Field> fields(DataFile file, int line) {
    List<Field> fields = new ArrayList<>();
    int column = 0;
    for (String text : file.lines().get(line).split(",", -1)) {
      fields.add(new Field(text, column));
      column += text.length() + 1;
    }
    if (fields.size() != 4) {
      throw file.error(
          line, 0, "expected 4 fields separated by commas (" + HEADER + "): " + fields.size());
    }
    return fields;
  }

  private void read(int line, List<Field> fields) {
    Field name = fields.get(0);
    Field value = fields.get(1);
    double number;
    try {
      number = Double.parseDouble(value.text());
    } catch (NumberFormatException e) {
      throw file.error(line, value.column(), "expected a number: \"" + value.text() + "\"");
    }
    if (!Double.isFinite(number)) {
      throw file.error(line, value.column(), "expected a finite number: " + value.text());
    }
    if (rows.putIfAbsent(name.text(), new Row(number, line, value.column())) != null) {
      throw file.error(line, name.column(), "name stands twice: " + name.text());
    }
  }

  /**
   * {@return the constant of that name, finite, in the unit its row gives}
   *
   * @param name as in the column {@code name}
   * @throws DataFormatException if the file has none; the place is the end of the file
   */
  public double get(String name) {
    return row(name).value();
  }

  /**
   * {@return the constant of that name, which must be a whole number}
   *
   * @param name as in the column {@code name}
   * @throws DataFormatException if the file has none, or another number
   */
  public int whole(String name) {
    Row row = row(name);
    if (row.value() != Math.rint(row.value()) || Math.abs(row.value()) > Integer.MAX_VALUE) {
      throw file.error(row.line(), row.column(), "expected a whole number: " + row.value());
    }
    return (int) row.value();
  }

  private Row row(String name) {
    Row row = rows.get(name);
    if (row == null) {
      throw file.error(file.lines().size(), 0, "expected a row for " + name);
    }
    return row;
  }

  /** A field with the column where it starts. */
  private record Field(String text, int column) {}

  /** A value with the place where it stands. */
  private record Row(double value, int line, int column) {}
}
