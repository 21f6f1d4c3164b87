package hyperlead.tabular;

import hyperlead.Episode;
import hyperlead.parameterizations.Coefficients;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** A trajectory of a tabular problem. Immutable. */
public final class TabularEpisode implements Episode {
  private final TabularProblem problem;
  private final TabularResponse response;
  private final int initialIndex;
  private final int[] states;
  private final int[] actions;
  private final int[] entries;

  /** Arrays are taken over: T+1 states, T actions, and the T entries of the pattern taken. */
  TabularEpisode(
      TabularResponse response, int initialIndex, int[] states, int[] actions, int[] entries) {
    this.problem = response.mdp.problem;
    this.response = response;
    this.initialIndex = initialIndex;
    this.states = states;
    this.actions = actions;
    this.entries = entries;
  }

  /**
   * {@return x_t; {@code states} is the end of the episode}
   *
   * @param t time, 0 ≤ t ≤ T
   */
  public int state(int t) {
    return states[t];
  }

  /** {@return the index of x_0 in the initial law's list of states} */
  int initial() {
    return initialIndex;
  }

  /**
   * {@return a_t, in [0, actions)}
   *
   * @param t step, 0 ≤ t &lt; T
   */
  public int action(int t) {
    return actions[t];
  }

  /**
   * {@return the pair (x_t, a_t) of the transition pattern, x · actions + a}
   *
   * @param t step, 0 ≤ t &lt; T
   */
  public int pair(int t) {
    return states[t] * response.mdp.pattern.actions() + actions[t];
  }

  /**
   * {@return the entry (x_t, a_t, x_{t+1}) of the transition pattern}
   *
   * @param t step, 0 ≤ t &lt; T
   */
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
    if (estimated.mdp != response.mdp) {
      throw new IllegalArgumentException(
          "estimated response must answer the MDP of the episode, which has theta %s: theta %s"
              .formatted(Arrays.toString(response.theta()), Arrays.toString(estimated.theta())));
    }
    return new TabularEpisode(estimated, initialIndex, states, actions, entries);
  }

  /** {@return the follower's answer as the leader observes it} */
  public TabularResponse response() {
    return response;
  }

  @Override
  public int length() {
    return actions.length;
  }

  @Override
  public boolean terminated() {
    return states[length()] == response.mdp.pattern.end();
  }

  @Override
  public double leaderReward(int t) {
    return response.mdp.leaderReward(states[t], actions[t]);
  }

  @Override
  public double followerValue(int t) {
    return response.values[states[t]];
  }

  @Override
  public void addInitialScore(double weight, double[] g) {
    TabularMdp mdp = response.mdp;
    double share = weight / mdp.initialProbability[initialIndex];
    problem.initial().probability().addGradient(mdp.configuration, initialIndex, share, g);
  }

  @Override
  public void addLeaderRewardGradient(int t, double weight, double[] g) {
    problem.leaderReward().addGradient(response.mdp.configuration, pair(t), weight, g);
  }

  @Override
  public void addFollowerRewardGradient(int t, double weight, double[] g) {
    problem.followerReward().addGradient(response.mdp.configuration, pair(t), weight, g);
  }

  @Override
  public void addExpectedFollowerRewardGradient(int t, double weight, double[] g) {
    int first = states[t] * response.mdp.pattern.actions();
    for (int pair = first; pair < first + response.mdp.pattern.actions(); pair++) {
      double share = weight * response.policy[pair];
      problem.followerReward().addGradient(response.mdp.configuration, pair, share, g);
    }
  }

  @Override
  public void addTransitionScore(int t, double weight, double[] g) {
    TabularMdp mdp = response.mdp;
    Coefficients law = problem.transitions().probability();
    if (!law.isFixed()) {
      law.addGradient(mdp.configuration, entries[t], weight / mdp.probability[entries[t]], g);
    }
  }

  /**
   * Adds {@code Σ_x ∇μ(x) v(x)}, the expectation of the first state's score times v. Uses the law,
   * which not every leader knows.
   *
   * @param v value of each state
   * @param g gradient with respect to y, an entry for each configuration; added into
   */
  public void addExpectedInitial(IntToDoubleFunction v, double[] g) {
    TabularMdp mdp = response.mdp;
    for (int i = 0; i < mdp.initialStates.length; i++) {
      double value = v.applyAsDouble(mdp.initialStates[i]);
      problem.initial().probability().addGradient(mdp.configuration, i, value, g);
    }
  }

  /**
   * Adds {@code weight · Σ_x' ∇P(x'|x_t,a_t) v(x')}, the expectation of the score times v at the
   * next state. Uses the law, which not every leader knows.
   *
   * @param t step, 0 ≤ t &lt; T
   * @param weight factor of the expectation, any sign
   * @param v value of each state, and of the end of the episode
   * @param g gradient with respect to y, an entry for each configuration; added into
   */
  public void addExpectedTransition(int t, double weight, IntToDoubleFunction v, double[] g) {
    TabularMdp mdp = response.mdp;
    int pair = pair(t);
    for (int e = mdp.pattern.rowStart(pair); e < mdp.pattern.rowStart(pair + 1); e++) {
      double value = v.applyAsDouble(mdp.pattern.successor(e));
      problem.transitions().probability().addGradient(mdp.configuration, e, weight * value, g);
    }
  }

  @Override
  public String toString() {
    return "episode of " + length() + " steps of " + problem.name();
  }
}
