package hyperlead.estimators;

import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.tabular.TabularEpisode;

/**
 * HPGD: the guidance with ∇Q_F and ∇V_F as averages over the visits of one round.
 *
 * <pre>
 * w_t = γ_L^t A_L(x_t,a_t) / τ,     guidance = Σ_t w_t ( ∇Q̂_F(x_t,a_t) − ∇V̂_F(x_t) )
 * ∇Q̂_F(x,a) = mean of I_s over visits s of (x,a),   ∇V̂_F(x) = mean of I_s over visits s of x
 * c_s = mean of w over the visits of (x_s,a_s) − mean of w over the visits of x_s
 * </pre>
 *
 * <p>The last line is the second with the two sums exchanged, so that no Jacobian is stored. With a
 * Monte Carlo critic it is HPGD Monte Carlo, with a SARSA critic HPGD SARSA. Needs episodes, the
 * response and its values V_F, and a critic. Biased while states are visited few times: where x is
 * visited with one action only, its credit is zero. Cost O(steps + pairs). Source: Thoma, Pásztor,
 * Krause, Ramponi, Hu, "Contextual bilevel reinforcement learning for incentive alignment", NeurIPS
 * 2024.
 */
public final class Hpgd extends TrajectoryEstimator<TabularEpisode> {
  /** HPGD, with a critic that estimates the leader's advantage A_L. */
  public Hpgd(LeaderCritic.Kind<TabularEpisode> critic) {
    super("Hpgd", critic, Hpgd::differences);
  }

  private static Credits<TabularEpisode> differences(
      Episodes<TabularEpisode> round, LeaderCritic<TabularEpisode> critic) {
    VisitSums weights = VisitSums.ofWeights(round, critic);
    return episode -> weights.differences(episode, weights);
  }
}
