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
 * The naive policy gradient: the direct term alone, as if the follower's policy did not answer.
 *
 * <pre>
 * ∇J ≈ E[ V_L(x_0) ∇log μ(x_0) + Σ_t γ_L^t ( ∇r_L + γ_L V_L(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t) ) ]
 * </pre>
 *
 * <p>Needs episodes and a critic. Bias: the whole guidance term. It is the baseline that every
 * other method must beat.
 *
 * @param <E> the critic's episodes
 */
public final class NaivePolicyGradient<E extends Episode> implements Estimator<E> {
  private final TransitionTerm<E> term;

  /**
   * The naive gradient with a critic, which learns from every round first.
   *
   * @param critic how the leader's values V_L are estimated
   */
  public NaivePolicyGradient(LeaderCritic<E> critic) {
    this(new SampledScore<>(critic));
  }

  /**
   * The naive gradient with a way of its own to take the terms in which θ moves transitions.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   */
  public NaivePolicyGradient(TransitionTerm<E> term) {
    this.term = term;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends E> episodes) {
    term.critic().observe(episodes);
    return CreditRule.withDirect(episodes, term, episodes.zeroGradient());
  }

  @Override
  public NaivePolicyGradient<E> fresh(RandomGenerator random) {
    return new NaivePolicyGradient<>(term.fresh(random));
  }

  @Override
  public String toString() {
    return "NaivePolicyGradient(" + term + ")";
  }
}
