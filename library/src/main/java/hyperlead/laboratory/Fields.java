package hyperlead.laboratory;

import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import java.util.List;

/** One line's fields, separated by commas, without quotes. */
final class Fields {
  private final DataFile file;
  private final int line;
  private final List<String> texts;

  private Fields(DataFile file, int line, List<String> texts) {
    this.file = file;
    this.line = line;
    this.texts = texts;
  }

  static Fields of(DataFile file, int line, int count) {
    Fields fields = new Fields(file, line, List.of(file.lines().get(line).split(",", -1)));
    if (fields.texts.size() != count) {
      throw file.error(
          line, 0, "expected " + count + " fields separated by commas: " + fields.texts.size());
    }
    return fields;
  }

  String text(int field) {
    return texts.get(field);
  }

  /** The line up to the comma before a field. */
  String before(int field) {
    return String.join(",", texts.subList(0, field));
  }

  double number(int field) {
    double number;
    try {
      number = Double.parseDouble(text(field));
    } catch (NumberFormatException e) {
      throw error(field, "expected a number: \"" + text(field) + "\"");
    }
    if (!Double.isFinite(number)) {
      throw error(field, "expected a finite number: " + text(field));
    }
    return number;
  }

  /** A whole number from 0 to a limit. */
  long whole(int field, long most) {
    long number;
    try {
      number = Long.parseLong(text(field));
    } catch (NumberFormatException e) {
      throw error(field, "expected a whole number: \"" + text(field) + "\"");
    }
    if (number < 0 || number > most) {
      throw error(field, "expected a whole number in [0, " + most + "]: " + number);
    }
    return number;
  }

  DataFormatException error(int field, String problem) {
    return file.error(line, field == 0 ? 0 : before(field).length() + 1, problem);
  }
}
