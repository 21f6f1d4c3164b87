package hyperlead;

import java.util.random.RandomGenerator;

/**
 * The leader's values Q_L and V_L under the follower's policy.
 *
 * @param <E> the episodes that it can learn from
 */
public interface LeaderCritic<E extends Episode> {
  /**
   * Learns from a round of episodes; values asked for afterwards belong to this round.
   *
   * @param episodes a round of episodes, all under one θ and one response
   */
  void observe(Episodes<? extends E> episodes);

  /**
   * {@return Q_L(x_t, a_t), the leader's expected discounted return from step t on}
   *
   * @param episode one of the round last observed
   * @param t step, 0 ≤ t &lt; T
   */
  double actionValue(E episode, int t);

  /**
   * {@return V_L(x_t) = Σ_a π(a|x_t) Q_L(x_t, a); 0 where the episode ended}
   *
   * @param episode one of the round last observed
   * @param t time, 0 ≤ t ≤ T
   */
  double value(E episode, int t);

  /**
   * {@return the advantage A_L(x_t, a_t) = Q_L(x_t, a_t) − V_L(x_t)}
   *
   * @param episode one of the round last observed
   * @param t step, 0 ≤ t &lt; T
   */
  default double advantage(E episode, int t) {
    return actionValue(episode, t) - value(episode, t);
  }

  /**
   * The same critic with nothing learned yet.
   *
   * @param random source of its initial values, if they are random
   * @return a critic with the same settings, for another run or thread
   */
  LeaderCritic<E> fresh(RandomGenerator random);
}
