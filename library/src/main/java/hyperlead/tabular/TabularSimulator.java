package hyperlead.tabular;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.parameterizations.Categorical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples episodes. Allocates per episode, not per step. */
final class TabularSimulator {
  private final TabularResponse response;
  private final TabularMdp mdp;
  private final double[] law;
  private final RandomGenerator random;
  private int[] states = new int[64];
  private int[] actions = new int[64];
  private int[] entries = new int[64];

  /** Episodes under P(x'|x,a), one number an entry. */
  TabularSimulator(TabularResponse response, double[] law, RandomGenerator random) {
    this.law = law;
    this.response = response;
    this.mdp = response.mdp;
    this.random = random;
  }

  Episodes<TabularEpisode> episodes(Budget budget) {
    List<TabularEpisode> list = new ArrayList<>();
    for (int left = budget.steps(); left > 0 && list.size() < budget.episodes(); ) {
      TabularEpisode episode = episode(Math.min(left, mdp.problem.horizon()));
      left -= episode.length();
      list.add(episode);
    }
    return new Episodes<>(response, mdp.configuration, list);
  }

  private TabularEpisode episode(int most) {
    int end = mdp.pattern.end();
    int width = mdp.pattern.actions();
    int initial = sample(mdp.initialProbability, 0, mdp.initialProbability.length);
    int state = mdp.initialStates[initial];
    int t = 0;
    for (; t < most && state != end; t++) {
      if (t + 1 == states.length) {
        grow();
      }
      int pair = sample(response.policy, state * width, (state + 1) * width);
      int entry = sample(law, mdp.pattern.rowStart(pair), mdp.pattern.rowStart(pair + 1));
      states[t] = state;
      actions[t] = pair - state * width;
      entries[t] = entry;
      state = mdp.pattern.successor(entry);
    }
    states[t] = state;
    return new TabularEpisode(
        response,
        initial,
        Arrays.copyOf(states, t + 1),
        Arrays.copyOf(actions, t),
        Arrays.copyOf(entries, t));
  }

  private int sample(double[] probability, int from, int to) {
    return Categorical.sample(probability, from, to, random);
  }

  private void grow() {
    states = Arrays.copyOf(states, 2 * states.length);
    actions = Arrays.copyOf(actions, 2 * actions.length);
    entries = Arrays.copyOf(entries, 2 * entries.length);
  }
}
