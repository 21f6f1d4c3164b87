package hyperlead.games;

import hyperlead.algebra.Require;
import hyperlead.critics.TabularCritic;
import hyperlead.critics.WrappedCritic;
import hyperlead.parameters.Parameterization;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;

/**
 * A critic whose values meet the score of what the leader knows, its own policy: P((s',b')|(s,b),a)
 * = p(s'|s,b,a) f(b'|s') moves with θ through f only.
 */
abstract class PolicyScore extends WrappedCritic {
  final TabularCritic critic;
  private final int pairs;
  final int leaderActions;

  PolicyScore(Kind kind, TabularProblem problem, Commitment commitment, TabularCritic critic) {
    super(kind, problem, critic);
    Parameterization policy = commitment.policy();
    Parameterization own = problem.parameterization();
    String what = "problem must have the policy of %s, %s: %s";
    Require.that(own.equals(policy), what, commitment.name(), policy, own);
    this.critic = critic;
    pairs = policy.configurations();
    leaderActions = commitment.leaderActions();
  }

  /**
   * Adds weight · V(x) ∇log f(b|s) for x = (s, b), or what has the same expectation given s.
   *
   * @param response to f(b|s), the configuration of its MDP
   * @param values V of every state, of those from {@code first(x)} to {@code end(x)} in s
   */
  abstract void add(TabularResponse response, Values values, int x, double weight, double[] g);

  /**
   * Whose V it is. It is given all that it needs: one that holds some of it costs a step dearly.
   */
  @FunctionalInterface
  interface Values {
    double at(TabularCritic critic, TabularResponse response, int x);
  }

  /** The x of the first b in the same s. */
  final int first(int x) {
    return x - x % leaderActions;
  }

  @Override
  public final void addInitialScore(TabularEpisode episode, double[] g) {
    int states = episode.response().mdp().pattern().states();
    String seeing = "the follower that sees the leader's action, with states (s, b)";
    Require.that(
        states == pairs, "episodes must be of %s: %s states, not %s", seeing, pairs, states);
    addAt(episode, TabularCritic::value, 0, 1, g);
  }

  @Override
  public final void addLeaderScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, TabularCritic::value, t + 1, weight, g);
  }

  @Override
  public final void addFollowerScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, (leaders, response, x) -> response.value(x), t + 1, weight, g);
  }

  private void addAt(TabularEpisode episode, Values values, int t, double weight, double[] g) {
    TabularResponse response = episode.response();
    int x = episode.state(t);
    if (x != response.mdp().pattern().end()) {
      add(response, values, x, weight, g);
    }
  }
}
