package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.validation.Require;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Any estimator in the fully decentralized setting, where the leader sees trajectories only.
 *
 * <p>Each round is handed on with π and V_F replaced by what {@link FollowerEstimate} makes of the
 * trajectories, so the estimator inside and its critic see a follower that was never shown to them.
 * Needs episodes; the follower's answer is not looked at. Bias: that of the inner estimator, and
 * that of π̂ and V̂_F, see {@link FollowerEstimate}; with a memory of 0 both vanish as rounds grow
 * if the inner estimator's does. A critic that knows the model still knows it. Cost: one sparse
 * factorisation a round beside the inner estimator.
 *
 * @param smoothing visits added to every action of a state and every successor, &gt; 0
 * @param memory factor of the counts of earlier rounds, in [0, 1]: less noise, but answers to
 *     earlier θ
 */
public record BlackBox(Estimator.Kind<TabularEpisode> inner, double smoothing, double memory)
    implements Estimator.Kind<TabularEpisode> {

  /** Throws an {@link IllegalArgumentException} if smoothing or memory is out of range. */
  public BlackBox {
    Require.positive("smoothing", smoothing);
    Require.probability("memory", memory);
  }

  /**
   * An estimator that knows the follower from the last round only.
   *
   * @param smoothing visits added to every action of a state and every successor, &gt; 0
   * @throws IllegalArgumentException if the smoothing is out of range
   */
  public BlackBox(Estimator.Kind<TabularEpisode> inner, double smoothing) {
    this(inner, smoothing, 0);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    Estimator<TabularEpisode> seeing = inner.on(problem, random);
    FollowerEstimate follower = new FollowerEstimate(TabularProblem.of(problem), smoothing, memory);
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          TabularResponse estimated = follower.observe(round);
          List<TabularEpisode> relabelled =
              round.list().stream().map(episode -> episode.observedWith(estimated)).toList();
          double[] configuration = problem.parameterization().configuration(theta);
          return seeing.estimate(theta, new Episodes<>(estimated, configuration, relabelled));
        });
  }

  @Override
  public String toString() {
    return "BlackBox(" + inner + ", smoothing " + smoothing + ", memory " + memory + ")";
  }
}
