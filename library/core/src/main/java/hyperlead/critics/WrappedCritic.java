package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;

/** A critic that takes its values from another one, and meets the scores in a way of its own. */
public abstract class WrappedCritic extends TabularCritic {
  private final TabularCritic values;

  /** A critic of a kind with the values of another one. */
  @SuppressWarnings("this-escape") // remember only adds to a list of Worker's, which is there
  protected WrappedCritic(Kind kind, TabularProblem problem, TabularCritic values) {
    super(kind, problem);
    this.values = remember(values);
  }

  @Override
  public void observe(Episodes<TabularEpisode> round) {
    values.observe(round);
  }

  @Override
  public final double actionValue(int pair) {
    return values.actionValue(pair);
  }

  @Override
  public double advantage(TabularEpisode episode, int t) {
    return values.advantage(episode, t);
  }

  @Override
  public final double value(TabularResponse response, int state) {
    return values.value(response, state);
  }
}
