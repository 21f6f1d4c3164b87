package hyperlead.tabular;

import hyperlead.Episode;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;

/** A trajectory of a tabular problem. Immutable. */
public final class TabularEpisode implements Episode {
  private final TabularResponse response;
  private final TabularMdp mdp;
  private final int initial;
  private final int[] states;
  private final int[] pairs;
  private final int[] entries;

  /**
   * Arrays are taken over: T + 1 states x_t, T pairs (x_t, a_t), and the T entries of the pattern
   * taken. The initial index is that of x_0 in the initial law's list of states.
   */
  TabularEpisode(TabularResponse response, int initial, int[] states, int[] pairs, int[] entries) {
    this.response = response;
    this.mdp = response.mdp;
    this.initial = initial;
    this.states = states;
    this.pairs = pairs;
    this.entries = entries;
  }

  /** {@return x_t, 0 ≤ t ≤ T; {@code states} is the end of the episode} */
  public int state(int t) {
    return states[t];
  }

  /** The index of x_0 in the initial law's list of states. */
  int initial() {
    return initial;
  }

  /** {@return a_t, in [0, actions), 0 ≤ t &lt; T} */
  public int action(int t) {
    return pairs[t] % mdp.pattern.actions();
  }

  /** {@return the pair (x_t, a_t), {@code x · actions + a}, 0 ≤ t &lt; T} */
  public int pair(int t) {
    return pairs[t];
  }

  /** {@return the entry (x_t, a_t, x_{t+1}) of the transition pattern, 0 ≤ t &lt; T} */
  public int entry(int t) {
    return entries[t];
  }

  /**
   * {@return the same trajectory, as a leader observes it that takes the follower's answer for
   * another one}
   *
   * @param estimated π and V_F as the leader knows them, for the MDP that this episode was played
   *     in
   * @throws IllegalArgumentException if it answers another MDP
   */
  public TabularEpisode observedWith(TabularResponse estimated) {
    if (estimated.mdp != mdp) {
      throw new IllegalArgumentException(
          "estimated response must answer the MDP of the episode, which has theta %s: theta %s"
              .formatted(Arrays.toString(response.theta()), Arrays.toString(estimated.theta())));
    }
    return new TabularEpisode(estimated, initial, states, pairs, entries);
  }

  /** {@return the follower's answer as the leader observes it} */
  public TabularResponse response() {
    return response;
  }

  @Override
  public double followerDiscount() {
    return mdp.problem.followerDiscount(states[0]);
  }

  @Override
  public double leaderDiscount() {
    return mdp.problem.leaderDiscount(states[0]);
  }

  @Override
  public int length() {
    return pairs.length;
  }

  @Override
  public boolean terminated() {
    return states[length()] == mdp.pattern.end();
  }

  @Override
  public double leaderReward(int t) {
    return mdp.leaderReward[pairs[t]];
  }

  @Override
  public double followerValue(int t) {
    return response.value(states[t]);
  }

  @Override
  public void addInitialScore(double weight, double[] g) {
    double share = weight / mdp.initialProbability[initial];
    mdp.problem.initial().probability().addGradient(mdp.configuration, initial, share, g);
  }

  @Override
  public void addLeaderRewardGradient(int t, double weight, double[] g) {
    if (mdp.leaderRewardMoves) {
      mdp.problem.leaderReward().addGradient(mdp.configuration, pairs[t], weight, g);
    }
  }

  @Override
  public void addFollowerRewardGradient(int t, double weight, double[] g) {
    if (mdp.followerRewardMoves) {
      mdp.problem.followerReward().addGradient(mdp.configuration, pairs[t], weight, g);
    }
  }

  @Override
  public void addExpectedFollowerRewardGradient(int t, double weight, double[] g) {
    int first = pairs[t] - action(t);
    for (int pair = first; pair < first + mdp.pattern.actions(); pair++) {
      double share = weight * response.policy[pair];
      if (mdp.pattern.isAvailable(pair)) {
        mdp.problem.followerReward().addGradient(mdp.configuration, pair, share, g);
      }
    }
  }

  @Override
  public void addTransitionScore(int t, double weight, double[] g) {
    Coefficients law = mdp.problem.transitions().probability();
    if (!law.isFixed()) {
      law.addGradient(mdp.configuration, entries[t], weight / mdp.probability[entries[t]], g);
    }
  }

  @Override
  public String toString() {
    return "episode of " + length() + " steps of " + mdp.problem.name();
  }
}
