package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.validation.Require;
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
 *
 * @param stepSize α in (0, 1]
 * @param startsRandom whether the table starts at draws from N(0, 1), else at zero
 */
public record ExpectedSarsaCritic(double stepSize, boolean startsRandom)
    implements TabularCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if α is out of range. */
  public ExpectedSarsaCritic {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
  }

  /**
   * {@return a critic whose table starts at zero}
   *
   * @param stepSize α in (0, 1]
   */
  public static ExpectedSarsaCritic zero(double stepSize) {
    return new ExpectedSarsaCritic(stepSize, false);
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws} The noise lets the leader
   * explore where the guidance vanishes.
   *
   * @param stepSize α in (0, 1]
   */
  public static ExpectedSarsaCritic random(double stepSize) {
    return new ExpectedSarsaCritic(stepSize, true);
  }

  @Override
  public TabularCritic on(LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    return new ActionValueTable(problem, stepSize, startsRandom, random) {
      @Override
      public void observe(Episodes<TabularEpisode> round) {
        for (TabularEpisode episode : round.list()) {
          for (int t = 0; t < episode.length(); t++) {
            move(episode, t, value(episode, t + 1));
          }
        }
      }
    };
  }

  @Override
  public String toString() {
    return "ExpectedSarsaCritic(" + (startsRandom ? "random" : "zero") + ", α = " + stepSize + ")";
  }
}
