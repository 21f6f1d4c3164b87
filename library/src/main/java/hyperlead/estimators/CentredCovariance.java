package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.scores.SampledScore;
import hyperlead.scores.TransitionTerm;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * BC-HG with centred traces: the same expectation as {@link BoltzmannCovariance}, often with much
 * less variance.
 *
 * <pre>
 * h_t = ∇r_F(x_t,a_t) + γ_F V_F(x_{t+1}) ∇log P(x_{t+1}|x_t,a_t)
 * guidance = Σ_i Σ_t e_t^i ( h_t^i − H_i ),   H_i = mean of h over the steps of the other episodes
 *          = Σ_i Σ_t ( e_t^i − b_i ) h_t^i,   b_i = Σ_{j≠i} E_j / (N − T_j)
 * </pre>
 *
 * <p>with the traces e of BC-HG, E_j = Σ_t e_t^j, and N steps in all of which T_j are episode j's.
 * Credits average to zero over the follower's actions, so a vector H that every later step is
 * compared with changes no expectation, as long as it does not look at the episode itself. But the
 * traces of one episode hardly change sign, and what they multiply is mostly H: without it, noise
 * of the traces times H is most of the variance. Exchanging the sums leaves one scalar an episode,
 * and O(d) memory as before.
 *
 * <p>Where an episode ended by itself, E_j counts its trace as decaying by γ_F for ever, since how
 * long an episode lasts may depend on the action. Prefer it where θ moves the follower's step
 * rewards or transitions all along an episode, as in games (DiscreteToy, R = 1, τ = 0.05: standard
 * deviation divided by 20 and more); with one episode a round, or where gradients come from few
 * rare steps, it is {@link BoltzmannCovariance} or no better. Needs and bias: as there. Cost:
 * credits are computed twice.
 *
 * @param <E> the critic's episodes
 */
public final class CentredCovariance<E extends Episode> implements Estimator<E> {
  private final TransitionTerm<E> term;

  /**
   * Centred BC-HG with a critic, which learns from every round first.
   *
   * @param critic how the leader's advantage A_L is estimated
   */
  public CentredCovariance(LeaderCritic<E> critic) {
    this(new SampledScore<>(critic));
  }

  /**
   * Centred BC-HG with a way of its own to take the terms in which θ moves transitions.
   *
   * @param term how transitions enter, with the critic that learns from every round first
   */
  public CentredCovariance(TransitionTerm<E> term) {
    this.term = term;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends E> episodes) {
    LeaderCritic<E> critic = term.critic();
    critic.observe(episodes);
    LeaderProblem<?, ?> problem = episodes.problem();
    CreditRule<E> rule =
        (episode, t, discount) -> discount * (critic.advantage(episode, t) / problem.temperature());
    double[] baselines = baselines(episodes, rule);
    double[] guidance = episodes.zeroGradient();
    for (int i = 0; i < baselines.length; i++) {
      CreditRule.addGuidance(problem, rule, term, episodes.list().get(i), baselines[i], guidance);
    }
    return CreditRule.withDirect(episodes, term, guidance);
  }

  /** b_i = Σ_{j≠i} E_j / (N − T_j); 0 for an episode without others. */
  private static <E extends Episode> double[] baselines(
      Episodes<? extends E> episodes, CreditRule<E> rule) {
    List<? extends E> list = episodes.list();
    double[] baselines = new double[list.size()];
    if (list.size() == 1) {
      return baselines;
    }
    int steps = episodes.steps();
    double sum = 0;
    for (int i = 0; i < baselines.length; i++) {
      E episode = list.get(i);
      double others = steps - episode.length();
      baselines[i] = -CreditRule.traceSum(episodes.problem(), rule, episode) / others;
      sum -= baselines[i];
    }
    for (int i = 0; i < baselines.length; i++) {
      baselines[i] += sum;
    }
    return baselines;
  }

  @Override
  public CentredCovariance<E> fresh(RandomGenerator random) {
    return new CentredCovariance<>(term.fresh(random));
  }

  @Override
  public String toString() {
    return "CentredCovariance(" + term + ")";
  }
}
