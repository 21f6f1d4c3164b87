package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.gaussian.QuadraticReward;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import java.util.random.RandomGenerator;

/**
 * The leader's exact values in a linear-quadratic problem, with the steps that are left; needs the
 * model.
 *
 * <p>With it the only errors of an estimator are sampling error and the horizon's cut of ∇Q_F, so
 * it is the critic to test with. Cost: O(T) expectations of the reward a value.
 */
public final class ModelCritic implements DifferentiableCritic {
  private final LinearQuadraticProblem problem;
  private final ModelSource source;
  private GaussianValues values;

  /**
   * A critic with the values of a model.
   *
   * @param problem for r_L, γ_L and the horizon
   * @param source where the model comes from: {@link ModelSource#TRUE} or an estimate
   */
  public ModelCritic(LinearQuadraticProblem problem, ModelSource source) {
    this.problem = problem;
    this.source = source;
  }

  /**
   * {@return a critic that knows the problem}
   *
   * @param problem the problem with its model
   */
  public static ModelCritic exact(LinearQuadraticProblem problem) {
    return new ModelCritic(problem, ModelSource.TRUE);
  }

  @Override
  public void observe(Episodes<? extends LinearQuadraticEpisode> episodes) {
    values =
        new GaussianValues(problem, source.observe(episodes), episodes.list().get(0).response());
  }

  @Override
  public double actionValue(LinearQuadraticEpisode episode, int t) {
    return values.actionValue(t, episode.path(), episode.row(t));
  }

  @Override
  public double value(LinearQuadraticEpisode episode, int t) {
    return values.value(t, episode.path(), episode.row(t));
  }

  @Override
  public void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    values.addValueGradient(t, rows, from, factor, out);
  }

  @Override
  public boolean isQuadratic() {
    return problem.leaderReward() instanceof QuadraticReward;
  }

  @Override
  public ModelCritic fresh(RandomGenerator random) {
    return new ModelCritic(problem, source.fresh());
  }

  @Override
  public String toString() {
    return "ModelCritic(" + source + ")";
  }
}
