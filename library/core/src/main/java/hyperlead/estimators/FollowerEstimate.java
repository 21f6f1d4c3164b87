package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import java.util.List;

/**
 * A black-box follower as the leader knows it: π and V_F estimated from trajectories alone.
 *
 * <pre>
 * π̂, P̂ : from counts, see TransitionCounts
 * V̂(x) = Σ_a π̂(a|x) ( r_F(x,a) − τ log π̂(a|x) + γ_F Σ_x' P̂(x'|x,a) V̂(x') )
 * </pre>
 *
 * <p>Counts n are smoothed by s, and shrink by the factor {@code memory} before each round. Known
 * are r_F at θ, τ, γ_F and where transitions can lead, but neither how likely they are nor the
 * follower's answer.
 *
 * <p>V̂ is the soft value of π̂, and not the inverse Q − V = τ log π̂ of each pair, because π
 * maximises that value: V_F − V^π̂ = τ E_π̂[ Σ_t γ_F^t KL(π̂ ‖ π)(x_t) ], so errors of π̂ enter to
 * second order only, where the inverse has τ log of the counts of rare actions. Bias: this gap
 * (downwards), errors of P̂ (first order, either way), smoothing towards the uniform laws, of
 * relative weight s · actions / n(x) (states that were not seen have the uniform policy), and with
 * memory &gt; 0 the answers to earlier θ. All but the last vanish as the round grows. Cost: O(steps
 * + entries) and one linear solve a round.
 */
final class FollowerEstimate implements BlackBox.Estimate {
  private final double smoothing;
  private final TransitionCounts counts;

  /**
   * An estimate that has seen nothing.
   *
   * @param problem for r_F, the constants and the pattern; its laws are not used
   * @param smoothing s &gt; 0, in visits, added to every action of a state and every successor
   * @param memory factor of the counts of earlier rounds, in [0, 1]: 0 uses the last round only, 1
   *     all rounds alike
   * @throws IllegalArgumentException if one of the two is out of range
   */
  FollowerEstimate(TabularProblem problem, double smoothing, double memory) {
    this.smoothing = Require.positive("smoothing", smoothing);
    counts = new TransitionCounts(problem, memory);
  }

  /**
   * Counts a round, and estimates the answer that it was played by.
   *
   * @param round episodes, all under one θ and one response, which is not looked at
   * @return π̂ and V̂ for the MDP of the round; its residual is the error of V̂ = TV̂ under P̂, so
   *     it tells how far π̂ is from Boltzmann-optimal
   */
  @Override
  public TabularResponse observe(Episodes<TabularEpisode> round) {
    counts.observe(round);
    TabularMdp seen = counts.model(smoothing).at(round.response().theta());
    double[] policy = counts.policy(smoothing);
    TabularResponse estimate = TabularResponse.of(seen, policy);
    TabularMdp mdp = round.list().get(0).response().mdp();
    return new TabularResponse(mdp, policy, estimate.values(), estimate.residual(), 1);
  }

  @Override
  public List<double[]> memory() {
    return counts.memory();
  }
}
