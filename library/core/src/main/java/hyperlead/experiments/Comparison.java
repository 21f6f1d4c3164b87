package hyperlead.experiments;

import static hyperlead.experiments.Verdict.Outcome.AGREES;
import static hyperlead.experiments.Verdict.Outcome.DIFFERS;
import static hyperlead.experiments.Verdict.Outcome.UNDECIDED;

import hyperlead.algebra.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.Supplier;

/** Derivatives against differences, entry by entry; remembers where they are farthest apart. */
final class Comparison {
  /** An error counts as far as it is above so many times the difference's own uncertainty. */
  private static final double CERTAIN = 1000;

  private final String what;
  private double scale;
  private Entry worst = new Entry(0, 0, 0, Optional::empty, () -> "");
  private Entry mostCertain = worst;

  Comparison(String what) {
    this.what = what;
  }

  /**
   * One derivative and what it is compared with.
   *
   * @param given the derivative
   * @param expected the difference
   * @param uncertainty how far the differences disagree among themselves
   * @param kink the slopes on either side, if there is one; asked only if the two differ
   * @param place what the derivative is called; asked only if it must be told
   */
  record Entry(
      double given,
      double expected,
      double uncertainty,
      Supplier<Optional<double[]>> kink,
      Supplier<String> place) {
    /** Infinite if one of the two is no number. */
    double error() {
      double distance = Math.abs(given - expected);
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** What of the error cannot be the differences' own; nothing if these are no numbers. */
    double certainError() {
      return uncertainty < Double.POSITIVE_INFINITY ? error() - CERTAIN * uncertainty : 0;
    }

    /** Whether what is given may be a slope at a kink, one of its sides or between them. */
    boolean isBetween(double[] sides) {
      double slack = 0.01 * Math.abs(sides[1] - sides[0]);
      return given >= Math.min(sides[0], sides[1]) - slack
          && given <= Math.max(sides[0], sides[1]) + slack;
    }

    double size() {
      return Math.max(finite(given), finite(expected));
    }

    private static double finite(double value) {
      return Double.isFinite(value) ? Math.abs(value) : 0;
    }

    /** What kind of mistake makes such numbers. */
    String hint() {
      if (Math.abs(given) <= 1e-6 * Math.abs(expected)) {
        return "A derivative is missing.";
      }
      if (Math.abs(expected) <= 1e-6 * Math.abs(given)) {
        return "This does not depend on that parameter.";
      }
      if (Math.abs(given + expected) <= 1e-4 * Math.abs(expected)) {
        return "The sign is flipped.";
      }
      return Text.of("It is off by the factor %.4g.", given / expected);
    }

    @Override
    public String toString() {
      return Text.of("%s: given %.6g, differences say %.6g", place.get(), given, expected);
    }
  }

  private static String rounded(double slope) {
    BigDecimal digits = new BigDecimal(slope).round(new MathContext(6));
    return digits.stripTrailingZeros().toPlainString();
  }

  void add(Entry entry) {
    scale = Math.max(scale, entry.size());
    worst = entry.error() > worst.error() ? entry : worst;
    mostCertain = entry.certainError() > mostCertain.certainError() ? entry : mostCertain;
  }

  /**
   * Agrees if the worst error is at most tolerance · (largest derivative) + floor; differs if an
   * error that cannot be the differences' own is larger, and there is no kink.
   */
  Verdict verdict(double tolerance, double floor) {
    double limit = tolerance * scale + floor;
    if (worst.error() <= limit) {
      return scale == 0
          ? AGREES.verdict("%s: nothing here moves with θ, and differences say so, too", what)
          : AGREES.verdict(
              "%s against differences: largest error %.1e, largest derivative %.4g",
              what, worst.error(), scale);
    }
    if (mostCertain.certainError() > limit) {
      return mostCertain
          .kink
          .get()
          .filter(mostCertain::isBetween)
          .map(
              sides ->
                  UNDECIDED.verdict(
                      "%s, %s: not differentiable here: slopes %s and %s",
                      what, mostCertain.place.get(), rounded(sides[0]), rounded(sides[1])))
          .orElseGet(() -> DIFFERS.verdict("%s, %s. %s", what, mostCertain, mostCertain.hint()));
    }
    return UNDECIDED.verdict(
        "%s, %s, but from one step to the next they change by %.1e: they cannot decide.",
        what, worst, worst.uncertainty);
  }
}
