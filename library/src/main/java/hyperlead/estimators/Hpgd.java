package hyperlead.estimators;

import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.tabular.TabularEpisode;
import java.util.random.RandomGenerator;

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
 *
 * @param critic how the leader's advantage A_L is estimated
 */
public record Hpgd(LeaderCritic.Kind<TabularEpisode> critic)
    implements Estimator.Kind<TabularEpisode> {
  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    return new TrajectoryEstimator<>("Hpgd", critic, Hpgd::differences).on(problem, random);
  }

  private static Credits<TabularEpisode> differences(
      Episodes<TabularEpisode> round, LeaderCritic<TabularEpisode> critic) {
    VisitSums weights = VisitSums.ofWeights(round, critic);
    return episode -> weights.differences(episode, weights);
  }

  @Override
  public String toString() {
    return "Hpgd(" + critic + ")";
  }
}
