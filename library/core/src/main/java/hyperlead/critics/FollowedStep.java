package hyperlead.critics;

import hyperlead.algebra.Matrix;
import hyperlead.linear.LinearQuadraticResponse;
import java.util.Arrays;

/** Steps (a, x, u) with u at its mean under a response, and the gradients that go through it. */
final class FollowedStep {
  final int seen;
  final int width;
  final Matrix covariance;
  private final LinearQuadraticResponse response;

  FollowedStep(LinearQuadraticResponse response) {
    this.response = response;
    seen = response.gain().columns();
    width = seen + response.gain().rows();
    covariance = response.deviation().squared();
  }

  /** The covariance of a row, given a and x. */
  Matrix spread() {
    return Matrix.zero(width, width).withBlock(seen, seen, covariance);
  }

  /** Fills (a, x, −F(a, x) − f), length p + n + m. */
  void fillMean(double[] rows, int from, double[] out) {
    System.arraycopy(rows, from, out, 0, seen);
    Arrays.fill(out, seen, width, 0);
    response.addMeanAction(rows, from, out, seen);
  }

  /** Adds factor · (∇_s − Fᵀ∇_u) to the entries of s = (a, x). */
  void addPulledBack(double factor, double[] gradient, double[] out) {
    response.gain().addTransposeApplied(-1, gradient, seen, gradient, 0);
    for (int i = 0; i < seen; i++) {
      out[i] += factor * gradient[i];
    }
  }
}
