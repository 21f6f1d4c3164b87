package hyperlead.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CSV file with names in its first line; every field knows its place.
 *
 * <p>A field in quotes may hold commas, and quotes written twice, but no line ends. Tablesaw's
 * readers tell a field's line but not its column, hence this one.
 */
public final class CsvFile {
  private static final Pattern FIELD =
      Pattern.compile("\\G(?:\"([^\"]*+(?:\"\"[^\"]*+)*+)\"|([^\",]*+))(,|\\z)");

  private final DataFile file;
  private final List<String> names;
  private final List<List<Field>> rows;

  private CsvFile(DataFile file) {
    if (file.lines().isEmpty()) {
      throw file.error(0, 0, "expected a line of names: the file is empty");
    }
    this.file = file;
    names = fields(0).stream().map(Field::text).toList();
    rows = IntStream.range(1, file.lines().size()).mapToObj(this::row).toList();
  }

  /**
   * A field of a file.
   *
   * @param file where it stands
   * @param text what stands there, without the quotes around it
   * @param line where, from 0
   * @param column where it starts, from 0
   */
  public record Field(DataFile file, String text, int line, int column) {
    /**
     * {@return the field as a finite number}
     *
     * @throws DataFormatException if it is none
     */
    public double number() {
      double number;
      try {
        number = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw error("expected a number: \"" + text + "\"");
      }
      if (!Double.isFinite(number)) {
        throw error("expected a finite number: " + text);
      }
      return number;
    }

    /**
     * {@return the field as a whole number ≥ 0}
     *
     * @param most largest number that is accepted
     * @throws DataFormatException if it is another or none
     */
    public long whole(long most) {
      long number;
      try {
        number = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw error("expected a whole number: \"" + text + "\"");
      }
      if (number < 0 || number > most) {
        throw error("expected a whole number in [0, " + most + "]: " + number);
      }
      return number;
    }

    /** {@return what to throw for this field} */
    public DataFormatException error(String problem) {
      return file.error(line, column, problem);
    }
  }

  /**
   * {@return the file, whatever its names are}
   *
   * @param file lines, the names first
   * @throws DataFormatException if it is empty, a row has too few or too many fields, or quotes
   *     stand wrong
   */
  public static CsvFile of(DataFile file) {
    return new CsvFile(file);
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

  private List<Field> fields(int line) {
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
      fields.add(new Field(file, content, line, column));
      column = field.group(3).isEmpty() ? -1 : field.end();
    }
    return fields;
  }

  private List<Field> row(int line) {
    List<Field> row = fields(line);
    if (row.size() != names.size()) {
      throw file.error(
          line,
          0,
          "expected %s fields separated by commas (%s): %s"
              .formatted(names.size(), String.join(",", names), row.size()));
    }
    return List.copyOf(row);
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
    return rows;
  }

  /**
   * {@return all rows as finite numbers, [rows][names], a new array}
   *
   * @throws DataFormatException if there is no row, or a field is not a finite number
   */
  public double[][] numbers() {
    if (rows.isEmpty()) {
      throw errorAtEnd("expected at least one row of numbers below the names");
    }
    return rows.stream()
        .map(row -> row.stream().mapToDouble(Field::number).toArray())
        .toArray(double[][]::new);
  }

  /**
   * {@return the column of that name of {@link #numbers}, one number for each row}
   *
   * @throws DataFormatException if the file has none of that name, or as {@link #numbers}
   */
  public double[] column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw file.error(0, 0, "expected a column " + name + ": " + names);
    }
    return Arrays.stream(numbers()).mapToDouble(row -> row[column]).toArray();
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
