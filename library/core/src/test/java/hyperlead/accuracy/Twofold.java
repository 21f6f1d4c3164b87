package hyperlead.accuracy;

/**
 * A number of 32 digits: the sum of two doubles, the second at most half a unit in the last place
 * of the first. Source: Dekker, "A floating-point technique for extending the available precision",
 * Numerische Mathematik 18, 1971.
 */
record Twofold(double high, double low) {
  static final Twofold ZERO = of(0);
  static final Twofold ONE = of(1);
  private static final Twofold LOG_2 = new Twofold(0.6931471805599453, 2.3190468138462996e-17);
  private static final int HALVINGS = 8;

  static Twofold of(double value) {
    return new Twofold(value, 0);
  }

  /** a + b of any two doubles, exactly. */
  static Twofold sum(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    return new Twofold(sum, (a - (sum - part)) + (b - part));
  }

  private static Twofold normal(double high, double low) {
    double sum = high + low;
    return new Twofold(sum, low - (sum - high));
  }

  Twofold plus(Twofold other) {
    Twofold highs = sum(high, other.high);
    Twofold lows = sum(low, other.low);
    Twofold first = normal(highs.high, highs.low + lows.high);
    return normal(first.high, first.low + lows.low);
  }

  Twofold negated() {
    return new Twofold(-high, -low);
  }

  Twofold minus(Twofold other) {
    return plus(other.negated());
  }

  Twofold times(Twofold other) {
    double product = high * other.high;
    double rest = Math.fma(high, other.high, -product);
    return normal(product, rest + (high * other.low + low * other.high));
  }

  Twofold times(double factor) {
    double product = high * factor;
    return normal(product, Math.fma(high, factor, -product) + low * factor);
  }

  Twofold over(Twofold other) {
    double first = high / other.high;
    Twofold rest = minus(other.times(first));
    double second = rest.high / other.high;
    rest = rest.minus(other.times(second));
    return sum(first, second).plus(of(rest.high / other.high));
  }

  /** exp(x) = 2^k exp(r)^256, x = (k log 2 + 256 r), by the series of exp(r) − 1. */
  Twofold exp() {
    if (high < -700) {
      return ZERO;
    }
    double k = Math.rint(high / LOG_2.high);
    Twofold r = minus(LOG_2.times(k)).times(Math.scalb(1.0, -HALVINGS));
    Twofold term = r;
    Twofold sum = r;
    for (int i = 2; i <= 10; i++) {
      term = term.times(r).over(of(i));
      sum = sum.plus(term);
    }
    // exp(2r) − 1 = e (e + 2) with e = exp(r) − 1.
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.times(sum).plus(sum.times(2));
    }
    double power = Math.scalb(1.0, (int) k);
    return sum.plus(ONE).times(power);
  }

  /** log x by Newton's method on exp(y) = x, from the double's. */
  Twofold log() {
    Twofold y = of(Math.log(high));
    for (int i = 0; i < 2; i++) {
      y = y.plus(times(y.negated().exp()).minus(ONE));
    }
    return y;
  }
}
