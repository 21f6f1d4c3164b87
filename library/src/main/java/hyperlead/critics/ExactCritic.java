package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/**
 * The leader's exact values; needs the model. Cost: one sparse factorisation and solve a round.
 *
 * <p>With it the only error of an estimator is sampling error, so it is the critic to test with.
 */
public final class ExactCritic implements TabularCritic {
  private final TabularProblem problem;
  private LeaderValues values;

  /**
   * A critic that knows the problem.
   *
   * @param problem the problem with its model
   */
  public ExactCritic(TabularProblem problem) {
    this.problem = problem;
  }

  @Override
  public void observe(Episodes<? extends TabularEpisode> episodes) {
    values = LeaderValues.of(problem, episodes.list().get(0).response());
  }

  @Override
  public double actionValue(TabularEpisode episode, int t) {
    int actions = problem.transitions().pattern().actions();
    return values.actionValue(episode.state(t) * actions + episode.action(t));
  }

  @Override
  public double value(TabularResponse response, int state) {
    return values.value(state);
  }

  @Override
  public ExactCritic fresh(RandomGenerator random) {
    return new ExactCritic(problem);
  }

  @Override
  public String toString() {
    return "ExactCritic";
  }
}
