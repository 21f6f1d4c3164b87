package hyperlead.tabular;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
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
  private int[] states = new int[65];
  private int[] pairs = new int[64];
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
      Require.uninterrupted("simulation");
      TabularEpisode episode = episode(Math.min(left, mdp.problem.horizon()));
      left -= episode.length();
      list.add(episode);
    }
    return new Episodes<>(response, mdp.configuration, list);
  }

  private TabularEpisode episode(int most) {
    TransitionPattern pattern = mdp.pattern;
    int initial = sample(mdp.initialProbability, 0, mdp.initialProbability.length);
    states[0] = mdp.initialStates[initial];
    int t = 0;
    for (; t < most && states[t] != pattern.end(); t++) {
      if (t == pairs.length) {
        states = Arrays.copyOf(states, 2 * t + 1);
        pairs = Arrays.copyOf(pairs, 2 * t);
        entries = Arrays.copyOf(entries, 2 * t);
      }
      int pair = states[t] * pattern.actions();
      pairs[t] = sample(response.policy, pair, pair + pattern.actions());
      entries[t] = sample(law, pattern.rowStart(pairs[t]), pattern.rowStart(pairs[t] + 1));
      states[t + 1] = pattern.successor(entries[t]);
    }
    return new TabularEpisode(
        response,
        initial,
        Arrays.copyOf(states, t + 1),
        Arrays.copyOf(pairs, t),
        Arrays.copyOf(entries, t));
  }

  private int sample(double[] probability, int from, int to) {
    return Categorical.sample(probability, from, to, random);
  }
}
