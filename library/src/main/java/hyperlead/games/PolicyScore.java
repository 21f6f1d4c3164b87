package hyperlead.games;

import hyperlead.critics.TabularCritic;
import hyperlead.scores.TransitionTerm;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularResponse;

/**
 * A leader's term of transitions that uses what the leader knows, its own policy:
 * P((s',b')|(s,b),a) = p(s'|s,b,a) f(b'|s') moves with θ through f only.
 */
abstract sealed class PolicyScore implements TransitionTerm<TabularEpisode>
    permits ExpectedScore, BaselineScore {
  final Commitment commitment;
  final TabularCritic critic;

  PolicyScore(Commitment commitment, TabularCritic critic) {
    this.commitment = commitment;
    this.critic = critic;
  }

  /** Whose values V(s, b) stand next to the score. */
  enum Player {
    LEADER {
      @Override
      double value(TabularCritic critic, TabularResponse response, int x) {
        return critic.value(response, x);
      }
    },
    FOLLOWER {
      @Override
      double value(TabularCritic critic, TabularResponse response, int x) {
        return response.value(x);
      }
    };

    /** V(x), x = s · B + b. */
    abstract double value(TabularCritic critic, TabularResponse response, int x);
  }

  /** Adds weight · V(x) ∇log f(b|s) for x = (s, b), or what has the same expectation given s. */
  abstract void add(Player player, TabularResponse response, int x, double weight, double[] g);

  @Override
  public final TabularCritic critic() {
    return critic;
  }

  @Override
  public final void addInitial(TabularEpisode episode, double[] g) {
    int states = episode.response().mdp().pattern().states();
    if (states != commitment.policy().configurations()) {
      throw new IllegalArgumentException(
          "episodes must be of the follower that sees the leader's action, with states (s, b): "
              + "%s states, not %s".formatted(commitment.policy().configurations(), states));
    }
    add(Player.LEADER, episode.response(), episode.state(0), 1, g);
  }

  @Override
  public final void addLeader(TabularEpisode episode, int t, double weight, double[] g) {
    addNext(Player.LEADER, episode, t, weight, g);
  }

  @Override
  public final void addFollower(TabularEpisode episode, int t, double weight, double[] g) {
    addNext(Player.FOLLOWER, episode, t, weight, g);
  }

  private void addNext(Player player, TabularEpisode episode, int t, double weight, double[] g) {
    int next = episode.state(t + 1);
    if (next != episode.response().mdp().pattern().end()) {
      add(player, episode.response(), next, weight, g);
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + critic + ")";
  }
}
