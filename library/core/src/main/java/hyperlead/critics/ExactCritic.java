package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The leader's exact values in a finite problem; needs the model. Cost: one linear solve a round.
 * For linear-quadratic problems, see {@link #linearQuadratic}.
 *
 * <p>With it the only error of an estimator is sampling error, so it is the critic to test with.
 */
public record ExactCritic() implements TabularCritic.Kind {
  /**
   * {@return the leader's exact values in a linear-quadratic problem, with the steps that are left,
   * see {@link ModelCritic}}
   */
  public static DifferentiableCritic.Kind linearQuadratic() {
    return new ModelCritic(ModelSource.TRUE);
  }

  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new TabularCritic(this, problem) {
      private LeaderValues values;

      @Override
      public void observe(Episodes<TabularEpisode> round) {
        values = LeaderValues.of(round.list().get(0).response());
      }

      @Override
      public double actionValue(int pair) {
        return values.actionValue(pair);
      }

      @Override
      public double advantage(TabularEpisode episode, int t) {
        return values.advantage(episode.pair(t));
      }

      @Override
      public double value(TabularResponse response, int state) {
        return values.value(state);
      }
    };
  }

  @Override
  public String toString() {
    return "ExactCritic";
  }
}
