package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
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
 * @param isExpected whether targets hold V_L(x_{t+1}), see {@link #expected}
 */
public record SarsaCritic(double stepSize, boolean startsRandom, boolean isExpected)
    implements TabularCritic.Kind {

  public SarsaCritic {
    Require.positive("stepSize", Require.probability("stepSize", stepSize));
  }

  /** {@return a critic whose table starts at zero, α in (0, 1]} */
  public static SarsaCritic zero(double stepSize) {
    return new SarsaCritic(stepSize, false, false);
  }

  /**
   * {@return a critic whose table starts at independent N(0, 1) draws, α in (0, 1]} The noise lets
   * the leader explore where the guidance vanishes.
   */
  public static SarsaCritic random(double stepSize) {
    return new SarsaCritic(stepSize, true, false);
  }

  /**
   * {@return expected SARSA, which has the next action's expectation in place of its sample}
   *
   * <pre>
   * Q_L(x_t,a_t) ← Q_L(x_t,a_t) + α ( r_L(x_t,a_t) + γ_L V_L(x_{t+1}) − Q_L(x_t,a_t) )
   * </pre>
   *
   * <p>Less variance for the cost of a sum over actions, and no special case where an episode was
   * cut; needs the observed policy. Source: van Seijen, van Hasselt, Whiteson, Wiering, "A
   * theoretical and empirical analysis of expected Sarsa", ADPRL 2009.
   */
  public SarsaCritic expected() {
    return new SarsaCritic(stepSize, startsRandom, true);
  }

  @Override
  public TabularCritic on(TabularProblem problem, RandomGenerator random) {
    return new Table(problem, random);
  }

  @Override
  public String toString() {
    return "%sSarsaCritic(%s, α = %s)"
        .formatted(isExpected ? "Expected" : "", startsRandom ? "random" : "zero", stepSize);
  }

  private final class Table extends TabularCritic {
    private final TransitionPattern pattern = problem.transitions().pattern();
    private final double discount = problem.leaderDiscount();
    private final double[] table = remember(new double[pattern.pairs()]);
    private final double[] seen = remember(new double[pattern.pairs()]);
    private Episodes<TabularEpisode> last;

    Table(TabularProblem problem, RandomGenerator random) {
      super(SarsaCritic.this, problem);
      for (int pair = 0; startsRandom && pair < table.length; pair++) {
        table[pair] = Gaussian.next(random);
      }
    }

    @Override
    public void observe(Episodes<TabularEpisode> round) {
      checkOf(round);
      last = round;
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          boolean sampled = !isExpected && t + 1 < episode.length();
          double next = sampled ? actionValue(episode, t + 1) : value(episode, t + 1);
          double target = episode.leaderReward(t) + discount * next;
          int pair = episode.pair(t);
          seen[pair] = 1;
          table[pair] += stepSize * (target - table[pair]);
        }
      }
    }

    @Override
    public double unseen() {
      return Unseen.share(last, pattern.actions(), pair -> seen[pair]);
    }

    @Override
    public double actionValue(TabularEpisode episode, int t) {
      return table[episode.pair(t)];
    }

    @Override
    public double value(TabularResponse response, int state) {
      return state == pattern.end() ? 0 : response.expectation(state, table);
    }
  }
}
