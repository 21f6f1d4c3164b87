package hyperlead.estimators;

import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.algebra.TransitionPattern;
import hyperlead.tabular.TabularEpisode;

/** Sums and counts over the visits of each pair (x, a) and of each state x. */
final class VisitSums {
  private final double[] pairSum;
  private final double[] stateSum;
  private final int[] pairVisits;
  private final int[] stateVisits;

  private VisitSums(TransitionPattern pattern) {
    pairSum = new double[pattern.pairs()];
    stateSum = new double[pattern.states()];
    pairVisits = new int[pattern.pairs()];
    stateVisits = new int[pattern.states()];
  }

  /** Counts alone. */
  static VisitSums of(Episodes<TabularEpisode> round) {
    VisitSums visits = new VisitSums(round.list().get(0).response().mdp().pattern());
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        visits.add(episode, t, 0);
      }
    }
    return visits;
  }

  /** w_t = γ_L^t A_L(x_t,a_t) / τ, summed over visits. */
  static VisitSums ofWeights(Episodes<TabularEpisode> round, LeaderCritic<TabularEpisode> critic) {
    LeaderProblem<TabularEpisode> problem = round.problem();
    VisitSums weights = new VisitSums(round.list().get(0).response().mdp().pattern());
    for (TabularEpisode episode : round.list()) {
      double leaderDiscount = episode.leaderDiscount();
      double discount = 1;
      for (int t = 0; t < episode.length(); t++) {
        weights.add(episode, t, discount * critic.advantage(episode, t) / problem.temperature());
        discount *= leaderDiscount;
      }
    }
    return weights;
  }

  private void add(TabularEpisode episode, int t, double weight) {
    pairSum[episode.pair(t)] += weight;
    stateSum[episode.state(t)] += weight;
    pairVisits[episode.pair(t)]++;
    stateVisits[episode.state(t)]++;
  }

  /**
   * The differences {@code Σ_{visits of (x_t,a_t)} w / N(x_t,a_t) − Σ_{visits of x_t} w / N(x_t)}
   * for every step, with sums from here and counts from there.
   */
  double[] differences(TabularEpisode episode, VisitSums counts) {
    double[] differences = new double[episode.length()];
    for (int t = 0; t < differences.length; t++) {
      int pair = episode.pair(t);
      int state = episode.state(t);
      differences[t] =
          pairSum[pair] / counts.pairVisits[pair] - stateSum[state] / counts.stateVisits[state];
    }
    return differences;
  }
}
