package hyperlead;

import hyperlead.algebra.Learner;

/**
 * The leader's values Q_L and V_L under the follower's policy, and how they meet the scores of the
 * laws that θ moves:
 *
 * <pre>
 * V_L(x_0) ∇log μ(x_0),   V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t),   V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t)
 * </pre>
 *
 * <p>A critic adds these as they stand, which needs no more than the episode. Their variance grows
 * with the square of V, whatever part of V is the same for every x_{t+1}; a leader that knows a law
 * wraps its critic in one that adds what has the same expectation given x_0 … x_t and a_t.
 *
 * <p>It is asked about episodes of the round that it observed last, with steps 0 ≤ t &lt; T; what
 * is added goes into g as {@link Episode} has it.
 *
 * @param <E> the episodes that it can learn from
 */
public interface LeaderCritic<E extends Episode> extends Learner {
  /**
   * Learns from a round of episodes, all under one θ and one response; values asked for afterwards
   * belong to this round.
   */
  void observe(Episodes<E> round);

  /** {@return Q_L(x_t, a_t), the leader's expected discounted return from step t on} */
  double actionValue(E episode, int t);

  /** {@return V_L(x_t) = Σ_a π(a|x_t) Q_L(x_t, a), 0 ≤ t ≤ T; 0 where the episode ended} */
  double value(E episode, int t);

  /** {@return the advantage A_L(x_t, a_t) = Q_L(x_t, a_t) − V_L(x_t)} */
  default double advantage(E episode, int t) {
    return actionValue(episode, t) - value(episode, t);
  }

  /** Adds V_L(x_0) ∇log μ(x_0), or what has the same expectation. */
  default void addInitialScore(E episode, double[] g) {
    episode.addInitialScore(value(episode, 0), g);
  }

  /**
   * Adds weight · V_L(x_{t+1}) ∇log P(x_{t+1} | x_t, a_t), or what has the same expectation given
   * the episode up to a_t. The weight is without γ_L and V_L.
   */
  default void addLeaderScore(E episode, int t, double weight, double[] g) {
    episode.addTransitionScore(t, weight * value(episode, t + 1), g);
  }

  /**
   * Adds weight · V_F(x_{t+1}) ∇log P(x_{t+1} | x_t, a_t), or what has the same expectation given
   * the episode up to a_t. The weight is without γ_F and V_F.
   */
  default void addFollowerScore(E episode, int t, double weight, double[] g) {
    episode.addTransitionScore(t, weight * episode.followerValue(t + 1), g);
  }

  /** A kind of critic: how it learns. */
  interface Kind<E extends Episode> extends hyperlead.Kind<E, LeaderCritic<E>> {}
}
