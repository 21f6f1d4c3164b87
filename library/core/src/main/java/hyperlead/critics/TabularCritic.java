package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A critic of a tabular problem: it has a value for every state, visited or not. */
public abstract class TabularCritic extends Worker<TabularProblem>
    implements LeaderCritic<TabularEpisode> {
  private Episodes<TabularEpisode> last;

  /** A critic of that kind for that problem. */
  protected TabularCritic(Object kind, TabularProblem problem) {
    super(kind, problem);
  }

  /** Begins to learn from a round, which must be of its problem. */
  protected final void begin(Episodes<TabularEpisode> round) {
    checkOf(round);
    last = round;
  }

  /** {@return how far it has learned of a pair, in [0, 1]; NaN if it does not learn of pairs} */
  protected double seen(int pair) {
    return Double.NaN;
  }

  /** Mean over the last round's steps of Σ_a π(a|x_t) (1 − seen(x_t, a)); 0 if there was none. */
  @Override
  public final double unseen() {
    if (last == null) {
      return 0 * seen(0);
    }
    int actions = problem.transitions().pattern().actions();
    double sum = 0;
    for (TabularEpisode episode : last.list()) {
      for (int t = 0; t < episode.length(); t++) {
        for (int action = 0; action < actions; action++) {
          double unseen = 1 - seen(episode.state(t) * actions + action);
          sum += unseen * episode.response().policy(episode.state(t), action);
        }
      }
    }
    return sum / last.steps();
  }

  /**
   * {@return V_L(x) = Σ_a π(a|x) Q_L(x, a); 0 for the end of the episode}
   *
   * @param response π, as the leader observes it in the round last observed
   * @param state x in [0, states], the last one the end of the episode
   */
  public abstract double value(TabularResponse response, int state);

  /** {@return Q_L(x, a) of the pair {@code x · actions + a}, visited or not} */
  public abstract double actionValue(int pair);

  @Override
  public final double actionValue(TabularEpisode episode, int t) {
    return actionValue(episode.pair(t));
  }

  @Override
  public final double value(TabularEpisode episode, int t) {
    return value(episode.response(), episode.state(t));
  }

  /** A kind of tabular critic. */
  public interface Kind extends LeaderCritic.Kind<TabularEpisode> {
    /** {@return a critic of this kind that has learned nothing yet, of a problem with its model} */
    TabularCritic on(TabularProblem problem, RandomGenerator random);

    @Override
    default TabularCritic on(LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
      return on(TabularProblem.of(problem), random);
    }

    @Override
    default TabularCritic on(LeaderProblem<TabularEpisode> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
