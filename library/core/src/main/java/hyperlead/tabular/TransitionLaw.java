package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;

/**
 * A transition law P(x'|x,a; y).
 *
 * @param pattern where it can lead; the same for every y
 * @param probability P, one number an entry of the pattern; that rows are distributions is checked
 *     at every y that is asked for, of fixed numbers once
 * @param shares of the problem's discounts that count in each state
 */
public record TransitionLaw(
    TransitionPattern pattern, Coefficients probability, DiscountShares shares) {
  /**
   * Throws an {@link IllegalArgumentException} if there are more or fewer numbers than entries, or
   * fixed ones are no distributions.
   */
  public TransitionLaw {
    checkSize("transition law", probability, pattern.entries(), pattern.entries() + " entries");
    shares.checkStates(pattern.states());
    if (probability.isFixed()) {
      pattern.checkProbabilities(probability.all(new double[0]));
    }
  }

  /** A law under a problem's own discounts. */
  public TransitionLaw(TransitionPattern pattern, Coefficients probability) {
    this(pattern, probability, DiscountShares.WHOLE);
  }

  /**
   * {@return a law that does not depend on y, from its rows}
   *
   * @param states number of states, &gt; 0
   * @param actions number of actions, over all states, &gt; 0
   * @param law probabilities by next state, {@code states} for the end; entries keep their order;
   *     none where the action is not available
   * @throws IllegalArgumentException if a row is not a distribution over states and the end
   */
  public static TransitionLaw fixed(
      int states, int actions, BiFunction<Integer, Integer, Map<Integer, Double>> law) {
    int[][] rows = new int[Math.multiplyExact(states, actions)][];
    DoubleStream.Builder probability = DoubleStream.builder();
    for (int pair = 0; pair < rows.length; pair++) {
      Map<Integer, Double> row = law.apply(pair / actions, pair % actions);
      rows[pair] = new int[row.size()];
      int k = 0;
      for (Map.Entry<Integer, Double> entry : row.entrySet()) {
        rows[pair][k++] = entry.getKey();
        probability.add(entry.getValue());
      }
    }
    return new TransitionLaw(
        TransitionPattern.of(states, actions, rows),
        Coefficients.fixed(probability.build().toArray()));
  }

  /**
   * {@return the law whose rows are divided by their sums, such as of numbers in single precision}
   *
   * @param numbers p, one number an entry, which may move with y
   * @param deviation the most that the sum of a row may differ from one, at any y that is asked for
   *     (1e-6 does for single precision); larger is a mistake that should not be divided away
   * @throws IllegalArgumentException naming the state and action whose sum differs more
   */
  public static TransitionLaw normalised(
      TransitionPattern pattern, Coefficients numbers, double deviation) {
    checkSize("transition law", numbers, pattern.entries(), pattern.entries() + " entries");
    Coefficients law = new NormalisedRows(pattern, numbers, deviation);
    return new TransitionLaw(
        pattern, law.isFixed() ? Coefficients.fixed(law.all(new double[0])) : law);
  }

  /**
   * {@return the rewards of pairs that rewards on arrival amount to}
   *
   * <pre>r(x,a; y) = Σ_x' P(x'|x,a; y) r(x,a,x'; y)</pre>
   *
   * <p>They have the same values and the same hypergradient. An episode's reward is then the
   * expectation over its next state too, which has less variance; what was earned on arrival is the
   * number of {@link TabularEpisode#entry}, see {@link Functional#onArrival}.
   *
   * @param reward r(x,a,x'; y), one number an entry of the pattern
   * @throws IllegalArgumentException if there are more or fewer numbers than entries
   */
  public Coefficients expected(Coefficients reward) {
    checkSize("reward on arrival", reward, pattern.entries(), pattern.entries() + " entries");
    Coefficients expected = new ArrivalExpectation(this, reward);
    return expected.isFixed() ? Coefficients.fixed(expected.all(new double[0])) : expected;
  }

  /** Throws an {@link IllegalArgumentException} if numbers are not as many as what they are of. */
  static void checkSize(String name, Coefficients numbers, int size, String each) {
    if (numbers.size() != size) {
      throw new IllegalArgumentException(
          "%s must have a number for each of %s: %s".formatted(name, each, numbers));
    }
  }

  @Override
  public String toString() {
    return "TransitionLaw over " + pattern;
  }
}
