package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.random.RandomGenerator;

/**
 * A table of the leader's action values learned by expected SARSA from episodes and the observed
 * policy.
 *
 * <pre>
 * Q_L(x_t,a_t) ← Q_L(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L V_L(x_{t+1}) − Q_L(x_t,a_t) )
 * V_L(x) = Σ_a π(a|x) Q_L(x,a)
 * </pre>
 *
 * <p>As {@link SarsaCritic} with the next action's expectation in place of its sample: less
 * variance for the cost of a sum over actions, and no special case where an episode was cut. Cost
 * O(steps · actions). Source: van Seijen, van Hasselt, Whiteson, Wiering, "A theoretical and
 * empirical analysis of expected Sarsa", ADPRL 2009.
 */
public final class ExpectedSarsaCritic extends TableCritic {
  private ExpectedSarsaCritic(ActionValueTable table) {
    super(table);
  }

  /**
   * {@return a critic whose table starts at zero}
   *
   * @param problem for the constants; the model is not used
   * @param stepSize α in (0, 1]
   * @throws IllegalArgumentException if α is out of range
   */
  public static ExpectedSarsaCritic zero(TabularProblem problem, double stepSize) {
    return new ExpectedSarsaCritic(new ActionValueTable(problem, stepSize, 0));
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws, made by {@link #fresh};
   * until then it is zero} The noise lets the leader explore where the guidance vanishes.
   *
   * @param problem for the constants; the model is not used
   * @param stepSize α in (0, 1]
   * @throws IllegalArgumentException if α is out of range
   */
  public static ExpectedSarsaCritic random(TabularProblem problem, double stepSize) {
    return new ExpectedSarsaCritic(new ActionValueTable(problem, stepSize, 1));
  }

  @Override
  public void observe(Episodes<? extends TabularEpisode> episodes) {
    for (TabularEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        table.move(episode, t, value(episode, t + 1));
      }
    }
  }

  @Override
  public ExpectedSarsaCritic fresh(RandomGenerator random) {
    return new ExpectedSarsaCritic(table.fresh(random));
  }

  @Override
  public String toString() {
    return "ExpectedSarsaCritic(" + table + ")";
  }
}
