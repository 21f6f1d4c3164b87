package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The leader's score in expectation over its own next action:
 *
 * <pre>
 * V(s',b') ∇log f(b'|s')   becomes   Σ_b ∇f(b|s') V(s',b)
 * </pre>
 *
 * <p>for V_L and V_F alike, and for f(b|s_0) at the start. The leader knows its policy, so this
 * costs no samples; what is left of the variance is that of s'. Needs episodes of the follower that
 * sees the leader's action, and a critic's values of actions that the leader did not play. No bias
 * beyond the critic's. Cost: B values a step. Prefer it to {@link BaselineScore} and to the raw
 * {@link hyperlead.scores.SampledScore}, which are here to be compared with.
 */
public final class ExpectedScore extends PolicyScore {
  /**
   * The expectation over the leader's next action.
   *
   * @param commitment the game with the leader's policy
   * @param critic where V_L comes from
   */
  public ExpectedScore(Commitment commitment, TabularCritic critic) {
    super(commitment, critic);
  }

  @Override
  void add(Player player, TabularResponse response, int x, double weight, double[] g) {
    int from = x - x % commitment.leaderActions();
    for (int other = from; other < from + commitment.leaderActions(); other++) {
      g[other] += weight * player.value(critic, response, other);
    }
  }

  @Override
  public ExpectedScore fresh(RandomGenerator random) {
    return new ExpectedScore(commitment, critic.fresh(random));
  }
}
