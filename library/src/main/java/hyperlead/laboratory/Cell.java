package hyperlead.laboratory;

import hyperlead.Hypergradient;
import java.util.Arrays;

/** What was measured of one estimator at one budget: sums over the trials, in their order. */
final class Cell {
  private final Hypergradient exact;
  private final Moments total;
  private final Moments direct;
  private final Moments guidance;
  private final double[] cosines;
  private final double[] microseconds;
  private double steps;
  private int count;

  Cell(Hypergradient exact, int capacity) {
    this.exact = exact;
    total = new Moments(exact.total(), capacity);
    direct = new Moments(exact.direct(), capacity);
    guidance = new Moments(exact.guidance(), capacity);
    cosines = new double[capacity];
    microseconds = new double[capacity];
  }

  void add(Repeat.Trial trial) {
    Hypergradient estimate = trial.estimate();
    total.add(estimate.total());
    direct.add(estimate.direct());
    guidance.add(estimate.guidance());
    // An estimate of zero has no direction; it helps as little as one at a right angle.
    cosines[count] = estimate.norm() == 0 ? 0 : estimate.cosine(exact);
    microseconds[count] = trial.nanoseconds() * 1e-3;
    steps += trial.steps();
    count++;
  }

  Moments total() {
    return total;
  }

  Moments direct() {
    return direct;
  }

  Moments guidance() {
    return guidance;
  }

  /** NaN where the exact hypergradient is zero. */
  ConfidenceInterval cosine() {
    return exact.norm() == 0
        ? new ConfidenceInterval(Double.NaN, Double.NaN)
        : ConfidenceInterval.of(Arrays.copyOf(cosines, count));
  }

  double meanSteps() {
    return steps / count;
  }

  /** The q-quantile of the times, q in [0, 1]: the time that no more than this part is below. */
  double microseconds(double q) {
    double[] sorted = Arrays.copyOf(microseconds, count);
    Arrays.sort(sorted);
    return sorted[(int) (q * (count - 1))];
  }
}
