package hyperlead.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A CSV file with names in its first line; every field knows the place where it stands.
 *
 * <p>A field in quotes may hold commas, and quotes written twice; line ends it may not. The readers
 * that Tablesaw brings tell a field's line, not its column, which is why there is one here.
 */
public final class CsvFile {
  private static final Pattern FIELD =
      Pattern.compile("\\G(?:\"([^\"]*+(?:\"\"[^\"]*+)*+)\"|([^\",]*+))(,|\\z)");

  private final DataFile file;
  private final List<String> names;
  private final List<List<Field>> rows = new ArrayList<>();

  private CsvFile(DataFile file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * A field of the file.
   *
   * @param text what stands there, without the quotes around it
   * @param line where, from 0
   * @param column where it starts, from 0
   */
  public record Field(String text, int line, int column) {}

  /**
   * {@return the file, whatever its names are}
   *
   * @param file lines, the names first
   * @throws DataFormatException if it is empty, a row has too few or too many fields, or quotes
   *     stand wrong
   */
  public static CsvFile of(DataFile file) {
    if (file.lines().isEmpty()) {
      throw file.error(0, 0, "expected a line of names: the file is empty");
    }
    CsvFile csv = new CsvFile(file, fields(file, 0).stream().map(Field::text).toList());
    for (int line = 1; line < file.lines().size(); line++) {
      csv.add(fields(file, line));
    }
    return csv;
  }

  /**
   * {@return the file with the given names}
   *
   * @param file lines, the names first
   * @throws DataFormatException if the first line is another, a row has too few or too many fields,
   *     or quotes stand wrong
   */
  public static CsvFile of(DataFile file, String header) {
    String came = file.lines().isEmpty() ? "the file is empty" : file.lines().get(0);
    if (!came.equals(header)) {
      throw file.error(0, 0, "expected the header " + header + ": " + came.replace("\r", "\\r"));
    }
    return of(file);
  }

  private static List<Field> fields(DataFile file, int line) {
    String text = file.lines().get(line);
    List<Field> fields = new ArrayList<>();
    Matcher field = FIELD.matcher(text);
    for (int column = 0; column >= 0; ) {
      if (!field.find()) {
        throw file.error(
            line, column, "expected quotes around a whole field, doubled within: " + text);
      }
      String quoted = field.group(1);
      String content = quoted == null ? field.group(2) : quoted.replace("\"\"", "\"");
      fields.add(new Field(content, line, column));
      column = field.group(3).isEmpty() ? -1 : field.end();
    }
    return fields;
  }

  private void add(List<Field> row) {
    if (row.size() != names.size()) {
      throw error(
          row.get(0),
          "expected %s fields separated by commas (%s): %s"
              .formatted(names.size(), String.join(",", names), row.size()));
    }
    rows.add(List.copyOf(row));
  }

  /**
   * {@return a line of a CSV file, without its end}
   *
   * @param fields texts without line ends
   */
  public static String line(List<String> fields) {
    return fields.stream()
        .map(text -> text.matches(".*[\",].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text)
        .collect(Collectors.joining(","));
  }

  /** {@return the names in the first line; unmodifiable} */
  public List<String> names() {
    return names;
  }

  /** {@return the rows below the names, each with a field for each name; unmodifiable} */
  public List<List<Field>> rows() {
    return List.copyOf(rows);
  }

  /**
   * {@return a field as a finite number}
   *
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
   * {@return a field as a whole number ≥ 0}
   *
   * @param most largest number that is accepted
   * @throws DataFormatException if it is another or none
   */
  public long whole(Field field, long most) {
    long number;
    try {
      number = Long.parseLong(field.text());
    } catch (NumberFormatException e) {
      throw error(field, "expected a whole number: \"" + field.text() + "\"");
    }
    if (number < 0 || number > most) {
      throw error(field, "expected a whole number in [0, " + most + "]: " + number);
    }
    return number;
  }

  /** {@return what to throw for a field} */
  public DataFormatException error(Field field, String problem) {
    return file.error(field.line(), field.column(), problem);
  }

  /** {@return what to throw for a row that is missing; its place is the end of the file} */
  public DataFormatException errorAtEnd(String problem) {
    return file.error(file.lines().size(), 0, problem);
  }

  @Override
  public String toString() {
    return file.name() + ": " + rows.size() + " rows of " + names;
  }
}
