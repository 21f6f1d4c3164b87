package hyperlead.experiments;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** What was measured of one estimator at one budget; trials are added in their order. */
record Cell(
    String estimator,
    Budget budget,
    Hypergradient exact,
    Moments total,
    Moments direct,
    Moments guidance,
    DescriptiveStatistics cosines,
    DescriptiveStatistics steps,
    DescriptiveStatistics microseconds) {

  static Cell of(String estimator, Budget budget, Hypergradient exact) {
    return new Cell(
        estimator,
        budget,
        exact,
        new Moments(exact.total()),
        new Moments(exact.direct()),
        new Moments(exact.guidance()),
        new DescriptiveStatistics(),
        new DescriptiveStatistics(),
        new DescriptiveStatistics());
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
