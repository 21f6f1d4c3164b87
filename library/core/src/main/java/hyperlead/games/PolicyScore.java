package hyperlead.games;

import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.critics.TabularCritic;
import hyperlead.critics.WrappedCritic;
import hyperlead.parameters.Parameterization;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;

/**
 * A critic whose values meet the score of what the leader knows, its own policy: P((s',b')|(s,b),a)
 * = p(s'|s,b,a) f(b'|s') moves with θ through f only.
 */
abstract class PolicyScore extends WrappedCritic {
  private final TabularCritic critic;
  private final int pairs;
  final int leaderActions;
  private double[] leaders;
  private double[] followers;

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

  /** V of every state once a round: a step is too short to ask a critic again. */
  @Override
  public final void observe(Episodes<TabularEpisode> round) {
    super.observe(round);
    TabularResponse response = round.list().get(0).response();
    int states = response.mdp().pattern().states();
    String seeing = "the follower that sees the leader's action, with states (s, b)";
    Require.that(
        states == pairs, "episodes must be of %s: %s states, not %s", seeing, pairs, states);
    followers = response.values();
    leaders = new double[followers.length];
    for (int x = 0; x < states; x++) {
      leaders[x] = critic.value(response, x);
    }
  }

  /**
   * Adds weight · V(x) ∇log f(b|s) for x = (s, b), or what has the same expectation given s.
   *
   * @param mdp to f(b|s), its configuration
   * @param values V of every state
   */
  abstract void add(TabularMdp mdp, double[] values, int x, double weight, double[] g);

  /** The x of the first b in the same s. */
  final int first(int x) {
    return x - x % leaderActions;
  }

  @Override
  public final void addInitialScore(TabularEpisode episode, double[] g) {
    addAt(episode, leaders, 0, 1, g);
  }

  @Override
  public final void addLeaderScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, leaders, t + 1, weight, g);
  }

  @Override
  public final void addFollowerScore(TabularEpisode episode, int t, double weight, double[] g) {
    addAt(episode, followers, t + 1, weight, g);
  }

  private void addAt(TabularEpisode episode, double[] values, int t, double weight, double[] g) {
    int x = episode.state(t);
    if (x != pairs) {
      add(episode.response().mdp(), values, x, weight, g);
    }
  }
}
