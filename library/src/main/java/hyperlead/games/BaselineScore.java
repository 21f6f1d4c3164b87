package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The leader's sampled score with the mean over its own next action subtracted:
 *
 * <pre>
 * V(s',b') ∇log f(b'|s')   becomes   ( V(s',b') − Σ_b f(b|s') V(s',b) ) ∇log f(b'|s')
 * </pre>
 *
 * <p>for V_L and V_F alike, and for f(b|s_0) at the start. The mean drops out because E_f[∇log f] =
 * 0, and with it what V has in common over b, which is most of it where discounts are near one.
 * Needs episodes of the follower that sees the leader's action, and a critic's values of actions
 * that the leader did not play. No bias beyond the critic's. Cost: B values a step, as {@link
 * ExpectedScore}, which has less variance still.
 */
public final class BaselineScore extends PolicyScore {
  /**
   * The sampled score less the mean over the leader's next action.
   *
   * @param commitment the game with the leader's policy
   * @param critic where V_L comes from
   */
  public BaselineScore(Commitment commitment, TabularCritic critic) {
    super(commitment, critic);
  }

  @Override
  void add(Player player, TabularResponse response, int x, double weight, double[] g) {
    double mean = 0;
    int from = x - x % commitment.leaderActions();
    for (int other = from; other < from + commitment.leaderActions(); other++) {
      mean += response.mdp().configuration(other) * player.value(critic, response, other);
    }
    double advantage = player.value(critic, response, x) - mean;
    g[x] += weight * advantage / response.mdp().configuration(x);
  }

  @Override
  public BaselineScore fresh(RandomGenerator random) {
    return new BaselineScore(commitment, critic.fresh(random));
  }
}
