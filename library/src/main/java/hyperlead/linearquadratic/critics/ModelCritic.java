package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
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
 *
 * @param source where the model comes from: {@link ModelSource#TRUE} or an estimate
 */
public record ModelCritic(ModelSource.Kind source) implements DifferentiableCritic.Kind {

  /** {@return a critic that knows the problem} */
  public static ModelCritic exact() {
    return new ModelCritic(ModelSource.TRUE);
  }

  @Override
  public DifferentiableCritic on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    LinearQuadraticProblem known = LinearQuadraticProblem.of(problem);
    return new Knowing(source.on(known), known.leaderReward() instanceof QuadraticReward);
  }

  @Override
  public String toString() {
    return "ModelCritic(" + source + ")";
  }

  private static final class Knowing implements DifferentiableCritic {
    private final ModelSource source;
    private final boolean quadratic;
    private GaussianValues values;

    Knowing(ModelSource source, boolean quadratic) {
      this.source = source;
      this.quadratic = quadratic;
    }

    @Override
    public void observe(Episodes<LinearQuadraticEpisode> round) {
      values = new GaussianValues(source.observe(round), round.list().get(0).response());
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
      return quadratic;
    }
  }
}
