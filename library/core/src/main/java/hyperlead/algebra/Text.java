package hyperlead.algebra;

import java.util.Locale;

/** Texts with numbers in them, the same in every language of the machine. */
public final class Text {
  private Text() {}

  /** {@return the format with its values, see {@link java.util.Formatter}} */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
