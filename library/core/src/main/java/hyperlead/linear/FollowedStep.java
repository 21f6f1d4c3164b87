package hyperlead.linear;

import hyperlead.StepLaw;
import hyperlead.algebra.Matrix;
import java.util.Arrays;

/**
 * Steps v = (a, x, u) with u at its mean under a response, and the gradients that go through it.
 */
public final class FollowedStep implements StepLaw {
  private final int seen;
  private final int width;
  private final Matrix covariance;
  private final LinearQuadraticResponse response;

  /** The steps of a response. */
  public FollowedStep(LinearQuadraticResponse response) {
    this.response = response;
    seen = response.gain().columns();
    width = seen + response.gain().rows();
    covariance = response.deviation().squared();
  }

  /** {@return UUᵀ of u, m × m} */
  public Matrix covariance() {
    return covariance;
  }

  @Override
  public int nodes() {
    return 1;
  }

  /** The covariance of a row, given a and x. */
  @Override
  public Matrix spread() {
    return Matrix.zero(width, width).withBlock(seen, seen, covariance);
  }

  /** Fills (a, x, −F(a, x) − f), length p + n + m. */
  @Override
  public double fillNode(int k, double[] rows, int from, double[] v) {
    System.arraycopy(rows, from, v, 0, seen);
    Arrays.fill(v, seen, width, 0);
    response.addMeanAction(rows, from, v, seen);
    return 1;
  }

  /** Adds factor · (∇_s − Fᵀ∇_u) to the entries of s = (a, x). */
  @Override
  public void addPulledBack(double factor, double[] gradient, double[] out) {
    response.gain().addTransposeApplied(-1, gradient, seen, gradient, 0);
    for (int i = 0; i < seen; i++) {
      out[i] += factor * gradient[i];
    }
  }

  @Override
  public String toString() {
    return "steps of %s entries of %s".formatted(width, response.problem().name());
  }
}
