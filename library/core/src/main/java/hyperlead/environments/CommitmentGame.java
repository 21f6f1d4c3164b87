package hyperlead.environments;

import hyperlead.games.Commitment;

/**
 * The textbook game in which a mixed commitment beats every pure one, repeated: for a follower that
 * does not see the leader's action, see {@link hyperlead.games.Commitment#blindProblem}.
 *
 * <pre>
 * (leader, follower)   left     right
 * up                   (2, 1)   (4, 0)
 * down                 (1, 0)   (3, 1)
 * </pre>
 *
 * <p>Up is better for the leader whatever the follower does, so without commitment both play (up,
 * left) and the leader gets 2 a step. Committed to down it gets 3, and committed to up with q just
 * under 1/2, which the follower answers with right, 3.5: the Stackelberg value for τ → 0. There is
 * one state, so for any τ and with γ = γ_L
 *
 * <pre>
 * π(right) = 1 / (1 + exp((2q − 1)/τ)),   J(q) = ( 1 + q + 2 π(right) ) / (1 − γ)
 * </pre>
 *
 * <p>θ holds the two logits of f(up), f(down). Data: datasets/discrete-toy. Source: Conitzer and
 * Sandholm, "Computing the optimal strategy to commit to", EC 2006, §1.
 */
public final class CommitmentGame {
  private CommitmentGame() {}

  /**
   * {@return the game with the leader's policies}
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public static Commitment commitment(double temperature) {
    return DiscreteToy.bundled("CommitmentGame", "commitment-game.csv", temperature);
  }
}
