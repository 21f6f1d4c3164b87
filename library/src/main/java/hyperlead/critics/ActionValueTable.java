package hyperlead.critics;

import hyperlead.LeaderProblem;
import hyperlead.gaussian.Gaussian;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.random.RandomGenerator;

/** A table Q_L(x,a) that is moved towards targets with a fixed step size. */
abstract class ActionValueTable implements TabularCritic {
  private final TransitionPattern pattern;
  private final double discount;
  private final double stepSize;
  private final double[] table;

  /** A table of zeros, or of draws from N(0, 1). */
  ActionValueTable(
      LeaderProblem<TabularEpisode> problem,
      double stepSize,
      boolean startsRandom,
      RandomGenerator random) {
    pattern = TabularProblem.of(problem).transitions().pattern();
    discount = problem.leaderDiscount();
    this.stepSize = stepSize;
    table = new double[pattern.pairs()];
    for (int pair = 0; startsRandom && pair < table.length; pair++) {
      table[pair] = Gaussian.next(random);
    }
  }

  /** Q(x_t,a_t) ← Q(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L next − Q(x_t,a_t) ). */
  final void move(TabularEpisode episode, int t, double next) {
    double target = episode.leaderReward(t) + discount * next;
    int pair = episode.pair(t);
    table[pair] += stepSize * (target - table[pair]);
  }

  @Override
  public final double actionValue(TabularEpisode episode, int t) {
    return table[episode.pair(t)];
  }

  /** V_L(x) = Σ_a π(a|x) Q_L(x,a), 0 at the end of the episode. */
  @Override
  public final double value(TabularResponse response, int state) {
    return state == pattern.end() ? 0 : response.expectation(state, table);
  }
}
