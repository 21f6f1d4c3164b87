package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.critics.WrappedCritic;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.function.IntToDoubleFunction;

/**
 * A critic whose values meet the score of what the leader knows, its own policy: P((s',b')|(s,b),a)
 * = p(s'|s,b,a) f(b'|s') moves with θ through f only.
 */
abstract class PolicyScore extends WrappedCritic {
  private final TabularCritic critic;
  private final Commitment commitment;

  PolicyScore(Kind kind, TabularProblem problem, Commitment commitment, TabularCritic critic) {
    super(kind, problem, critic);
    this.commitment = commitment;
    this.critic = critic;
  }

  /**
   * Adds weight · V(x) ∇log f(b|s) for x = (s, b), or what has the same expectation given s.
   *
   * @param values V of every state
   * @param from x of the first b in s
   * @param to one past that of the last
   */
  abstract void add(
      TabularEpisode episode,
      IntToDoubleFunction values,
      int x,
      int from,
      int to,
      double weight,
      double[] g);

  @Override
  public final void addInitialScore(TabularEpisode episode, double[] g) {
    int states = episode.response().mdp().pattern().states();
    if (states != commitment.policy().configurations()) {
      throw new IllegalArgumentException(
          "episodes must be of the follower that sees the leader's action, with states (s, b): "
              + "%s states, not %s".formatted(commitment.policy().configurations(), states));
    }
    addAt(episode, x -> critic.value(episode.response(), x), 0, 1, g);
  }

  @Override
  public final void addLeaderScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, x -> critic.value(episode.response(), x), t + 1, weight, g);
  }

  @Override
  public final void addFollowerScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, episode.response()::value, t + 1, weight, g);
  }

  private void addAt(
      TabularEpisode episode, IntToDoubleFunction values, int t, double weight, double[] g) {
    int x = episode.state(t);
    if (x != episode.response().mdp().pattern().end()) {
      int from = x - x % commitment.leaderActions();
      add(episode, values, x, from, from + commitment.leaderActions(), weight, g);
    }
  }
}
