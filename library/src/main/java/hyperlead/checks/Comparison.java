package hyperlead.checks;

import java.util.Locale;
import java.util.function.Supplier;

/** Derivatives against differences, entry by entry; remembers the worst. */
final class Comparison {
  /** A disagreement must be so many times what the differences disagree among themselves. */
  private static final double SURE = 1000;

  private final String what;
  private double scale;
  private Entry worst = new Entry(0, 0, 0, () -> "");
  private Entry surest = worst;

  /** One derivative and what it was compared with. */
  private record Entry(double given, double expected, double uncertainty, Supplier<String> place) {
    /** Infinite if one of the two is no number. */
    double error() {
      double distance = Math.abs(given - expected);
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** What of the error cannot be the differences' own; nothing if these are no numbers. */
    double excess() {
      return uncertainty < Double.POSITIVE_INFINITY ? error() - SURE * uncertainty : 0;
    }
  }

  Comparison(String what) {
    this.what = what;
  }

  /**
   * One derivative, with the uncertainty of the difference and the place it belongs to, which is
   * asked for if it must be told.
   */
  void add(double derivative, double difference, double uncertainty, Supplier<String> where) {
    scale = Math.max(scale, Math.max(finite(derivative), finite(difference)));
    Entry entry = new Entry(derivative, difference, uncertainty, where);
    worst = entry.error() > worst.error() ? entry : worst;
    surest = entry.excess() > surest.excess() ? entry : surest;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? Math.abs(value) : 0;
  }

  /**
   * Agrees if the worst error is below tolerance · (largest derivative) + floor; differs if the
   * differences are sure of more.
   */
  Verdict verdict(double tolerance, double floor) {
    double limit = tolerance * scale + floor;
    if (worst.error() <= limit) {
      return new Verdict(
          Verdict.Outcome.AGREES,
          scale == 0
              ? what + ": nothing here moves with θ, and differences say so, too"
              : String.format(
                  Locale.ROOT,
                  "%s against differences: largest error %.1e, largest derivative %.4g",
                  what,
                  worst.error(),
                  scale));
    }
    if (surest.excess() > limit) {
      return new Verdict(
          Verdict.Outcome.DIFFERS,
          String.format(
              Locale.ROOT,
              "%s, %s: given %.6g, differences say %.6g. %s",
              what,
              surest.place.get(),
              surest.given,
              surest.expected,
              hint()));
    }
    return new Verdict(
        Verdict.Outcome.UNDECIDED,
        String.format(
            Locale.ROOT,
            "%s, %s: given %.6g, differences say %.6g, but from one step to the next they change by %.1e: they cannot decide.",
            what,
            worst.place.get(),
            worst.given,
            worst.expected,
            worst.uncertainty));
  }

  private String hint() {
    double given = surest.given;
    double expected = surest.expected;
    if (Math.abs(given) <= 1e-6 * Math.abs(expected)) {
      return "A derivative is missing.";
    }
    if (Math.abs(expected) <= 1e-6 * Math.abs(given)) {
      return "This does not depend on that parameter.";
    }
    if (Math.abs(given + expected) <= 1e-4 * Math.abs(expected)) {
      return "The sign is flipped.";
    }
    return String.format(Locale.ROOT, "It is off by the factor %.4g.", given / expected);
  }
}
