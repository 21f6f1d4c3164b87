package hyperlead.gaussian;

import hyperlead.dense.Matrix;

/**
 * A leader's reward r_L(x, u; y) for real states and actions.
 *
 * <p>A point is the state and then the action in one stretch of an array, v = (x, u), length n + m,
 * so that episodes can be read in place. Expectations under Gaussian v are for exact objectives
 * only; estimators from samples use the first two methods.
 */
public interface ContinuousReward {
  /**
   * {@return r_L at a point}
   *
   * @param y configuration at θ
   * @param points array that holds v
   * @param from index of x_0; the action follows the state
   */
  double at(double[] y, double[] points, int from);

  /**
   * Adds weight · ∂r_L/∂y at a point.
   *
   * @param y configuration at θ
   * @param points array that holds v
   * @param from index of x_0; the action follows the state
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y; added into
   */
  void addGradient(double[] y, double[] points, int from, double weight, double[] g);

  /**
   * {@return E[r_L(v; y)] for v ~ N(mean, covariance)}
   *
   * @param y configuration at θ
   * @param mean length n + m
   * @param covariance (n + m) × (n + m), positive semidefinite
   */
  double expectation(double[] y, double[] mean, Matrix covariance);

  /**
   * Adds weight · the gradients of {@link #expectation} with respect to its three arguments.
   *
   * @param y configuration at θ
   * @param mean length n + m
   * @param covariance (n + m) × (n + m), positive semidefinite
   * @param weight factor of the gradients, any sign
   * @param sum receives them
   */
  void addExpectationGradient(
      double[] y, double[] mean, Matrix covariance, double weight, ExpectationGradient sum);
}
