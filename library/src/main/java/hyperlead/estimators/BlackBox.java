package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.followers.FollowerEstimate;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
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
 */
public final class BlackBox implements Estimator<TabularEpisode> {
  private final TabularProblem problem;
  private final Estimator<? super TabularEpisode> inner;
  private final FollowerEstimate follower;

  /**
   * An estimator that knows the follower from the last round only.
   *
   * @param problem for r_F, the constants and where transitions can lead
   * @param inner estimates from the relabelled rounds
   * @param smoothing visits added to every action of a state and every successor, &gt; 0
   * @throws IllegalArgumentException if the smoothing is out of range
   */
  public BlackBox(
      TabularProblem problem, Estimator<? super TabularEpisode> inner, double smoothing) {
    this(problem, inner, smoothing, 0);
  }

  /**
   * An estimator that knows the follower from earlier rounds too: less noise, but answers to
   * earlier θ.
   *
   * @param problem for r_F, the constants and where transitions can lead
   * @param inner estimates from the relabelled rounds
   * @param smoothing visits added to every action of a state and every successor, &gt; 0
   * @param memory factor of the counts of earlier rounds, in [0, 1]
   * @throws IllegalArgumentException if smoothing or memory is out of range
   */
  public BlackBox(
      TabularProblem problem,
      Estimator<? super TabularEpisode> inner,
      double smoothing,
      double memory) {
    this(problem, inner, new FollowerEstimate(problem, smoothing, memory));
  }

  private BlackBox(
      TabularProblem problem, Estimator<? super TabularEpisode> inner, FollowerEstimate follower) {
    this.problem = problem;
    this.inner = inner;
    this.follower = follower;
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends TabularEpisode> episodes) {
    TabularResponse estimated = follower.observe(episodes);
    List<TabularEpisode> relabelled =
        episodes.list().stream().map(episode -> episode.observedWith(estimated)).toList();
    double[] configuration = problem.parameterization().configuration(theta);
    return inner.estimate(theta, new Episodes<>(problem, configuration, relabelled));
  }

  @Override
  public BlackBox fresh(RandomGenerator random) {
    return new BlackBox(problem, inner.fresh(random), follower.fresh());
  }

  @Override
  public String toString() {
    return "BlackBox(" + inner + ", " + follower + ")";
  }
}
