package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.scores.SampledScore;
import hyperlead.scores.TransitionTerm;
import java.util.random.RandomGenerator;

/**
 * BC-HG: the hypergradient by the Boltzmann covariance trick, with the credit {@code w_t =
 * A_L(x_t,a_t) / τ}.
 *
 * <pre>
 * guidance = (1/τ) E[ Σ_t γ_L^t Cov_{a~π(·|x_t)}( Q_L(x_t,a), ∇Q_F(x_t,a) ) ]
 *          = (1/τ) E[ Σ_t γ_L^t A_L(x_t,a_t) ∇Q_F(x_t,a_t) ]
 * </pre>
 *
 * <p>The second line holds because E_π[A_L] = 0, so no state need be visited twice; ∇Q_F is
 * replaced by its sample along the rest of the trajectory. Needs episodes, the observed response
 * and its values V_F, and a critic. Unbiased for whole episodes if the critic is exact; else its
 * bias is the critic's error in A_L. Source: arXiv 2603.14867.
 *
 * @param <E> the critic's episodes
 */
public final class BoltzmannCovariance<E extends Episode> implements Estimator<E> {
  private final TransitionTerm<E> term;

  /**
   * BC-HG with a critic, which learns from every round before the round is credited.
   *
   * @param critic how the leader's advantage A_L is estimated
   */
  public BoltzmannCovariance(LeaderCritic<E> critic) {
    this(new SampledScore<>(critic));
  }

  /**
   * BC-HG with a way of its own to take the terms in which θ moves transitions.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   */
  public BoltzmannCovariance(TransitionTerm<E> term) {
    this.term = term;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends E> episodes) {
    LeaderCritic<E> critic = term.critic();
    critic.observe(episodes);
    double temperature = episodes.problem().temperature();
    return CreditRule.estimate(
        episodes,
        term,
        (episode, t, discount) -> discount * (critic.advantage(episode, t) / temperature));
  }

  @Override
  public BoltzmannCovariance<E> fresh(RandomGenerator random) {
    return new BoltzmannCovariance<>(term.fresh(random));
  }

  @Override
  public String toString() {
    return "BoltzmannCovariance(" + term + ")";
  }
}
