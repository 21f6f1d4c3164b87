package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;
import hyperlead.validation.Require;

/**
 * A leader's own model of a tabular problem: laws learned from episodes, rewards and constants
 * known.
 *
 * <pre>
 * P̂ : from counts, see TransitionCounts        ∇P̂ = P̂ (∇log P − E_P̂[∇log P])
 * μ̂(x) = n(x_0 = x) / number of episodes       ∇μ̂ = μ̂ ∇log μ
 * </pre>
 *
 * <p>As for every method from episodes, the leader knows the scores ∇log P and ∇log μ, that is how
 * its parameters move the laws, but not the laws. Laws that do not depend on y have score 0, and
 * nothing of the problem's laws is used but where they can lead. The mean of ∇log P, zero under the
 * true law, is taken off so that P̂ remains a law when θ moves. Cost of a round: O(entries); of
 * ∇P̂: O(successors) more for each entry. Not thread-safe: one object for one thread.
 */
public final class EstimatedModel {
  private final TabularProblem truth;
  private final double smoothing;
  private final double memory;
  private final TransitionCounts counts;
  private final double[] firstCounts;

  /**
   * A model that has seen nothing.
   *
   * @param truth for rewards, constants, scores and where transitions can lead
   * @param smoothing visits added to every successor of a pair, &gt; 0; pairs that were not seen
   *     lead to all their successors alike
   * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing
   * @throws IllegalArgumentException if smoothing or memory is out of range
   */
  public EstimatedModel(TabularProblem truth, double smoothing, double memory) {
    this.truth = truth;
    this.smoothing = Require.positive("smoothing", smoothing);
    this.memory = memory;
    counts = new TransitionCounts(truth.transitions().pattern(), memory);
    firstCounts = new double[truth.initial().states().length];
  }

  /**
   * Learns from a round of episodes.
   *
   * @param episodes of the true problem
   * @return the problem with the laws as estimated from all rounds so far; later ones leave it as
   *     it is
   */
  public TabularProblem observe(Episodes<TabularEpisode> episodes) {
    counts.observe(episodes);
    for (int i = 0; i < firstCounts.length; i++) {
      firstCounts[i] *= memory;
    }
    for (TabularEpisode episode : episodes.list()) {
      firstCounts[episode.initial()]++;
    }
    return new TabularProblem(
        truth.setting().withNote("estimated"),
        truth.parameterization(),
        transitions(counts.law(smoothing)),
        initial(shares(firstCounts)),
        truth.followerReward(),
        truth.leaderReward(),
        truth.initialParameters());
  }

  private static double[] shares(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    double[] shares = counts.clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** P̂ with ∇P̂ = P̂ (∇log P − E_P̂[∇log P]). */
  private TransitionLaw transitions(double[] law) {
    Coefficients known = truth.transitions().probability();
    TransitionPattern pattern = truth.transitions().pattern();
    if (known.isFixed()) {
      return new TransitionLaw(pattern, Coefficients.fixed(law));
    }
    return new TransitionLaw(
        pattern,
        Coefficients.of(
            law.length,
            (y, entry) -> law[entry],
            (y, entry, weight, g) -> {
              addScore(known, y, entry, weight * law[entry], g);
              int pair = pattern.pair(entry);
              for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
                addScore(known, y, e, -weight * law[entry] * law[e], g);
              }
            }));
  }

  /** μ̂ with ∇μ̂ = μ̂ ∇log μ. */
  private InitialLaw initial(double[] law) {
    Coefficients known = truth.initial().probability();
    return InitialLaw.of(
        truth.initial().states(),
        Coefficients.of(
            law.length,
            (y, i) -> law[i],
            (y, i, weight, g) -> addScore(known, y, i, weight * law[i], g)));
  }

  /** Adds weight · ∇log P; where P is zero there is no score. */
  private static void addScore(Coefficients law, double[] y, int i, double weight, double[] g) {
    double probability = law.at(y, i);
    if (probability > 0) {
      law.addGradient(y, i, weight / probability, g);
    }
  }

  @Override
  public String toString() {
    return "EstimatedModel of " + truth.name();
  }
}
