package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.scores.SampledScore;
import hyperlead.scores.TransitionTerm;
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
 */
public final class Hpgd implements Estimator<TabularEpisode> {
  private final TransitionTerm<TabularEpisode> term;

  /**
   * HPGD with a critic, which learns from every round first.
   *
   * @param critic how the leader's advantage A_L is estimated
   */
  public Hpgd(LeaderCritic<TabularEpisode> critic) {
    this(new SampledScore<>(critic));
  }

  /**
   * HPGD with a way of its own to take the terms in which θ moves transitions.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   */
  public Hpgd(TransitionTerm<TabularEpisode> term) {
    this.term = term;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends TabularEpisode> episodes) {
    term.critic().observe(episodes);
    VisitSums weights = weights(episodes, term.critic());
    return CreditRule.estimate(
        episodes, term, (episode, t, discount) -> weights.difference(episode, t, weights));
  }

  /** w_t = γ_L^t A_L(x_t,a_t) / τ, summed over visits. */
  static VisitSums weights(
      Episodes<? extends TabularEpisode> episodes, LeaderCritic<TabularEpisode> critic) {
    LeaderProblem<?, ?> problem = episodes.problem();
    VisitSums weights = new VisitSums(episodes.list().get(0).response().mdp().pattern());
    for (TabularEpisode episode : episodes.list()) {
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        weights.add(episode, t, discount * critic.advantage(episode, t) / problem.temperature());
        discount *= problem.leaderDiscount();
      }
    }
    return weights;
  }

  @Override
  public Hpgd fresh(RandomGenerator random) {
    return new Hpgd(term.fresh(random));
  }

  @Override
  public String toString() {
    return "Hpgd(" + term + ")";
  }
}
