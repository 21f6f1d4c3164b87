package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import java.util.Queue;

/**
 * The first steps of trajectories, of positive probability.
 *
 * @param before one step fewer; null if there is no step yet
 * @param initial index of x_0 in the initial law's list of states
 * @param entry the last step (x,a,x') in the pattern
 */
record Prefix(Prefix before, int initial, int length, int entry, int state, double probability) {
  /** Adds those without steps. */
  static void addFirst(TabularMdp mdp, Queue<Prefix> open) {
    for (int i = 0; i < mdp.initialStates.length; i++) {
      if (mdp.initialProbability[i] > 0) {
        open.add(new Prefix(null, i, 0, -1, mdp.initialStates[i], mdp.initialProbability[i]));
      }
    }
  }

  boolean isWhole(TabularMdp mdp) {
    return state == mdp.pattern.end() || length == mdp.problem.horizon();
  }

  /** Adds those with one step more. */
  void addNext(TabularResponse response, Queue<Prefix> open) {
    TransitionPattern pattern = response.mdp.pattern;
    int from = pattern.rowStart(state * pattern.actions());
    int to = pattern.rowStart((state + 1) * pattern.actions());
    for (int e = from; e < to; e++) {
      double share = response.policy[pattern.pair(e)] * response.mdp.probability[e];
      if (share > 0) {
        open.add(
            new Prefix(this, initial, length + 1, e, pattern.successor(e), probability * share));
      }
    }
  }

  TabularEpisode episode(TabularResponse response) {
    int[] states = new int[length + 1];
    int[] pairs = new int[length];
    int[] entries = new int[length];
    Prefix prefix = this;
    for (int t = length; t > 0; t--, prefix = prefix.before) {
      states[t] = prefix.state;
      entries[t - 1] = prefix.entry;
      pairs[t - 1] = response.mdp.pattern.pair(prefix.entry);
    }
    states[0] = prefix.state;
    return new TabularEpisode(response, initial, states, pairs, entries);
  }
}
