package hyperlead.linearquadratic.critics;

import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;

/**
 * All monomials of degree up to two, with v = (x, u, a):
 *
 * <pre>
 * φ = (1, v_i, v_i v_j for i ≤ j),   E[φ] = φ(E v) + (0, 0, Cov(v_i, v_j))
 * </pre>
 *
 * <p>Exact for quadratic leader rewards. k = (N + 1)(N + 2)/2 with N = n + m + p.
 */
public final class QuadraticFeatures implements Features {
  private final int width;
  private FollowedStep step;
  private double[] spread = {};
  private final double[] mean;
  private final double[] gradient;

  private QuadraticFeatures(int width) {
    this.width = width;
    mean = new double[width];
    gradient = new double[width];
  }

  /**
   * {@return the features of a problem's steps}
   *
   * @param problem for the numbers of states and actions
   */
  public static QuadraticFeatures of(LinearQuadraticProblem problem) {
    return new QuadraticFeatures(
        problem.system().states() + problem.system().actions() + problem.system().leaderActions());
  }

  @Override
  public int size() {
    return (width + 1) * (width + 2) / 2;
  }

  @Override
  public void follow(LinearQuadraticResponse response) {
    step = new FollowedStep(response);
    spread = new double[size()];
    int k = 1 + width;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++, k++) {
        spread[k] = isAction(i) && isAction(j) ? covariance(i, j) : 0;
      }
    }
  }

  private boolean isAction(int i) {
    return i >= step.states && i < step.states + step.actions;
  }

  private double covariance(int i, int j) {
    return step.covariance.get(i - step.states, j - step.states);
  }

  @Override
  public void fill(double[] rows, int from, double[] out) {
    out[0] = 1;
    System.arraycopy(rows, from, out, 1, width);
    int k = 1 + width;
    for (int i = 0; i < width; i++) {
      double vi = rows[from + i];
      for (int j = i; j < width; j++) {
        out[k++] = vi * rows[from + j];
      }
    }
  }

  @Override
  public void fillExpected(double[] rows, int from, double[] out) {
    step.fillMean(rows, from, mean);
    fill(mean, 0, out);
    for (int k = 1 + width; k < out.length; k++) {
      out[k] += spread[k];
    }
  }

  @Override
  public void addExpectedGradient(
      double[] weights, double[] rows, int from, double factor, double[] out) {
    step.fillMean(rows, from, mean);
    System.arraycopy(weights, 1, gradient, 0, width);
    int k = 1 + width;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++, k++) {
        gradient[i] += weights[k] * mean[j];
        gradient[j] += weights[k] * mean[i];
      }
    }
    step.pullBack(gradient);
    for (int i = 0; i < width; i++) {
      out[i] += factor * gradient[i];
    }
  }

  @Override
  public boolean areQuadratic() {
    return true;
  }

  @Override
  public QuadraticFeatures fresh() {
    return new QuadraticFeatures(width);
  }
}
