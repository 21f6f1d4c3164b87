package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.critics.WrappedCritic;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import java.util.function.IntToDoubleFunction;

/**
 * A critic whose values meet the score of what the leader knows, its own policy: P((s',b')|(s,b),a)
 * = p(s'|s,b,a) f(b'|s') moves with θ through f only.
 */
abstract class PolicyScore extends WrappedCritic {
  private final TabularCritic critic;
  private final int pairs;
  private final int leaderActions;

  PolicyScore(Kind kind, TabularProblem problem, Commitment commitment, TabularCritic critic) {
    super(kind, problem, critic);
    this.critic = critic;
    pairs = commitment.policy().configurations();
    leaderActions = commitment.leaderActions();
  }

  /**
   * Adds weight · V(x) ∇log f(b|s) for x = (s, b), or what has the same expectation given s.
   *
   * @param mdp with f(b|s) as its configuration
   * @param values V of every state, of those from {@code first(x)} to {@code end(x)} in s
   */
  abstract void add(TabularMdp mdp, IntToDoubleFunction values, int x, double weight, double[] g);

  /** The x of the first b in the same s. */
  final int first(int x) {
    return x - x % leaderActions;
  }

  /** One past the x of the last b in the same s. */
  final int end(int x) {
    return first(x) + leaderActions;
  }

  @Override
  public final void addInitialScore(TabularEpisode episode, double[] g) {
    int states = episode.response().mdp().pattern().states();
    if (states != pairs) {
      throw new IllegalArgumentException(
          "episodes must be of the follower that sees the leader's action, with states (s, b): "
              + "%s states, not %s".formatted(pairs, states));
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
    TabularMdp mdp = episode.response().mdp();
    int x = episode.state(t);
    if (x != mdp.pattern().end()) {
      add(mdp, values, x, weight, g);
    }
  }
}
