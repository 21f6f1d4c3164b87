package hyperlead.estimators;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * HPGD's randomly truncated oracle, RT-Q: a follower that rarely learns for long, whose
 * hypergradient has the expectation of one that always does.
 *
 * <pre>
 * ∇J ≈ g_1 + ( g_{k+1} − g_k ) / p_k,   k ~ p_k = 2^{−k} / (1 − 2^{1−K}),   k = 1 … K − 1
 * </pre>
 *
 * <p>g_k is the inner estimate from episodes of the follower after {@code 2^{k−1} n} soft-Q steps;
 * all use the same random numbers, so that a longer training goes on where a shorter one ended. For
 * an inner estimator without memory E = E[g_K]: the bias is that of level K, at a cost of about
 * 3Kn/2 steps in place of {@code 2^{K−1} n}. Variance stays small if g_{k+1} − g_k halves with k.
 * Needs a leader that can have the follower trained. Source: Thoma et al., NeurIPS 2024.
 *
 * @param inner without memory, such as {@link Hpgd} with Monte Carlo values
 * @param follower the follower by its steps, such as {@code SoftBellmanSweeps::reset}
 * @param first n &gt; 0
 * @param levels K &gt; 1
 * @param budget of episodes with each answer
 */
public record RandomlyTruncated(
    Estimator.Kind<TabularEpisode> inner, Steps follower, int first, int levels, Budget budget)
    implements Estimator.Kind<TabularEpisode> {
  /** A follower by its steps. */
  @FunctionalInterface
  public interface Steps extends IntFunction<TabularFollower.Kind>, Serializable {}

  public RandomlyTruncated {
    Require.that(levels > 1 && levels < 31, "levels must be in [2, 30]: %s", levels);
    Math.multiplyExact(Require.positive("first", first), 1 << (levels - 1));
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TabularProblem known = TabularProblem.of(problem);
    Estimator<TabularEpisode> estimating = inner.on(problem, random);
    Require.that(
        estimating.memory().isEmpty(),
        "inner estimator must have no memory, which its levels would share: %s",
        inner);
    Estimator<TabularEpisode> work =
        (theta, round) -> {
          round.checkOf(known);
          round.checkUnder(theta);
          int k = 1;
          double chance = 0.5 / (1 - Math.scalb(1, 1 - levels));
          for (double u = random.nextDouble() - chance; u >= 0 && k < levels - 1; u -= chance) {
            chance /= 2;
            k++;
          }
          long seed = random.nextLong();
          IntFunction<Hypergradient> level =
              l -> {
                SplittableRandom same = new SplittableRandom(seed);
                TabularFollower trained = follower.apply(first << (l - 1)).on(known, same.split());
                return estimating.estimate(theta, trained.respond(theta).play(budget, same));
              };
          Hypergradient longer = level.apply(1).plus(1 / chance, level.apply(k + 1));
          return longer.plus(-1 / chance, level.apply(k));
        };
    return Estimator.of(this, problem, work, estimating);
  }

  @Override
  public String toString() {
    return "RandomlyTruncated(%s, %s, %s levels, %s)"
        .formatted(inner, follower.apply(first), levels, budget);
  }
}
