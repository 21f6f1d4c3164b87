package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
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
 *
 * @param critic how the leader's advantage A_L is estimated
 * @param episodes size of the oracle's batch, &gt; 0
 */
public record HpgdOracle(LeaderCritic.Kind<TabularEpisode> critic, int episodes)
    implements Estimator.Kind<TabularEpisode> {
  public HpgdOracle {
    Require.positive("episodes", episodes);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TabularProblem known = TabularProblem.of(problem);
    TabularProblem anywhere =
        known.withInitial(InitialLaw.uniform(known.transitions().pattern().states()));
    TabularFollower follower = new SoftPolicyIteration().on(anywhere);
    TrajectoryEstimator.Guidance<TabularEpisode> averaged =
        (round, learning, guidance) -> {
          VisitSums weights = VisitSums.ofWeights(round, learning);
          TabularResponse response = follower.respond(round.response().theta());
          Episodes<TabularEpisode> batch = response.play(Budget.episodes(episodes), random);
          VisitSums visits = VisitSums.of(batch);
          TrajectoryEstimator.addGuidance(
              batch, learning, e -> weights.differences(e, visits), guidance);
        };
    return TrajectoryEstimator.of(this, critic, problem, random, averaged, follower);
  }

  @Override
  public String toString() {
    return "HpgdOracle(" + critic + ", " + episodes + " episodes)";
  }
}
