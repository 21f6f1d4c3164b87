package hyperlead.continuous;

/**
 * How the leader's configuration y enters a machine: by its own action b, drawn from N(m(o; y), σ²)
 * and cut to [−1, 1], or by a reward that it adds to the follower's. What it does not do stays as
 * it is here.
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

  /** Adds weight · ∂m(o; y)/∂y. */
  default void addMeanGradient(double[] y, double[] rows, int from, double weight, double[] g) {}

  /** {@return what is added to the follower's reward of a step that leads to a state s'} */
  default double reward(double[] y, double[] next) {
    return 0;
  }

  /** Adds weight · ∂/∂y of it. */
  default void addRewardGradient(double[] y, double[] next, double weight, double[] g) {}
}
