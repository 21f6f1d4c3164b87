package hyperlead;

/** A follower's answer to θ: its policy and values, as far as the leader may observe them. */
public interface Response {
  /** {@return the leader's parameters θ that it answers, length d, a copy} */
  double[] theta();

  /**
   * {@return the largest error of the soft Bellman equation over all states, {@code max_x |V −
   * TV|}, relative to the largest |TV| if that is above 1}
   */
  double residual();

  /** {@return the number of iterations that the solver took} */
  int iterations();
}
