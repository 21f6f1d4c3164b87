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
 * SoBiRL as the authors of BC-HG compare it: the whole trajectory is credited with the leader's
 * value of its first step.
 *
 * <pre>
 * guidance ≈ (1/τ) Q_L(x_0,a_0) Σ_t ( ∇r_F(x_t,a_t) − Σ_a π(a|x_t) ∇r_F(x_t,a) )
 * </pre>
 *
 * <p>Needs episodes, the observed policy and a critic. Bias: discounts, later credits and the
 * guidance through transitions are left out, and the subtracted expectation removes whatever a
 * reward does not owe to the action: in FourRooms, where r_F depends on the cell alone, this
 * guidance is zero. Source: Yang, Gao, Yuan, "Bilevel reinforcement learning via the development of
 * hyper-gradient without lower-level convexity", 2024.
 *
 * @param <E> the critic's episodes
 */
public final class SoBiRl<E extends Episode> implements Estimator<E> {
  private final TransitionTerm<E> term;

  /**
   * SoBiRL with a critic, which learns from every round first.
   *
   * @param critic how the leader's action value Q_L is estimated
   */
  public SoBiRl(LeaderCritic<E> critic) {
    this(new SampledScore<>(critic));
  }

  /**
   * SoBiRL with a way of its own to take the direct term's transitions.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   */
  public SoBiRl(TransitionTerm<E> term) {
    this.term = term;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends E> episodes) {
    LeaderCritic<E> critic = term.critic();
    critic.observe(episodes);
    double[] guidance = episodes.zeroGradient();
    for (E episode : episodes.list()) {
      double credit = critic.actionValue(episode, 0) / episodes.problem().temperature();
      for (int t = 0; t < episode.length(); t++) {
        episode.addFollowerRewardGradient(t, credit, guidance);
        episode.addExpectedFollowerRewardGradient(t, -credit, guidance);
      }
    }
    return CreditRule.withDirect(episodes, term, guidance);
  }

  @Override
  public SoBiRl<E> fresh(RandomGenerator random) {
    return new SoBiRl<>(term.fresh(random));
  }

  @Override
  public String toString() {
    return "SoBiRl(" + term + ")";
  }
}
