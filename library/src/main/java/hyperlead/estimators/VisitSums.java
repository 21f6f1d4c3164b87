package hyperlead.estimators;

import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularEpisode;

/** Sums and counts over the visits of each pair (x, a) and of each state x. */
final class VisitSums {
  private final int actions;
  private final double[] pairSum;
  private final double[] stateSum;
  private final int[] pairVisits;
  private final int[] stateVisits;

  VisitSums(TransitionPattern pattern) {
    actions = pattern.actions();
    pairSum = new double[pattern.pairs()];
    stateSum = new double[pattern.states()];
    pairVisits = new int[pattern.pairs()];
    stateVisits = new int[pattern.states()];
  }

  void add(TabularEpisode episode, int t, double weight) {
    pairSum[pair(episode, t)] += weight;
    stateSum[episode.state(t)] += weight;
    pairVisits[pair(episode, t)]++;
    stateVisits[episode.state(t)]++;
  }

  /**
   * The difference {@code Σ_{visits of (x_t,a_t)} w / N(x_t,a_t) − Σ_{visits of x_t} w / N(x_t)},
   * with sums from here and counts from there.
   */
  double difference(TabularEpisode episode, int t, VisitSums counts) {
    int pair = pair(episode, t);
    int state = episode.state(t);
    return pairSum[pair] / counts.pairVisits[pair] - stateSum[state] / counts.stateVisits[state];
  }

  private int pair(TabularEpisode episode, int t) {
    return episode.state(t) * actions + episode.action(t);
  }
}
