package hyperlead.critics;

import hyperlead.gaussian.Gaussian;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/** A table Q_L(x,a) that is moved towards targets with a fixed step size. */
final class ActionValueTable {
  private final TabularProblem problem;
  private final double stepSize;
  private final double initialDeviation;
  private final double[] table;

  ActionValueTable(TabularProblem problem, double stepSize, double initialDeviation) {
    this.problem = problem;
    this.stepSize = Require.positive("stepSize", Require.probability("stepSize", stepSize));
    this.initialDeviation = initialDeviation;
    this.table = new double[problem.transitions().pattern().pairs()];
  }

  /** The same kind of table, with its initial values drawn from N(0, deviation²). */
  ActionValueTable fresh(RandomGenerator random) {
    ActionValueTable fresh = new ActionValueTable(problem, stepSize, initialDeviation);
    if (initialDeviation > 0) {
      for (int pair = 0; pair < table.length; pair++) {
        fresh.table[pair] = initialDeviation * Gaussian.next(random);
      }
    }
    return fresh;
  }

  /** Q(x_t,a_t) ← Q(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L next − Q(x_t,a_t) ). */
  void move(TabularEpisode episode, int t, double next) {
    double target = episode.leaderReward(t) + problem.leaderDiscount() * next;
    int pair = pair(episode, t);
    table[pair] += stepSize * (target - table[pair]);
  }

  double actionValue(TabularEpisode episode, int t) {
    return table[pair(episode, t)];
  }

  /** V_L(x) = Σ_a π(a|x) Q_L(x,a), 0 at the end of the episode. */
  double value(TabularResponse response, int state) {
    if (state == problem.transitions().pattern().end()) {
      return 0;
    }
    return response.expectation(state, table);
  }

  private int pair(TabularEpisode episode, int t) {
    return episode.state(t) * problem.transitions().pattern().actions() + episode.action(t);
  }

  @Override
  public String toString() {
    return (initialDeviation > 0 ? "random" : "zero") + ", α = " + stepSize;
  }
}
