package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderCritic;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.scores.SampledScore;
import hyperlead.scores.TransitionTerm;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * HPGD with an oracle: ∇Q̂_F and ∇V̂_F are averages over a separate large batch of episodes that
 * start in every state alike.
 *
 * <pre>
 * guidance = Σ_t w_t ( ∇Q̂_F(x_t,a_t) − ∇V̂_F(x_t) ),   w_t = γ_L^t A_L(x_t,a_t) / τ
 * c_s = Σ_{t: (x_t,a_t) = (x_s,a_s)} w_t / N(x_s,a_s) − Σ_{t: x_t = x_s} w_t / N(x_s)
 * </pre>
 *
 * <p>with sums over the round, and visits N and credits c_s in the oracle's batch. Needs a
 * simulator that can start anywhere, which a decentralized leader does not have; it bounds what
 * HPGD can reach. Its bias vanishes as the oracle's batch grows; pairs that the batch misses count
 * as zero. Cost O(steps of the batch). Source: Thoma et al., NeurIPS 2024, as arXiv 2603.14867
 * compares it.
 */
public final class HpgdOracle implements Estimator<TabularEpisode> {
  private final TabularProblem problem;
  private final LeaderCritic<TabularEpisode> critic;
  private final int episodes;
  private final RandomGenerator random;
  private final TabularProblem anywhere;
  private final SoftPolicyIteration follower;

  /**
   * HPGD with an oracle.
   *
   * @param problem whose simulator the oracle may start anywhere
   * @param critic how the leader's advantage A_L is estimated
   * @param episodes size of the oracle's batch, &gt; 0
   * @param random source of the batch's chance
   */
  public HpgdOracle(
      TabularProblem problem,
      LeaderCritic<TabularEpisode> critic,
      int episodes,
      RandomGenerator random) {
    this.problem = problem;
    this.critic = critic;
    this.episodes = Require.positive("episodes", episodes);
    this.random = random;
    anywhere = problem.withInitial(InitialLaw.uniform(problem.transitions().pattern().states()));
    follower = new SoftPolicyIteration(anywhere);
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends TabularEpisode> round) {
    critic.observe(round);
    VisitSums weights = Hpgd.weights(round, critic);
    Episodes<TabularEpisode> batch =
        anywhere.simulate(follower.respond(theta), Episodes.Budget.episodes(episodes), random);
    VisitSums visits = new VisitSums(problem.transitions().pattern());
    for (TabularEpisode episode : batch.list()) {
      for (int t = 0; t < episode.length(); t++) {
        visits.add(episode, t, 0);
      }
    }
    TransitionTerm<TabularEpisode> term = new SampledScore<>(critic);
    double[] guidance = round.zeroGradient();
    for (TabularEpisode episode : batch.list()) {
      CreditRule.addGuidance(
          problem,
          (e, t, discount) -> weights.difference(e, t, visits),
          term,
          episode,
          0,
          guidance);
    }
    return CreditRule.withDirect(round, term, guidance);
  }

  @Override
  public HpgdOracle fresh(RandomGenerator chance) {
    return new HpgdOracle(problem, critic.fresh(chance), episodes, chance);
  }

  @Override
  public String toString() {
    return "HpgdOracle(" + critic + ", " + episodes + " episodes)";
  }
}
