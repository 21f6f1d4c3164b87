package hyperlead.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a CSV file with a fixed header, each with the place where it stands: no quotes, no
 * commas inside fields.
 */
public final class CsvFile {
  private final DataFile file;
  private final List<List<Field>> rows = new ArrayList<>();

  private CsvFile(DataFile file) {
    this.file = file;
  }

  /**
   * A field of the file.
   *
   * @param text what stands there
   * @param line where, from 0
   * @param column where it starts, from 0
   */
  public record Field(String text, int line, int column) {}

  /**
   * {@return the rows below the header}
   *
   * @param file lines with the header first
   * @param header its line, which also gives the number of fields
   * @throws DataFormatException if the header is another or a row has too few or too many fields
   */
  public static CsvFile of(DataFile file, String header) {
    List<String> lines = file.lines();
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      throw file.error(0, 0, "expected the header " + header);
    }
    CsvFile csv = new CsvFile(file);
    for (int line = 1; line < lines.size(); line++) {
      csv.rows.add(fields(file, line, header));
    }
    return csv;
  }

  private static List<Field> fields(DataFile file, int line, String header) {
    List<Field> fields = new ArrayList<>();
    int column = 0;
    for (String text : file.lines().get(line).split(",", -1)) {
      fields.add(new Field(text, line, column));
      column += text.length() + 1;
    }
    int expected = header.split(",", -1).length;
    if (fields.size() != expected) {
      throw file.error(
          line,
          0,
          "expected %d fields separated by commas (%s): %d"
              .formatted(expected, header, fields.size()));
    }
    return fields;
  }

  /**
   * {@return the rows below the header, each with a field for each of the header's; unmodifiable}
   */
  public List<List<Field>> rows() {
    return List.copyOf(rows);
  }

  /**
   * {@return a field as a finite number}
   *
   * @param field of this file
   * @throws DataFormatException if it is none
   */
  public double number(Field field) {
    double number;
    try {
      number = Double.parseDouble(field.text());
    } catch (NumberFormatException e) {
      throw error(field, "expected a number: \"" + field.text() + "\"");
    }
    if (!Double.isFinite(number)) {
      throw error(field, "expected a finite number: " + field.text());
    }
    return number;
  }

  /**
   * {@return what to throw for a field}
   *
   * @param field of this file
   * @param problem what was expected and what came
   */
  public DataFormatException error(Field field, String problem) {
    return file.error(field.line(), field.column(), problem);
  }

  /**
   * {@return what to throw for a row that is missing; its place is the end of the file}
   *
   * @param problem what was expected
   */
  public DataFormatException errorAtEnd(String problem) {
    return file.error(file.lines().size(), 0, problem);
  }
}
