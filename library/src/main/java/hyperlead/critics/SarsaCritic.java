package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.validation.Require;
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
 *
 * @param stepSize α in (0, 1]
 * @param startsRandom whether the table starts at draws from N(0, 1), else at zero
 */
public record SarsaCritic(double stepSize, boolean startsRandom) implements TabularCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if α is out of range. */
  public SarsaCritic {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
  }

  /**
   * {@return a critic whose table starts at zero}
   *
   * @param stepSize α in (0, 1]
   */
  public static SarsaCritic zero(double stepSize) {
    return new SarsaCritic(stepSize, false);
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws} The noise lets the leader
   * explore where the guidance vanishes.
   *
   * @param stepSize α in (0, 1]
   */
  public static SarsaCritic random(double stepSize) {
    return new SarsaCritic(stepSize, true);
  }

  @Override
  public TabularCritic on(LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    return new ActionValueTable(problem, stepSize, startsRandom, random) {
      @Override
      public void observe(Episodes<TabularEpisode> round) {
        for (TabularEpisode episode : round.list()) {
          int last = episode.length() - 1;
          for (int t = 0; t < last; t++) {
            move(episode, t, actionValue(episode, t + 1));
          }
          move(episode, last, value(episode, last + 1));
        }
      }
    };
  }

  @Override
  public String toString() {
    return "SarsaCritic(" + (startsRandom ? "random" : "zero") + ", α = " + stepSize + ")";
  }
}
