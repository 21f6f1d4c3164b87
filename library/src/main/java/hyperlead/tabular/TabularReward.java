package hyperlead.tabular;

import hyperlead.validation.Require;

/** A reward r(x, a; y) with its gradient with respect to the configuration y. */
public interface TabularReward {
  /**
   * {@return r(x, a; y)}
   *
   * @param y configuration at θ, length {@code configurations}
   * @param state x in [0, states)
   * @param action a in [0, actions)
   */
  double at(double[] y, int state, int action);

  /**
   * Adds weight · ∂r(x, a; y)/∂y into g.
   *
   * @param y configuration at θ, length {@code configurations}
   * @param state x in [0, states)
   * @param action a in [0, actions)
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y, as long as y; added into
   */
  void addGradient(double[] y, int state, int action, double weight, double[] g);

  /**
   * {@return a reward that does not depend on y; its gradient is zero}
   *
   * @param table r(x, a) at index {@code x · actions + a}; copied
   * @param actions number of actions in every state
   * @throws IllegalArgumentException if an entry is not finite
   */
  static TabularReward fixed(double[] table, int actions) {
    double[] copy = Require.vector("reward", table, table.length).clone();
    return new TabularReward() {
      @Override
      public double at(double[] y, int state, int action) {
        return copy[state * actions + action];
      }

      @Override
      public void addGradient(double[] y, int state, int action, double weight, double[] g) {}
    };
  }
}
