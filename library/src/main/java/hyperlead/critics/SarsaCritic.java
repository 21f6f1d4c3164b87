package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.random.RandomGenerator;

/**
 * A table of the leader's action values learned by SARSA(0) from episodes alone.
 *
 * <pre>
 * Q_L(x_t,a_t) ← Q_L(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L Q_L(x_{t+1},a_{t+1}) − Q_L(x_t,a_t) )
 * V_L(x) = Σ_a π(a|x) Q_L(x,a)
 * </pre>
 *
 * <p>One pass forward over each episode, in order; the table is kept from round to round. At the
 * end of an episode Q_L(x_T, ·) = 0; where an episode was cut, the next action was not seen and its
 * place is taken by V_L(x_T). Biased by what the table held at the start, which one chooses by
 * name: {@link #zero} or {@link #random}. Cost O(steps · actions). Source: Sutton and Barto,
 * Reinforcement Learning, 2nd ed., §6.4.
 */
public final class SarsaCritic extends TableCritic {
  private SarsaCritic(ActionValueTable table) {
    super(table);
  }

  /**
   * {@return a critic whose table starts at zero}
   *
   * @param problem for the constants; the model is not used
   * @param stepSize α in (0, 1]
   * @throws IllegalArgumentException if α is out of range
   */
  public static SarsaCritic zero(TabularProblem problem, double stepSize) {
    return new SarsaCritic(new ActionValueTable(problem, stepSize, 0));
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws, made by {@link #fresh};
   * until then it is zero} The noise lets the leader explore where the guidance vanishes.
   *
   * @param problem for the constants; the model is not used
   * @param stepSize α in (0, 1]
   * @throws IllegalArgumentException if α is out of range
   */
  public static SarsaCritic random(TabularProblem problem, double stepSize) {
    return new SarsaCritic(new ActionValueTable(problem, stepSize, 1));
  }

  @Override
  public void observe(Episodes<? extends TabularEpisode> episodes) {
    for (TabularEpisode episode : episodes.list()) {
      int last = episode.length() - 1;
      for (int t = 0; t < last; t++) {
        table.move(episode, t, table.actionValue(episode, t + 1));
      }
      table.move(episode, last, value(episode, last + 1));
    }
  }

  @Override
  public SarsaCritic fresh(RandomGenerator random) {
    return new SarsaCritic(table.fresh(random));
  }

  @Override
  public String toString() {
    return "SarsaCritic(" + table + ")";
  }
}
