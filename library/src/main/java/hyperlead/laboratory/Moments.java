package hyperlead.laboratory;

import java.util.Arrays;

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
  private final double[] squaredErrors;
  private double squares;
  private int count;

  /** No estimates yet. */
  Moments(double[] exact, int capacity) {
    this.exact = exact.clone();
    this.mean = new double[exact.length];
    this.squaredErrors = new double[capacity];
  }

  void add(double[] estimate) {
    double squaredError = 0;
    for (int i = 0; i < mean.length; i++) {
      double error = estimate[i] - exact[i];
      double change = error - mean[i];
      mean[i] += change / (count + 1);
      squares += change * (error - mean[i]);
      squaredError += error * error;
    }
    squaredErrors[count++] = squaredError;
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
    return Math.sqrt(squares / (count - 1));
  }

  /** Root of the mean of |ē|² if there is no bias. */
  double standardError() {
    return standardDeviation() / Math.sqrt(count);
  }

  ConfidenceInterval meanSquaredError() {
    return ConfidenceInterval.of(Arrays.copyOf(squaredErrors, count));
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double entry : vector) {
      sum += entry * entry;
    }
    return Math.sqrt(sum);
  }
}
