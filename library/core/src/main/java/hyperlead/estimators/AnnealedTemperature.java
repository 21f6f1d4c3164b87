package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Annealed temperature: the exact hypergradient for a follower that is first hotter than the true
 * one and cools down to it.
 *
 * <pre>
 * τ_k = τ_start (τ / τ_start)^{k/K},   k = 0 … K stages of equal length, then τ for good
 * </pre>
 *
 * <p>A hot follower answers smoothly, so the guidance does not vanish; the maximum found there is
 * followed as the temperature falls, which is a continuation and ends in one of the local maxima,
 * not necessarily the best. Needs the model: no follower of that temperature is ever met. Cost:
 * that of the exact hypergradient. Source: continuation methods, Allgower and Georg, 1990;
 * deterministic annealing, Rose, Proceedings of the IEEE 86, 1998.
 *
 * @param start τ_start above the problem's τ, in units of reward
 * @param updates until τ is reached, &gt; 0
 */
public record AnnealedTemperature(double start, int updates)
    implements Estimator.Kind<TabularEpisode> {
  private static final int STAGES = 20;

  public AnnealedTemperature {
    Require.positive("start", start);
    Require.positive("updates", updates);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the start is not above the problem's temperature
   */
  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TabularProblem known = TabularProblem.of(problem);
    List<ExactHypergradient<TabularEpisode>> stages =
        IntStream.rangeClosed(0, STAGES)
            .mapToObj(k -> ExactHypergradient.of(known.withTemperature(at(known, k))))
            .toList();
    double[] done = {0};
    Estimator<TabularEpisode> work =
        (theta, round) ->
            stages.get((int) Math.min(STAGES, done[0]++ * STAGES / updates)).at(theta);
    return Estimator.of(this, problem, work, stages, done);
  }

  private double at(TabularProblem problem, int stage) {
    double end = problem.temperature();
    Require.that(start > end, "start must be above the problem's temperature %s: %s", end, start);
    return stage == STAGES ? end : start * StrictMath.pow(end / start, (double) stage / STAGES);
  }

  @Override
  public String toString() {
    return "AnnealedTemperature(from " + start + " over " + updates + " updates)";
  }
}
