package hyperlead.algebra;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Checks of arguments. Each throws an {@link IllegalArgumentException} that names the argument and
 * what is wrong with it, or returns what it checked, itself and not a copy. NaN never passes.
 */
public final class Require {
  /** More names than that are not listed in a message. */
  private static final int MOST_NAMES = 12;

  private Require() {}

  /** Whatever else must hold; the message has a {@code %s} for each of the values. */
  public static void that(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }
  }

  /** A finite number above zero. */
  public static double positive(String name, double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      return value;
    }
    throw wrong(name, "positive and finite", value);
  }

  /** A whole number above zero. */
  public static int positive(String name, int value) {
    if (value > 0) {
      return value;
    }
    throw wrong(name, "positive", value);
  }

  /** A discount factor, in [0, 1). */
  public static double discount(String name, double value) {
    if (value >= 0 && value < 1) {
      return value;
    }
    throw wrong(name, "in [0, 1)", value);
  }

  /** A probability, in [0, 1]. */
  public static double probability(String name, double value) {
    if (value >= 0 && value <= 1) {
      return value;
    }
    throw wrong(name, "in [0, 1]", value);
  }

  /** An index, in [0, size). */
  public static int index(String name, int value, int size) {
    if (value >= 0 && value < size) {
      return value;
    }
    throw wrong(name, "in [0, " + size + ")", value);
  }

  /**
   * That nobody has interrupted this thread, or a {@link CancellationException}; the flag stays.
   */
  public static void uninterrupted(String work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(work + " was interrupted");
    }
  }

  private static IllegalArgumentException wrong(String name, String expected, Object value) {
    return new IllegalArgumentException("%s must be %s: %s".formatted(name, expected, value));
  }

  /**
   * A distribution in [from, to) of an array: not negative, of sum one up to rounding.
   *
   * @param name what it is the law of, asked for where it is none
   */
  public static double[] distribution(Supplier<String> name, double[] law, int from, int to) {
    double sum = 0;
    boolean negative = false;
    for (int i = from; i < to; i++) {
      sum += law[i];
      negative |= law[i] < 0;
    }
    if (!negative && Math.abs(sum - 1) <= 1e-9) {
      return law;
    }
    throw new IllegalArgumentException(
        "%s: probabilities must be non-negative and sum to one: %s, sum %s%s"
            .formatted(
                name.get(),
                Arrays.toString(Arrays.copyOfRange(law, from, to)),
                sum,
                !negative && Math.abs(sum - 1) < 1e-3 ? "; TransitionLaw.normalised divides" : ""));
  }

  /** A vector of that length with finite entries. */
  public static double[] vector(String name, double[] vector, int length) {
    if (vector == null || vector.length != length) {
      Object came = vector == null ? null : vector.length;
      throw new IllegalArgumentException(name + " must have length " + length + ": " + came);
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw wrong(name + "[" + i + "]", "finite", vector[i]);
      }
    }
    return vector;
  }

  /** {@return numbers for a message: all of a few, else the first and how many there are} */
  public static String listed(double[] numbers) {
    String first =
        DoubleStream.of(numbers)
            .limit(MOST_NAMES)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(", "));
    return numbers.length <= MOST_NAMES
        ? "[" + first + "]"
        : "[" + first + ", … " + numbers.length + " numbers]";
  }

  /** A text of one line, such as a name that stands in a table: not blank, no control character. */
  public static String line(String name, String value) {
    if (!value.isBlank() && value.chars().noneMatch(Character::isISOControl)) {
      return value;
    }
    String text = value.replace("\n", "\\n").replace("\r", "\\r");
    throw wrong(name, "one line of text", '"' + text + '"');
  }

  /**
   * {@return the exception for a name that is none of those known; of many, it tells the nearest}
   *
   * @param what what it should name, for the message
   * @param known all names
   * @param name the one that is not among them
   */
  public static IllegalArgumentException unknown(String what, List<?> known, Object name) {
    String text = String.valueOf(name);
    String near =
        known.size() <= MOST_NAMES
            ? listed(known.stream())
            : known.size()
                + " names, such as "
                + listed(
                    known.stream()
                        .sorted(Comparator.comparingInt(k -> distance(String.valueOf(k), text)))
                        .limit(3));
    return wrong(what, "one of " + near, text);
  }

  private static String listed(Stream<?> names) {
    return names.map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** How many characters have to be put in, left out or changed to make b of a. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /**
   * Names that differ, at least one; returned as an unmodifiable copy.
   *
   * @param what what they name, in the plural, for the message
   */
  public static <T> List<T> distinct(String what, List<T> names) {
    positive("number of " + what, names.size());
    Set<T> seen = new HashSet<>();
    for (T name : names) {
      that(seen.add(name), "%s must differ: %s stands twice", what, name);
    }
    return List.copyOf(names);
  }
}
