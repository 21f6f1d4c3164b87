package hyperlead.experiments;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Errors of estimates of one vector, one after the other.
 *
 * <pre>
 * e_k = g_k − g,   bias = |ē|,   variance = Σ_k |e_k − ē|² / (n − 1)
 * mean squared error = Σ_k |e_k|² / n = bias² + variance · (n − 1) / n
 * </pre>
 *
 * <p>Mean and variance are updated by Welford's rule, which does not cancel: an estimate that never
 * varies has variance 0 exactly. Memory O(d + n). Source: Welford, "Note on a method for
 * calculating corrected sums of squares and products", Technometrics 4, 1962.
 */
final class Moments {
  private final double[] exact;
  private final double[] mean;
  private final DescriptiveStatistics squaredErrors = new DescriptiveStatistics();
  private double squares;

  /** No estimates yet. */
  Moments(double[] exact) {
    this.exact = exact;
    this.mean = new double[exact.length];
  }

  void add(double[] estimate) {
    double squaredError = 0;
    for (int i = 0; i < mean.length; i++) {
      double error = estimate[i] - exact[i];
      double change = error - mean[i];
      mean[i] += change / (squaredErrors.getN() + 1);
      squares += change * (error - mean[i]);
      squaredError += error * error;
    }
    squaredErrors.addValue(squaredError);
  }

  double bias() {
    return norm(mean);
  }

  double relativeBias() {
    return bias() / norm(exact);
  }

  double exactNorm() {
    return norm(exact);
  }

  /** Root of the trace of the estimates' covariance. */
  double standardDeviation() {
    return Math.sqrt(squares / (squaredErrors.getN() - 1));
  }

  /** Root of the mean of |ē|² if there is no bias. */
  double standardError() {
    return standardDeviation() / Math.sqrt((double) squaredErrors.getN());
  }

  ConfidenceInterval meanSquaredError() {
    return ConfidenceInterval.of(squaredErrors.getValues());
  }

  /**
   * The factor from the mean squared error to the ends of its interval on the scale of the
   * logarithm.
   */
  double spread() {
    ConfidenceInterval error = meanSquaredError();
    return error.mean() > 0 ? Math.exp(error.halfWidth() / error.mean()) : 1;
  }

  private static double norm(double[] vector) {
    return new ArrayRealVector(vector, false).getNorm();
  }
}
