package hyperlead.experiments;

import java.util.Arrays;
import java.util.function.Function;

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
    uncertainty = filled(wide.length, Double.POSITIVE_INFINITY);
    double[] last = filled(wide.length, Double.NaN);
    double[] beforeLast = last;
    for (int halvings = 0; halvings <= HALVINGS && !settled(relative, absolute); halvings++) {
      double[] near = central(Math.scalb(step, -halvings));
      double[] next = extrapolated(near, wide);
      keep(next, last, beforeLast);
      beforeLast = last;
      last = next;
      wide = near;
    }
  }

  private static double[] filled(int length, double value) {
    double[] filled = new double[length];
    Arrays.fill(filled, value);
    return filled;
  }

  /** D(h). */
  private double[] central(double h) {
    double[] up = point.clone();
    double[] down = point.clone();
    up[coordinate] += h;
    down[coordinate] -= h;
    double[] difference = f.apply(up).clone();
    double[] minus = f.apply(down);
    for (int j = 0; j < difference.length; j++) {
      difference[j] = (difference[j] - minus[j]) / (2 * h);
    }
    return difference;
  }

  /** S(h) from D(h) and D(2h). */
  private static double[] extrapolated(double[] near, double[] wide) {
    double[] result = new double[near.length];
    Arrays.setAll(result, j -> (4 * near[j] - wide[j]) / 3);
    return result;
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
    double largest = 0;
    double worst = 0;
    for (int j = 0; j < slope.length; j++) {
      largest = Math.max(largest, Math.abs(slope[j]));
      worst = Math.max(worst, uncertainty[j]);
    }
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
