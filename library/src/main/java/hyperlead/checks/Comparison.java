package hyperlead.checks;

/** Derivatives against differences, entry by entry; remembers the worst. */
final class Comparison {
  private final String what;
  private double scale;
  private double error;
  private double given;
  private double expected;
  private String place = "";

  Comparison(String what) {
    this.what = what;
  }

  /** One derivative, with the place it belongs to. A NaN error is the worst of all. */
  void add(double derivative, double difference, String where) {
    scale = Math.max(scale, Math.max(Math.abs(derivative), Math.abs(difference)));
    double distance = Math.abs(derivative - difference);
    if (!(distance <= error)) {
      error = distance;
      given = derivative;
      expected = difference;
      place = where;
    }
  }

  /** Agrees if the worst error is below tolerance · (largest derivative) + floor. */
  Verdict verdict(double tolerance, double floor) {
    if (error <= tolerance * scale + floor) {
      return new Verdict(
          Verdict.Outcome.AGREES,
          "%s agrees with differences: largest error %.1e, largest derivative %.4g"
              .formatted(what, error, scale));
    }
    return new Verdict(
        Verdict.Outcome.DIFFERS,
        "%s, %s: given %.6g, differences say %.6g. %s"
            .formatted(what, place, given, expected, hint()));
  }

  private String hint() {
    if (Math.abs(given) <= 1e-6 * Math.abs(expected)) {
      return "A derivative is missing.";
    }
    if (Math.abs(expected) <= 1e-6 * Math.abs(given)) {
      return "This does not depend on that parameter.";
    }
    if (Math.abs(given + expected) <= 1e-4 * Math.abs(expected)) {
      return "The sign is flipped.";
    }
    return "It is off by the factor %.4g.".formatted(given / expected);
  }
}
