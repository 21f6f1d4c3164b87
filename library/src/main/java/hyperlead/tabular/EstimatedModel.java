package hyperlead.tabular;

import hyperlead.Episodes;
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
 * true law, is taken off so that P̂ remains a law when θ moves. Cost of a model at θ: O(entries);
 * of ∇P̂: O(successors) more for each entry. Not thread-safe: one object for one thread.
 */
public final class EstimatedModel {
  private final TabularProblem truth;
  private final double smoothing;
  private final double memory;
  private final TabularProblem problem;
  private final TransitionCounts counts;
  private final double[] firstCounts;
  private double[] transition;
  private double[] first;
  private double[] trueTransition;
  private double[] trueFirst;

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
    problem =
        new TabularProblem(
            truth.setting().withNote("estimated"),
            truth.parameterization(),
            new Transitions(),
            new Initial(),
            truth.followerReward(),
            truth.leaderReward(),
            truth.initialParameters());
  }

  /** {@return the problem with the estimated laws; it follows what is observed} */
  public TabularProblem problem() {
    return problem;
  }

  /**
   * Learns from a round of episodes.
   *
   * @param episodes of the true problem
   */
  public void observe(Episodes<? extends TabularEpisode> episodes) {
    counts.observe(episodes);
    for (int i = 0; i < firstCounts.length; i++) {
      firstCounts[i] *= memory;
    }
    for (TabularEpisode episode : episodes.list()) {
      firstCounts[episode.initial()]++;
    }
    transition = counts.law(smoothing);
    first = shares(firstCounts);
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

  /**
   * {@return the estimated MDP at θ}
   *
   * @param theta the leader's parameters, length d
   * @throws IllegalStateException if nothing was observed yet
   */
  public TabularMdp at(double[] theta) {
    if (transition == null) {
      throw new IllegalStateException("episodes must be observed before a model is asked for");
    }
    double[] y = truth.parameterization().configuration(theta);
    trueTransition = truth.transitions().probabilities(y);
    trueFirst = truth.initial().probabilities(y);
    return problem.at(theta);
  }

  private final class Transitions implements TransitionLaw {
    @Override
    public TransitionPattern pattern() {
      return truth.transitions().pattern();
    }

    @Override
    public double[] probabilities(double[] y) {
      return transition;
    }

    @Override
    public void addGradient(double[] y, int entry, double weight, double[] g) {
      addScore(y, entry, weight * transition[entry], g);
      int pair = pattern().pair(entry);
      for (int e = pattern().rowStart(pair); e < pattern().rowStart(pair + 1); e++) {
        addScore(y, e, -weight * transition[entry] * transition[e], g);
      }
    }

    /** Adds weight · ∇log P; where P is zero there is no score. */
    private void addScore(double[] y, int entry, double weight, double[] g) {
      if (trueTransition[entry] > 0) {
        truth.transitions().addGradient(y, entry, weight / trueTransition[entry], g);
      }
    }
  }

  private final class Initial implements InitialLaw {
    @Override
    public int[] states() {
      return truth.initial().states();
    }

    @Override
    public double[] probabilities(double[] y) {
      return first;
    }

    @Override
    public void addGradient(double[] y, int index, double weight, double[] g) {
      if (trueFirst[index] > 0) {
        truth.initial().addGradient(y, index, weight * first[index] / trueFirst[index], g);
      }
    }
  }
}
