package hyperlead.tabular;

import hyperlead.Episodes;
import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.List;

/**
 * How often each first state, action and transition was seen, and what follows from it: the laws,
 * the policy, and a leader's own model of the problem.
 *
 * <pre>
 * P̂(x'|x,a) = (n(x,a,x') + s) / Σ_y (n(x,a,y) + s),   π̂(a|x) = (n(x,a) + s) / Σ_b (n(x,b) + s)
 * μ̂(x) = n(x_0 = x) / number of episodes
 * </pre>
 *
 * <p>Rows run over the pattern's successors and over the actions of a state; s is the smoothing, in
 * visits. Before each round the counts are multiplied by {@code memory}, for laws that move with θ.
 * Cost of a round: O(steps), with a memory below one O(steps + entries). Not thread-safe: one
 * object for one thread.
 */
public final class TransitionCounts implements Learner {
  private final TabularProblem problem;
  private final TransitionPattern pattern;
  private final double memory;
  private final double[] first;
  private final double[] entries;
  private final double[] pairs;

  /**
   * Counts that are all zero.
   *
   * @param problem for where it can start and transitions can lead; its laws are not looked at
   * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing
   * @throws IllegalArgumentException if memory is out of range
   */
  public TransitionCounts(TabularProblem problem, double memory) {
    this.problem = problem;
    this.pattern = problem.transitions().pattern();
    this.memory = Require.probability("memory", memory);
    this.first = new double[problem.initial().probability().size()];
    this.entries = new double[pattern.entries()];
    this.pairs = new double[pattern.pairs()];
  }

  /** Counts a round of the problem, or of one with its pattern. */
  public void observe(Episodes<TabularEpisode> episodes) {
    problem.checkLeads("episodes' law", episodes.list().get(0).response().mdp().pattern());
    if (memory < 1) {
      for (double[] counts : memory()) {
        Arrays.setAll(counts, i -> memory * counts[i]);
      }
    }
    for (TabularEpisode episode : episodes.list()) {
      first[episode.initial()]++;
      for (int t = 0; t < episode.length(); t++) {
        entries[episode.entry(t)]++;
        pairs[episode.pair(t)]++;
      }
    }
  }

  @Override
  public List<double[]> memory() {
    return List.of(first, entries, pairs);
  }

  /** {@return n(x, a) of the pair {@code x · actions + a}} */
  public double visits(int pair) {
    return pairs[pair];
  }

  /**
   * {@return P̂ with smoothing s ≥ 0, one number an entry of the pattern; for s = 0 the row of a
   * pair that was not seen is zero}
   */
  public double[] law(double smoothing) {
    double[] law = entries.clone();
    for (int entry = 0; entry < law.length; entry++) {
      law[entry] += smoothing;
    }
    for (int pair = 0; pair < pairs.length; pair++) {
      normalise(law, pattern.rowStart(pair), pattern.rowStart(pair + 1));
    }
    return law;
  }

  /**
   * {@return π̂ with smoothing s ≥ 0, one number a pair; for s = 0 the row of a state that was not
   * seen is zero}
   */
  public double[] policy(double smoothing) {
    double[] policy = new double[pairs.length];
    Arrays.setAll(policy, pair -> pairs[pair] + (pattern.isAvailable(pair) ? smoothing : 0));
    for (int from = 0; from < pairs.length; from += pattern.actions()) {
      normalise(policy, from, from + pattern.actions());
    }
    return policy;
  }

  private static void normalise(double[] law, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += law[i];
    }
    for (int i = from; i < to && sum > 0; i++) {
      law[i] /= sum;
    }
  }

  /**
   * {@return the problem with the laws as estimated from all rounds so far, rewards and constants
   * known; later rounds leave it as it is}
   *
   * <pre>
   * ∇P̂ = P̂ (∇log P − E_P̂[∇log P]),   ∇μ̂ = μ̂ (∇log μ − E_μ̂[∇log μ])
   * </pre>
   *
   * <p>As for every method from episodes, the leader knows the scores ∇log P and ∇log μ, that is
   * how its parameters move the laws, but not the laws. Laws that do not depend on y have score 0,
   * and nothing of the problem's laws is used but where they can lead. The means of the scores,
   * zero under the true laws, are taken off so that P̂ and μ̂ remain laws when θ moves. Cost:
   * O(entries); of ∇P̂: O(successors) more for each entry.
   *
   * @param smoothing s &gt; 0; pairs that were not seen lead to all their successors alike
   */
  public TabularProblem model(double smoothing) {
    double[] start = first.clone();
    normalise(start, 0, start.length);
    return new TabularProblem(
        problem.setting().withNote("estimated"),
        problem.parameterization(),
        new TransitionLaw(
            pattern,
            transitions(law(Require.positive("smoothing", smoothing))),
            problem.transitions().shares()),
        new InitialLaw(problem.initial().states(), initial(start)),
        problem.followerReward(),
        problem.leaderReward(),
        problem.start(),
        problem.objective());
  }

  /** P̂ with ∇P̂ = P̂ (∇log P − E_P̂[∇log P]). */
  private Coefficients transitions(double[] law) {
    Coefficients known = problem.transitions().probability();
    if (known.isFixed()) {
      return Coefficients.fixed(law);
    }
    return Coefficients.of(
        law.length,
        (y, entry) -> law[entry],
        (y, entry, weight, g) -> {
          int pair = pattern.pair(entry);
          double share = weight * law[entry];
          addScore(known, y, entry, share, g);
          takeMean(known, y, law, pattern.rowStart(pair), pattern.rowStart(pair + 1), share, g);
        });
  }

  /** μ̂ with ∇μ̂ = μ̂ (∇log μ − E_μ̂[∇log μ]). */
  private Coefficients initial(double[] law) {
    Coefficients known = problem.initial().probability();
    if (known.isFixed()) {
      return Coefficients.fixed(law);
    }
    return Coefficients.of(
        law.length,
        (y, i) -> law[i],
        (y, i, weight, g) -> {
          addScore(known, y, i, weight * law[i], g);
          takeMean(known, y, law, 0, law.length, weight * law[i], g);
        });
  }

  private static void takeMean(
      Coefficients known, double[] y, double[] law, int from, int to, double weight, double[] g) {
    for (int i = from; i < to; i++) {
      addScore(known, y, i, -weight * law[i], g);
    }
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
    return "memory " + memory;
  }
}
