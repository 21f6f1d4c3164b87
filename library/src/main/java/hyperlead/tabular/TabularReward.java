package hyperlead.tabular;

import hyperlead.validation.Require;

/** A reward r(x, a; y) with its gradient with respect to the configuration y. */
public interface TabularReward {
  /** r(x, a; y). */
  double at(double[] y, int state, int action);

  /** Adds weight · ∂r(x, a; y)/∂y into g. */
  void addGradient(double[] y, int state, int action, double weight, double[] g);

  /**
   * A reward that does not depend on y; its gradient is zero.
   *
   * @param table r(x, a) at index {@code x · actions + a}
   * @param actions number of actions
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
