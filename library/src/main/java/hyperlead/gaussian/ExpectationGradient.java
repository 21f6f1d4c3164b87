package hyperlead.gaussian;

import hyperlead.dense.Matrix;
import java.util.Arrays;

/**
 * Where gradients of an expected reward are added into.
 *
 * @param mean with respect to the mean, length n + m
 * @param covariance with respect to the covariance, symmetric: a change D of the covariance changes
 *     the expectation by the trace of this times D
 * @param configuration with respect to y
 */
public record ExpectationGradient(double[] mean, Matrix covariance, double[] configuration) {
  /**
   * Zeros, with respect to mean and covariance.
   *
   * @param size n + m
   * @param configuration with respect to y, which may go on from other sums; taken over
   */
  public ExpectationGradient(int size, double[] configuration) {
    this(new double[size], Matrix.zero(size, size), configuration);
  }

  @Override
  public String toString() {
    return "by mean %s, covariance %s, y %s"
        .formatted(Arrays.toString(mean), covariance, Arrays.toString(configuration));
  }
}
