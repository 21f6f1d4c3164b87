package hyperlead;

import java.util.random.RandomGenerator;

/**
 * The leader's values Q_L and V_L under the follower's policy.
 *
 * @param <E> the episodes that it can learn from
 */
public interface LeaderCritic<E extends Episode> {
  /** Learns from a round of episodes; values asked for afterwards belong to this round. */
  void observe(Episodes<? extends E> episodes);

  /** Q_L(x_t, a_t) along an observed episode, 0 ≤ t &lt; T. */
  double actionValue(E episode, int t);

  /** V_L(x_t) = Σ_a π(a|x_t) Q_L(x_t, a) along an observed episode, 0 ≤ t ≤ T; 0 at the end. */
  double value(E episode, int t);

  /** A_L(x_t, a_t) = Q_L − V_L along an observed episode, 0 ≤ t &lt; T. */
  default double advantage(E episode, int t) {
    return actionValue(episode, t) - value(episode, t);
  }

  /**
   * The same critic with nothing learned yet.
   *
   * @param random source of its initial values, if they are random
   */
  LeaderCritic<E> fresh(RandomGenerator random);
}
