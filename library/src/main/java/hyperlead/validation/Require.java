package hyperlead.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks of arguments. Each returns what it checked, or throws. NaN never passes. */
public final class Require {
  private Require() {}

  /**
   * A finite number above zero.
   *
   * @param name the argument's name, for the message
   * @param value what must be in (0, ∞)
   * @return {@code value}
   * @throws IllegalArgumentException otherwise, naming the argument and its value
   */
  public static double positive(String name, double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be positive and finite: " + value);
  }

  /**
   * A whole number above zero.
   *
   * @param name the argument's name, for the message
   * @param value what must be at least 1
   * @return {@code value}
   * @throws IllegalArgumentException otherwise, naming the argument and its value
   */
  public static int positive(String name, int value) {
    if (value > 0) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be positive: " + value);
  }

  /**
   * A discount factor, in [0, 1).
   *
   * @param name the argument's name, for the message
   * @param value what must be in [0, 1)
   * @return {@code value}
   * @throws IllegalArgumentException otherwise, naming the argument and its value
   */
  public static double discount(String name, double value) {
    if (value >= 0 && value < 1) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be in [0, 1): " + value);
  }

  /**
   * A probability, in [0, 1].
   *
   * @param name the argument's name, for the message
   * @param value what must be in [0, 1]
   * @return {@code value}
   * @throws IllegalArgumentException otherwise, naming the argument and its value
   */
  public static double probability(String name, double value) {
    if (value >= 0 && value <= 1) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be in [0, 1]: " + value);
  }

  /**
   * An index, in [0, size).
   *
   * @param name the argument's name, for the message
   * @param value what must be in [0, size)
   * @param size how many there are
   * @return {@code value}
   * @throws IllegalArgumentException otherwise, naming the argument and its value
   */
  public static int index(String name, int value, int size) {
    if (value >= 0 && value < size) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be in [0, " + size + "): " + value);
  }

  /**
   * A vector of that length with finite entries.
   *
   * @param name the vector's name, for the message
   * @param vector what must be finite and of that length
   * @param length number of entries
   * @return {@code vector} itself, not a copy
   * @throws IllegalArgumentException otherwise, naming the vector and what is wrong with it
   */
  public static double[] vector(String name, double[] vector, int length) {
    if (vector.length != length) {
      throw new IllegalArgumentException(
          name + " must have length " + length + ": " + vector.length);
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be finite: " + vector[i]);
      }
    }
    return vector;
  }

  /**
   * Names that differ, at least one.
   *
   * @param what what they name, in the plural, for the message
   * @param names what must differ
   * @param <T> names
   * @return an unmodifiable copy
   * @throws IllegalArgumentException otherwise, naming what stands twice
   */
  public static <T> List<T> distinct(String what, List<T> names) {
    positive("number of " + what, names.size());
    Set<T> seen = new HashSet<>();
    for (T name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(what + " must differ: " + name + " stands twice");
      }
    }
    return List.copyOf(names);
  }
}
