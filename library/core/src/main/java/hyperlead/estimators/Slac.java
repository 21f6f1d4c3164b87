package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.followers.MirrorDescent;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * SLAC's single loop: the one-sided penalty of followers that make one step an update while they
 * cool down, towards the problem without entropy.
 *
 * <pre>
 * τ_k = max( τ, τ_0 (k+1)^{−p} ),   λ_k = λ_0 (τ_0/τ_k)²,   k = 0, 1, …
 * ∇J ≈ ∂_θJ_L(π_λ) + λ_k ( ∂_θJ_F(π_λ) − ∂_θJ_F(π) )      π_λ, π: a mirror step each at τ_k
 * </pre>
 *
 * <p>A hot follower answers smoothly, so there is guidance to find; for the problem without entropy
 * let its own τ be small. Needs the model: the followers are the leader's own. Cost: two steps and
 * two solves. Bias: O(1/(λ_k τ_k)) = O(τ_k), and that of answers that lag, where τ falls or θ moves
 * fast. The paper learns the values from samples; the power p and the square are ours. Prefer
 * {@link AnnealedTemperature} where solving for the follower is cheap. Source: Zeng, Bhatt, Ganesh,
 * Koppel, "A regularized actor-critic algorithm for bi-level reinforcement learning", AISTATS 2026,
 * arXiv 2601.16399.
 *
 * @param weight λ_0 &gt; 0, in units of r_L over units of r_F
 * @param share β in (0, 1], the step of {@link MirrorDescent}
 * @param start τ_0 &gt; 0, in units of reward
 * @param power p &gt; 0
 */
public record Slac(double weight, double share, double start, double power)
    implements Estimator.Kind<TabularEpisode> {
  public Slac {
    Require.positive("weight", weight);
    Require.positive("share", Require.probability("share", share));
    Require.positive("start", start);
    Require.positive("power", power);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    Objective.requireExpectedReturn(this, problem);
    TabularProblem known = TabularProblem.of(problem);
    MirrorDescent follower = new MirrorDescent(share);
    List<double[]> memory = new PaidFollower(follower, known, random).memory();
    TabularHypergradient model = new TabularHypergradient();
    double[] k = {0};
    Estimator<TabularEpisode> work =
        (theta, round) -> {
          double heat = Math.max(known.temperature() / start, StrictMath.pow(++k[0], -power));
          PaidFollower cooler =
              new PaidFollower(follower, known.withTemperature(heat * start), random);
          Learner.copy(memory, cooler.memory());
          double grown = Math.min(ValuePenalty.LARGEST, weight / (heat * heat));
          ValuePenalty penalty = ValuePenalty.oneSided(grown);
          Hypergradient gradient = penalty.at(model, cooler, theta);
          Learner.copy(cooler.memory(), memory);
          return gradient;
        };
    return Estimator.of(this, problem, work, memory, k);
  }

  @Override
  public String toString() {
    return "Slac(λ %s, β %s, τ from %s by power %s)".formatted(weight, share, start, power);
  }
}
