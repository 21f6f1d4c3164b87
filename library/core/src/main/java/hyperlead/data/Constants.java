package hyperlead.data;

import hyperlead.Setting;
import hyperlead.data.CsvFile.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named numbers from a CSV file with the header {@code name,value,unit,meaning}. */
public final class Constants {
  private static final String HEADER = "name,value,unit,meaning";

  private final CsvFile file;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private Constants(CsvFile file) {
    this.file = file;
  }

  /**
   * {@return the constants read from a file, the header first}
   *
   * @throws DataFormatException if the header is another, a row has too few or too many fields, a
   *     value is not a finite number, or a name stands twice
   */
  public static Constants of(DataFile file) {
    Constants constants = new Constants(CsvFile.of(file, HEADER));
    for (List<Field> row : constants.file.rows()) {
      constants.read(row.get(0), row.get(1));
    }
    return constants;
  }

  private void read(Field name, Field value) {
    double number = file.number(value);
    if (rows.putIfAbsent(name.text(), new Row(number, value)) != null) {
      throw file.error(name, "name stands twice: " + name.text());
    }
  }

  /**
   * {@return the constant of that name, finite, in the unit its row gives}
   *
   * @throws DataFormatException if the file has none; the place is the end of the file
   */
  public double get(String name) {
    return row(name).number();
  }

  /**
   * {@return the constant of that name, which must be a whole number}
   *
   * @throws DataFormatException if the file has none, or another number
   */
  public int whole(String name) {
    Row row = row(name);
    double number = row.number();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw file.error(row.value(), "expected a whole number: " + number);
    }
    return (int) number;
  }

  /**
   * {@return the constants that every problem has: {@code follower_discount}, {@code
   * leader_discount} and {@code horizon}, with a name and a temperature}
   *
   * @param name short name of the problem, without the temperature
   * @param temperature τ &gt; 0, in units of reward
   * @throws DataFormatException if one is missing
   * @throws IllegalArgumentException if one is out of its range
   */
  public Setting setting(String name, double temperature) {
    return new Setting(
        name, temperature, get("follower_discount"), get("leader_discount"), whole("horizon"));
  }

  private Row row(String name) {
    Row row = rows.get(name);
    if (row == null) {
      throw file.errorAtEnd("expected a row for " + name);
    }
    return row;
  }

  /** A value with the field where it stands. */
  private record Row(double number, Field value) {}

  @Override
  public String toString() {
    return rows.keySet().toString();
  }
}
