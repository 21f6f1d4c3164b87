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
    boolean chosen = Math.min(i, j) >= states && Math.max(i, j) < states + actions;
    return chosen ? covariance.get(i - states, j - states) : 0;
  }

  /** Fills (x, −F(x, a), a), length n + m + p. */
  void fillMean(double[] rows, int from, double[] out) {
    System.arraycopy(rows, from, out, 0, width);
    double[] f = gain.entries();
    for (int i = 0; i < actions; i++) {
      double sum = 0;
      for (int j = 0; j < gain.columns(); j++) {
        sum += f[i * gain.columns() + j] * rows[from + seen(j)];
      }
      out[states + i] = -sum;
    }
  }

  /** Moves the gradient with respect to u, which it clears, to x and a: ∇_s −= Fᵀ∇_u. */
  void pullBack(double[] gradient) {
    double[] f = gain.entries();
    for (int i = 0; i < actions; i++) {
      double slope = gradient[states + i];
      gradient[states + i] = 0;
      for (int j = 0; j < gain.columns(); j++) {
        gradient[seen(j)] -= slope * f[i * gain.columns() + j];
      }
    }
  }

  /** Where entry j of s = (x, a) stands in a row (x, u, a). */
  private int seen(int j) {
    return j < states ? j : j + actions;
  }
}
