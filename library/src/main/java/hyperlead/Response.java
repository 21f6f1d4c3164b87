package hyperlead;

/** A follower's answer to θ: its policy and values, as far as the leader may observe them. */
public interface Response {
  /** The leader's parameters θ that it answers, length d, a copy. */
  double[] theta();

  /** Largest error of the soft Bellman equation over all states, {@code max_x |V − TV|}. */
  double residual();

  /** Iterations that it took. */
  int iterations();
}
