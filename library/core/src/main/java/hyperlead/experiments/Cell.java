package hyperlead.experiments;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** What was measured of one estimator at one budget; trials are added in their order. */
final class Cell {
  final String estimator;
  final Budget budget;
  final Moments total;
  final Moments direct;
  final Moments guidance;
  final DescriptiveStatistics microseconds = new DescriptiveStatistics();
  private final DescriptiveStatistics cosines = new DescriptiveStatistics();
  private final DescriptiveStatistics steps = new DescriptiveStatistics();
  private final Hypergradient exact;

  Cell(String estimator, Budget budget, Hypergradient exact) {
    this.estimator = estimator;
    this.budget = budget;
    this.exact = exact;
    total = new Moments(exact.total());
    direct = new Moments(exact.direct());
    guidance = new Moments(exact.guidance());
  }

  void add(Repeat.Trial trial) {
    Hypergradient estimate = trial.estimate();
    total.add(estimate.total());
    direct.add(estimate.direct());
    guidance.add(estimate.guidance());
    // An estimate of zero has no direction; it helps as little as one at a right angle.
    cosines.addValue(estimate.norm() == 0 ? 0 : estimate.cosine(exact));
    steps.addValue(trial.steps());
    microseconds.addValue(trial.nanoseconds() * 1e-3);
  }

  double meanSteps() {
    return steps.getSum() / steps.getN();
  }

  /** NaN where the exact hypergradient is zero. */
  ConfidenceInterval cosine() {
    return exact.norm() == 0
        ? new ConfidenceInterval(Double.NaN, Double.NaN)
        : ConfidenceInterval.of(cosines.getValues());
  }
}
