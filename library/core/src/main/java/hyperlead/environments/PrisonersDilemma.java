package hyperlead.environments;

import hyperlead.games.Commitment;

/**
 * The repeated prisoner's dilemma with a leader that commits to its answers to the follower's last
 * move, and a follower that sees the leader's move before its own.
 *
 * <p>Payoffs (leader, follower) for the moves (leader, follower): CC (3, 3), CD (0, 5), DC (5, 0),
 * DD (1, 1). The state is the follower's last move, <i>cooperated</i> at the start; θ holds the 2 ×
 * 2 logits of f(move | state), and p = f(C | cooperated), q = f(C | defected). For a follower
 * without noise (τ → 0) the Stackelberg value has a closed form, by the follower's goodwill {@code
 * W = γ (V(cooperated) − V(defected))}:
 *
 * <pre>
 * W ≥ 2:       it always cooperates,               W = 3γ(p − q)
 * 1 ≤ W &lt; 2:   it answers D with C and C with D,   W = γ(p − q)(5 − W)
 * W &lt; 1:       it always defects
 * </pre>
 *
 * <p>because cooperating costs it 2 against C and 1 against D. In the middle case with q = 0 the
 * leader gets {@code J(p) = 5 (1 − (1−γ)p) / ((1−γ)(1 + γp))}, which falls in p (and q), so the
 * best is the smallest p with W ≥ 1, p = 1/(4γ): the leader cooperates just often enough for the
 * follower to buy forgiveness. Every other case pays less. Without commitment the leader always
 * defects and gets 1/(1−γ). Data: datasets/discrete-toy.
 */
public final class PrisonersDilemma {
  private PrisonersDilemma() {}

  /**
   * {@return the game with the leader's policies}
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public static Commitment commitment(double temperature) {
    return DiscreteToy.bundled("PrisonersDilemma", "prisoners-dilemma.csv", temperature);
  }
}
