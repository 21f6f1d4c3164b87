package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.parameterizations.Categorical;
import hyperlead.sparse.PolicySystem;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import hyperlead.validation.Require;
import java.util.Arrays;

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
 * + entries) and one sparse factorisation and solve a round.
 */
final class FollowerEstimate {
  private final TabularProblem problem;
  private final double smoothing;
  private final TransitionCounts counts;
  private final TransitionPattern pattern;
  private final PolicySystem system;

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
    this.problem = problem;
    this.smoothing = Require.positive("smoothing", smoothing);
    this.counts = new TransitionCounts(problem, memory);
    this.pattern = problem.transitions().pattern();
    this.system = new PolicySystem(pattern);
  }

  /**
   * Counts a round, and estimates the answer that it was played by.
   *
   * @param episodes a round of episodes, all under one θ and one response, which is not looked at
   * @return π̂ and V̂ for the MDP of the round; its residual is the error of V̂ = TV̂ under P̂, so
   *     it tells how far π̂ is from Boltzmann-optimal
   */
  TabularResponse observe(Episodes<TabularEpisode> episodes) {
    counts.observe(episodes);
    TabularMdp mdp = episodes.list().get(0).response().mdp();
    double[] policy = counts.policy(smoothing);
    double[] law = counts.law(smoothing);
    double[] reward = rewards(mdp);
    double[] values = values(reward, policy, law);
    return new TabularResponse(mdp, policy, values, residual(reward, law, values), 1);
  }

  private double[] rewards(TabularMdp mdp) {
    double[] reward = new double[pattern.pairs()];
    Arrays.setAll(
        reward, pair -> mdp.followerReward(pair / pattern.actions(), pair % pattern.actions()));
    return reward;
  }

  /** V̂ = (I − γ_F P̂_π̂)⁻¹ ( r_F,π̂ + τ H(π̂) ). */
  private double[] values(double[] reward, double[] policy, double[] law) {
    double[] values = new double[pattern.states() + 1];
    for (int pair = 0; pair < policy.length; pair++) {
      double bonus = -problem.temperature() * StrictMath.log(policy[pair]);
      values[pair / pattern.actions()] += policy[pair] * (reward[pair] + bonus);
    }
    system.factor(law, policy, problem.followerDiscount()).solve(values);
    return values;
  }

  private double residual(double[] reward, double[] law, double[] values) {
    double[] q = new double[reward.length];
    for (int pair = 0; pair < q.length; pair++) {
      q[pair] = reward[pair] + problem.followerDiscount() * pattern.expectation(pair, law, values);
    }
    double error = 0;
    double scale = 1;
    for (int state = 0; state < pattern.states(); state++) {
      int from = state * pattern.actions();
      double next = Categorical.softmax(q, from, from + pattern.actions(), problem.temperature());
      error = Math.max(error, Math.abs(next - values[state]));
      scale = Math.max(scale, Math.abs(next));
    }
    return error / scale;
  }
}
