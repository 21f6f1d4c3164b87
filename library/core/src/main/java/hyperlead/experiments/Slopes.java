package hyperlead.experiments;

import java.util.Arrays;
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
 * knows beforehand which h is good, so it is halved until u is small, at most twelve times, and
 * each function keeps the S of its least u: the differences say themselves how far they can be
 * trusted. Two agreements in a row, because one may be chance. Cost: 8 evaluations of f if the
 * first steps agree, 30 at most. Source of the idea: Ridders, Advances in Engineering Software 4,
 * 1982.
 */
final class Slopes {
  private static final int HALVINGS = 12;

  private final Function<double[], double[]> f;
  private final double[] point;
  private final int coordinate;
  private final double[] slope;
  private final double[] uncertainty;

  /** Halves until every u is below relative · (largest slope) + absolute. */
  Slopes(
      Function<double[], double[]> f,
      double[] point,
      int coordinate,
      double step,
      double relative,
      double absolute) {
    this.f = f;
    this.point = point;
    this.coordinate = coordinate;
    double[] wide = central(2 * step);
    slope = wide.clone();
    uncertainty = new double[wide.length];
    Arrays.fill(uncertainty, Double.POSITIVE_INFINITY);
    double[] last = new double[wide.length];
    Arrays.fill(last, Double.NaN);
    double[] beforeLast = last;
    for (int halvings = 0; halvings <= HALVINGS && !settled(relative, absolute); halvings++) {
      double[] near = central(Math.scalb(step, -halvings));
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

  /** The slope of a function. */
  double slope(int function) {
    return slope[function];
  }

  /** How far its differences disagree among themselves; infinite if they are no numbers. */
  double uncertainty(int function) {
    return uncertainty[function];
  }
}
