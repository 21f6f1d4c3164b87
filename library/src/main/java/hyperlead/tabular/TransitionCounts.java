package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.sparse.TransitionPattern;
import hyperlead.validation.Require;

/**
 * How often each action and each transition was seen, and the laws that follow from it.
 *
 * <pre>
 * P̂(x'|x,a) = (n(x,a,x') + s) / Σ_y (n(x,a,y) + s),   π̂(a|x) = (n(x,a) + s) / Σ_b (n(x,b) + s)
 * </pre>
 *
 * <p>Rows run over the pattern's successors and over all actions; s is the smoothing, in visits.
 * Before each round the counts are multiplied by {@code memory}, for laws that move with θ. Cost of
 * a round: O(steps), with a memory below one O(steps + entries).
 */
public final class TransitionCounts {
  private final TransitionPattern pattern;
  private final double memory;
  private final double[] entries;
  private final double[] pairs;

  /**
   * Counts that are all zero.
   *
   * @param pattern where transitions can lead
   * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing
   * @throws IllegalArgumentException if memory is out of range
   */
  public TransitionCounts(TransitionPattern pattern, double memory) {
    this.pattern = pattern;
    this.memory = Require.probability("memory", memory);
    this.entries = new double[pattern.entries()];
    this.pairs = new double[pattern.pairs()];
  }

  /**
   * Counts a round.
   *
   * @param episodes of a problem with this pattern
   */
  public void observe(Episodes<TabularEpisode> episodes) {
    if (memory < 1) {
      shrink(entries);
      shrink(pairs);
    }
    for (TabularEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        entries[episode.entry(t)]++;
        pairs[episode.pair(t)]++;
      }
    }
  }

  private void shrink(double[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= memory;
    }
  }

  /**
   * {@return n(x, a)}
   *
   * @param pair {@code x · actions + a}
   */
  public double visits(int pair) {
    return pairs[pair];
  }

  /**
   * {@return P̂, one number an entry of the pattern; without smoothing, the row of a pair that was
   * not seen is zero}
   *
   * @param smoothing s ≥ 0
   */
  public double[] law(double smoothing) {
    double[] law = new double[entries.length];
    for (int pair = 0; pair < pairs.length; pair++) {
      fillRow(entries, pattern.rowStart(pair), pattern.rowStart(pair + 1), smoothing, law);
    }
    return law;
  }

  /**
   * {@return π̂, one number a pair, at index {@code x · actions + a}; without smoothing, the row of
   * a state that was not seen is zero}
   *
   * @param smoothing s ≥ 0
   */
  public double[] policy(double smoothing) {
    double[] policy = new double[pairs.length];
    for (int from = 0; from < pairs.length; from += pattern.actions()) {
      fillRow(pairs, from, from + pattern.actions(), smoothing, policy);
    }
    return policy;
  }

  private static void fillRow(double[] counts, int from, int to, double smoothing, double[] law) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      law[i] = counts[i] + smoothing;
      sum += law[i];
    }
    for (int i = from; i < to && sum > 0; i++) {
      law[i] /= sum;
    }
  }

  @Override
  public String toString() {
    return "memory " + memory;
  }
}
