package hyperlead.strategies;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.validation.Require;
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
 */
public final class AnnealedTemperature implements Estimator<Episode> {
  private static final int STAGES = 20;

  private final List<ExactHypergradient> stages;
  private final double start;
  private final int updates;
  private int done;

  /**
   * Cools from a start temperature to the problem's over so many updates.
   *
   * @param problem with its true temperature τ
   * @param start τ_start &gt; τ, in units of reward
   * @param updates until τ is reached, &gt; 0
   * @throws IllegalArgumentException if the start is not above τ or updates is not positive
   */
  public AnnealedTemperature(TabularProblem problem, double start, int updates) {
    this(
        IntStream.rangeClosed(0, STAGES)
            .mapToObj(k -> ExactHypergradient.of(problem.withTemperature(at(problem, start, k))))
            .toList(),
        start,
        updates);
  }

  private AnnealedTemperature(List<ExactHypergradient> stages, double start, int updates) {
    this.stages = stages;
    this.start = start;
    this.updates = Require.positive("updates", updates);
  }

  private static double at(TabularProblem problem, double start, int stage) {
    double end = problem.temperature();
    if (!(start > end && Double.isFinite(start))) {
      throw new IllegalArgumentException(
          "start must be above the problem's temperature " + end + ": " + start);
    }
    return stage == STAGES ? end : start * StrictMath.pow(end / start, (double) stage / STAGES);
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends Episode> episodes) {
    int stage = (int) Math.min(STAGES, (long) done * STAGES / updates);
    done++;
    return stages.get(stage).at(theta);
  }

  @Override
  public AnnealedTemperature fresh(RandomGenerator random) {
    return new AnnealedTemperature(
        stages.stream().map(stage -> stage.fresh(random)).toList(), start, updates);
  }

  @Override
  public String toString() {
    return "AnnealedTemperature(from " + start + " over " + updates + " updates)";
  }
}
