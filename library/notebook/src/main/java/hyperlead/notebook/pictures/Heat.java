package hyperlead.notebook.pictures;

import java.awt.Color;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Values of cells and the scale that colours them.
 *
 * <p>Three scales, after the signs at the scale's ends: both signs, diverging and centred on zero;
 * none below zero, pale to dark; none above zero, dark to pale. So pale always is nearest to zero.
 *
 * @param values one per free cell; NaN for none
 * @param label what they are, with their unit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Heat(double[] values, String label, double low, double high) {
  /** No heat map. */
  static final Heat NONE = new Heat(new double[0], "", 0, 1);

  static Heat of(double[] values, String label) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "heat '" + label + "' of free cell " + i + " must be finite or NaN: " + values[i]);
      }
      if (!Double.isNaN(values[i])) {
        least = Math.min(least, values[i]);
        most = Math.max(most, values[i]);
      }
    }
    if (least > most) {
      throw new IllegalArgumentException("heat '" + label + "' must have at least one value: 0");
    }
    return spanning(values.clone(), label, least, most);
  }

  /** The same values on a scale with the given ends. */
  Heat between(double newLow, double newHigh) {
    if (!isShown()) {
      throw new IllegalStateException("a range needs a heat map: call withHeat before withRange");
    }
    if (!(Double.isFinite(newLow) && Double.isFinite(newHigh) && newLow < newHigh)) {
      throw new IllegalArgumentException(
          "range must be finite, the lower end first: " + newLow + ", " + newHigh);
    }
    return spanning(values, label, newLow, newHigh);
  }

  private static Heat spanning(double[] values, String label, double least, double most) {
    if (least < 0 && most > 0) {
      double end = Math.max(-least, most);
      return new Heat(values, label, -end, end);
    }
    if (least == most) {
      // One value: show it against zero; all zero: against one.
      return new Heat(values, label, Math.min(0, least), least == 0 ? 1 : Math.max(0, most));
    }
    return new Heat(values, label, least, most);
  }

  boolean isShown() {
    return values.length > 0;
  }

  /** The colour of a free cell: white where it has no value. */
  Color colourOf(int cell) {
    double value = isShown() ? values[cell] : Double.NaN;
    return Double.isNaN(value) ? Palette.PAPER : colour(value);
  }

  /** The colour of a value; beyond the ends, that of the nearer end. */
  Color colour(double value) {
    double fraction = Math.max(0, Math.min(1, (value - low) / (high - low)));
    if (low < 0 && high > 0) {
      return Palette.diverging(fraction);
    }
    return Palette.sequential(high <= 0 ? 1 - fraction : fraction);
  }

  /** How far below the scale's upper end a value lies: 0 there, 1 at the lower end. */
  double share(double value) {
    return (high - value) / (high - low);
  }

  /** The distance of round values, 1, 2 or 5 times a power of ten, at most so many on the scale. */
  double tick(int most) {
    double raw = (high - low) / Math.max(1, most);
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    // A hair above, so that rounding never makes 2.0000001 of 2 and skips to 5.
    double digit = raw / power * (1 - 1e-9);
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  /** The multiples of a tick on the scale, upwards. */
  double[] ticks(double tick) {
    long first = (long) Math.ceil(low / tick - 1e-9);
    long last = (long) Math.floor(high / tick + 1e-9);
    return LongStream.rangeClosed(first, last).mapToDouble(i -> i * tick).toArray();
  }

  /** A multiple of the tick with as many digits as the tick needs. */
  static String written(double value, double tick) {
    if (tick < 1e-4 || tick >= 1e6) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    int digits = Math.max(0, -(int) Math.floor(Math.log10(tick * (1 + 1e-9))));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
