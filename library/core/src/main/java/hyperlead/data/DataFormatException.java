package hyperlead.data;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * A data file is not as it should be; the message starts with {@code file:line:column:}, or with
 * the file and the place in an array.
 */
public final class DataFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  DataFormatException(String file, int line, int column, String problem) {
    super("%s:%s:%s: %s".formatted(file, line, column, problem));
  }

  DataFormatException(String place, String problem) {
    super(place + ": " + problem);
  }

  /** Says that something does not hold of a place; the problem has a {@code %s} for each value. */
  static void unless(boolean holds, Supplier<String> place, String problem, Object... values) {
    if (!holds) {
      throw new DataFormatException(place.get(), String.format(Locale.ROOT, problem, values));
    }
  }
}
