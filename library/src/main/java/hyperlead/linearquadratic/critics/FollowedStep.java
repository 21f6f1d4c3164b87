package hyperlead.linearquadratic.critics;

import hyperlead.dense.Matrix;
import hyperlead.linearquadratic.LinearQuadraticResponse;

/** Steps (x, u, a) with u at its mean under a response, and the gradients that go through it. */
final class FollowedStep {
  final int states;
  final int actions;
  final int width;
  final Matrix covariance;
  private final Matrix gain;

  FollowedStep(LinearQuadraticResponse response) {
    gain = response.gain();
    actions = gain.rows();
    width = gain.columns() + actions;
    states = response.model().states();
    covariance = response.deviation().congruence(Matrix.scalar(actions, 1));
  }

  /** Cov of entries i and j of a row, given x and a. */
  double covariance(int i, int j) {
    return isAction(i) && isAction(j) ? covariance.get(i - states, j - states) : 0;
  }

  /** Whether entry i of a row belongs to u. */
  boolean isAction(int i) {
    return i >= states && i < states + actions;
  }

  /** Fills (x, −F(x, a), a), length n + m + p. */
  void fillMean(double[] rows, int from, double[] out) {
    System.arraycopy(rows, from, out, 0, width);
    double[] f = gain.entries();
    int k = 0;
    for (int i = 0; i < actions; i++) {
      double sum = 0;
      for (int j = 0; j < states; j++) {
        sum += f[k++] * rows[from + j];
      }
      for (int j = states + actions; j < width; j++) {
        sum += f[k++] * rows[from + j];
      }
      out[states + i] = -sum;
    }
  }

  /** Moves the gradient with respect to u, which it clears, to x and a: ∇_s −= Fᵀ∇_u. */
  void pullBack(double[] gradient) {
    double[] f = gain.entries();
    int k = 0;
    for (int i = 0; i < actions; i++) {
      double slope = gradient[states + i];
      gradient[states + i] = 0;
      for (int j = 0; j < states; j++) {
        gradient[j] -= slope * f[k++];
      }
      for (int j = states + actions; j < width; j++) {
        gradient[j] -= slope * f[k++];
      }
    }
  }
}
