package hyperlead.experiments;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Slopes of a vector of functions along one coordinate, by central differences:
 *
 * <pre>
 * D(h) = ( f(x + h e) − f(x − h e) ) / 2h,   S(h) = ( 4 D(h) − D(2h) ) / 3
 * u(h) = max( |S(h) − S(2h)|, |S(2h) − S(4h)| )
 * </pre>
 *
 * <p>The error of S is of order h⁴ times the fifth derivative, plus rounding of order 1/h. Nobody
 * knows beforehand which h is good, so it is halved until u is small, and each function keeps the S
 * of its least u: the differences say themselves how far they can be trusted. Two agreements in a
 * row, because one may be chance. Cost: 8 evaluations of f if the first steps agree, and two for
 * each further halving. Source of the idea: Ridders, Advances in Engineering Software 4, 1982.
 */
final class Slopes {
  private static final double WIDEST = 1e-4;

  private final Function<double[], double[]> f;
  private final double[] point;
  private final int coordinate;
  private final double[] slope;
  private final double[] uncertainty;

  /**
   * Halves h from 1e-4 until every u is below relative · (largest slope) + absolute, or h below the
   * narrowest.
   */
  Slopes(
      Function<double[], double[]> f,
      double[] point,
      int coordinate,
      double narrowest,
      double relative,
      double absolute) {
    this.f = f;
    this.point = point;
    this.coordinate = coordinate;
    double[] wide = central(2 * WIDEST);
    slope = wide.clone();
    uncertainty = new double[wide.length];
    Arrays.fill(uncertainty, Double.POSITIVE_INFINITY);
    double[] last = new double[wide.length];
    Arrays.fill(last, Double.NaN);
    double[] beforeLast = last;
    for (double h = WIDEST; h >= narrowest && !settled(relative, absolute); h /= 2) {
      double[] near = central(h);
      double[] next = combined(near, wide, (n, w) -> (4 * n - w) / 3);
      keep(next, last, beforeLast);
      beforeLast = last;
      last = next;
      wide = near;
    }
  }

  /** D(h). */
  private double[] central(double h) {
    return combined(moved(h), moved(-h), (up, down) -> (up - down) / (2 * h));
  }

  private double[] moved(double distance) {
    Require.uninterrupted("check of a gradient");
    double[] moved = point.clone();
    moved[coordinate] += distance;
    return f.apply(moved);
  }

  private static double[] combined(double[] a, double[] b, DoubleBinaryOperator rule) {
    return IntStream.range(0, a.length).mapToDouble(j -> rule.applyAsDouble(a[j], b[j])).toArray();
  }

  /** Keeps S(h) where its u is the least so far; NaN never is. */
  private void keep(double[] next, double[] last, double[] beforeLast) {
    for (int j = 0; j < slope.length; j++) {
      double u = Math.max(Math.abs(next[j] - last[j]), Math.abs(last[j] - beforeLast[j]));
      if (u < uncertainty[j]) {
        uncertainty[j] = u;
        slope[j] = next[j];
      }
    }
  }

  private boolean settled(double relative, double absolute) {
    double largest = Arrays.stream(slope).map(Math::abs).reduce(0, Math::max);
    double worst = Arrays.stream(uncertainty).reduce(0, Math::max);
    return worst <= relative * largest + absolute;
  }

  /**
   * The slopes to the left and to the right of a kink, or nothing where a function has none: from
   * one-sided differences, whose distance shrinks with h but for a kink.
   */
  Optional<double[]> kink(int function) {
    double[] wide = sides(function, WIDEST);
    double[] near = sides(function, WIDEST / 16);
    double jump = near[1] - near[0];
    boolean stays = Math.abs(jump - (wide[1] - wide[0])) <= 0.1 * Math.abs(jump);
    return stays && jump != 0 ? Optional.of(near) : Optional.empty();
  }

  /** ( f(x) − f(x − h e) ) / h and ( f(x + h e) − f(x) ) / h. */
  private double[] sides(int function, double h) {
    double here = moved(0)[function];
    return new double[] {
      (here - moved(-h)[function]) / h, (moved(h)[function] - here) / h,
    };
  }

  /** The slope of a function. */
  double slope(int function) {
    return slope[function];
  }

  /** How far its differences disagree among themselves; infinite if they are no numbers. */
  double uncertainty(int function) {
    return uncertainty[function];
  }
}
