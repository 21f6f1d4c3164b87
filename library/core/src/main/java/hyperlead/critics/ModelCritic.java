package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import java.util.random.RandomGenerator;

/**
 * The leader's values in a model of a linear-quadratic problem, with the steps that are left; exact
 * in the true one, see {@link hyperlead.critics.ExactCritic#linearQuadratic}.
 *
 * <p>With the true model the only errors of an estimator are sampling error and the horizon's cut
 * of ∇Q_F, so it is the critic to test with. Cost: O(T) expectations of the reward a value.
 *
 * @param source where the model comes from: {@link ModelSource#TRUE} or an estimate
 */
public record ModelCritic(ModelSource.Kind source) implements DifferentiableCritic.Kind {
  @Override
  public DifferentiableCritic on(LinearQuadraticProblem problem, RandomGenerator random) {
    return new DifferentiableCritic(this, problem) {
      private final ModelSource model = remember(source.on(problem));
      private GaussianValues values;

      @Override
      public void observe(Episodes<LinearQuadraticEpisode> round) {
        values = new GaussianValues(model.observe(round), round.list().get(0).response());
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
        return problem.leaderReward().isQuadratic();
      }
    };
  }

  @Override
  public String toString() {
    return "ModelCritic(" + source + ")";
  }
}
