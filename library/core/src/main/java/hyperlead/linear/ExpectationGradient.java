package hyperlead.linear;

import hyperlead.algebra.Matrix;
import java.util.Arrays;

/**
 * The gradients of an expected reward.
 *
 * @param mean with respect to the mean, length n + m
 * @param covariance with respect to the covariance, symmetric: a change D of the covariance changes
 *     the expectation by the trace of this times D
 * @param configuration with respect to y
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExpectationGradient(double[] mean, Matrix covariance, double[] configuration) {
  @Override
  public String toString() {
    return "by mean %s, covariance %s, y %s"
        .formatted(Arrays.toString(mean), covariance, Arrays.toString(configuration));
  }
}
