package hyperlead.critics;

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
  /** A critic of that kind for that problem. */
  protected TabularCritic(Object kind, TabularProblem problem) {
    super(kind, problem);
  }

  /**
   * {@return V_L(x) = Σ_a π(a|x) Q_L(x, a); 0 for the end of the episode}
   *
   * @param response π, as the leader observes it in the round last observed
   * @param state x in [0, states], the last one the end of the episode
   */
  public abstract double value(TabularResponse response, int state);

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
