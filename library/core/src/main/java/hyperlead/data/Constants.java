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
  private final Map<String, Field> values = new LinkedHashMap<>();

  private Constants(CsvFile file) {
    this.file = file;
    for (List<Field> row : file.rows()) {
      Field name = row.get(0);
      row.get(1).number();
      if (values.putIfAbsent(name.text(), row.get(1)) != null) {
        throw name.error("name stands twice: " + name.text());
      }
    }
  }

  /**
   * {@return the constants read from a file, the header first}
   *
   * @throws DataFormatException if the header is another, a row has too few or too many fields, a
   *     value is not a finite number, or a name stands twice
   */
  public static Constants of(DataFile file) {
    return new Constants(CsvFile.of(file, HEADER));
  }

  /**
   * {@return the constant of that name, finite, in the unit its row gives}
   *
   * @throws DataFormatException if the file has none; the place is the end of the file
   */
  public double get(String name) {
    return value(name).number();
  }

  /**
   * {@return the constant of that name, which must be a whole number}
   *
   * @throws DataFormatException if the file has none, or another number
   */
  public int whole(String name) {
    double number = get(name);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw value(name).error("expected a whole number: " + number);
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

  private Field value(String name) {
    Field value = values.get(name);
    if (value == null) {
      throw file.errorAtEnd("expected a row for " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
