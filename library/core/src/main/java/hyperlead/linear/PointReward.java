package hyperlead.linear;

/**
 * A leader's reward r_L(x, u; y) for real states and actions, by its values.
 *
 * <p>A point is the state and then the action in one stretch of an array, v = (x, u), length n + m,
 * so that episodes can be read in place. All that estimators from samples need.
 */
public interface PointReward {
  /**
   * Refuses a problem of other numbers n and m, or another length of y, than this reward is for.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  default void checkFits(int states, int actions, int configurations) {}

  /** {@return r_L at a point v, which stands in an array from an index on} */
  double at(double[] y, double[] points, int from);

  /** Adds weight · ∂r_L/∂y at a point v, which stands in an array from an index on, into g. */
  void addGradient(double[] y, double[] points, int from, double weight, double[] g);
}
