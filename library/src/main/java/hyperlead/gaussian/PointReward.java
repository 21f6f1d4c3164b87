package hyperlead.gaussian;

/**
 * A leader's reward r_L(x, u; y) for real states and actions, by its values.
 *
 * <p>A point is the state and then the action in one stretch of an array, v = (x, u), length n + m,
 * so that episodes can be read in place. All that estimators from samples need.
 */
public interface PointReward {
  /**
   * Refuses a problem of other sizes than this reward is for.
   *
   * @param states n
   * @param actions m
   * @param configurations length of y
   * @throws IllegalArgumentException if they do not fit
   */
  default void checkFits(int states, int actions, int configurations) {}

  /**
   * {@return r_L at a point}
   *
   * @param points array that holds v
   * @param from index of x_0; the action follows the state
   */
  double at(double[] y, double[] points, int from);

  /**
   * Adds weight · ∂r_L/∂y at a point.
   *
   * @param points array that holds v
   * @param from index of x_0; the action follows the state
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y; added into
   */
  void addGradient(double[] y, double[] points, int from, double weight, double[] g);
}
