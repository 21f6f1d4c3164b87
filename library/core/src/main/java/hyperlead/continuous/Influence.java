package hyperlead.continuous;

import java.util.function.ToDoubleFunction;

/**
 * How the leader's configuration y enters a machine: by its own action b, drawn from N(m(o; y), σ²)
 * and cut to [−1, 1], or by a reward that it adds to the follower's. What it does not do stays as
 * it is here; gradients of what it does are differences until they are written.
 */
public interface Influence {
  /** {@return the length d of y} */
  int parameters();

  /** {@return whether the leader acts, so that the follower sees b} */
  default boolean acts() {
    return false;
  }

  /** {@return σ of b, &gt; 0 if the leader acts} */
  default double deviation() {
    return 0;
  }

  /** {@return m(o; y), where the observation o stands in an array from an index on} */
  default double mean(double[] y, double[] rows, int from) {
    return 0;
  }

  /**
   * Adds weight · ∂m(o; y)/∂y; as it stands here by {@link #addDifferences central differences}.
   */
  default void addMeanGradient(double[] y, double[] rows, int from, double weight, double[] g) {
    addDifferences(moved -> mean(moved, rows, from), y, weight, g);
  }

  /** {@return what is added to the follower's reward of a step that leads to a state s'} */
  default double reward(double[] y, double[] next) {
    return 0;
  }

  /** Adds weight · ∂/∂y of it; as it stands here by {@link #addDifferences central differences}. */
  default void addRewardGradient(double[] y, double[] next, double weight, double[] g) {
    addDifferences(moved -> reward(moved, next), y, weight, g);
  }

  /**
   * Adds weight · ∂f/∂y by central differences, with an error of order h² and 2d values of f:
   *
   * <pre>∂f/∂y_i ≈ ( f(y + h e_i) − f(y − h e_i) ) / 2h,   h = 1e-5 max(1, |y_i|)</pre>
   */
  static void addDifferences(ToDoubleFunction<double[]> f, double[] y, double weight, double[] g) {
    double[] moved = y.clone();
    for (int i = 0; i < y.length; i++) {
      double h = 1e-5 * Math.max(1, Math.abs(y[i]));
      moved[i] = y[i] + h;
      double above = f.applyAsDouble(moved);
      moved[i] = y[i] - h;
      g[i] += weight * ((above - f.applyAsDouble(moved)) / (2 * h));
      moved[i] = y[i];
    }
  }
}
