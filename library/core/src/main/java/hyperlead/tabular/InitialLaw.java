package hyperlead.tabular;

import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The law μ(x; y) of the first state, on a fixed list of states.
 *
 * <p>It may be a mixture of laws, with chances that do not move: then Σ ∇μ is zero over each part,
 * and values that differ by much from one part to the other, as where one's γ is next to one, do
 * not meet in ∇J.
 *
 * @param states that can be first, each once and in [0, states) of the problem; the same for every
 *     y
 * @param probability μ, one number for each of them; that it is a distribution is checked at every
 *     y that is asked for
 * @param parts the part of a mixture that each of them belongs to, by any number
 */
public record InitialLaw(List<Integer> states, Coefficients probability, List<Integer> parts) {
  /**
   * Throws an {@link IllegalArgumentException} if there is no state or one stands twice, or there
   * are more or fewer numbers than states.
   */
  public InitialLaw {
    states = Require.distinct("initial states", states);
    TransitionLaw.checkSize("initial law", probability, states.size(), states.size() + " states");
    parts = List.copyOf(parts);
    Require.that(parts.size() == states.size(), "initial law's parts must be as many as states");
  }

  /** A law of one part. */
  public InitialLaw(List<Integer> states, Coefficients probability) {
    this(states, probability, Collections.nCopies(states.size(), 0));
  }

  /** The same law on states of other numbers. */
  InitialLaw at(IntUnaryOperator number) {
    return new InitialLaw(states.stream().map(number::applyAsInt).toList(), probability, parts);
  }

  /** {@return the law that always starts in the same state, in [0, states)} */
  public static InitialLaw startingIn(int state) {
    return uniformOver(state);
  }

  /** {@return the law that starts in each of so many states alike} */
  public static InitialLaw uniform(int states) {
    return uniformOver(IntStream.range(0, states).toArray());
  }

  /**
   * {@return the law that starts in each of some states alike}
   *
   * @param states each in [0, states) of the problem and once; copied
   * @throws IllegalArgumentException if there is none, or one stands twice
   */
  public static InitialLaw uniformOver(int... states) {
    double[] alike = new double[states.length];
    Arrays.fill(alike, 1.0 / states.length);
    return new InitialLaw(Arrays.stream(states).boxed().toList(), Coefficients.fixed(alike));
  }

  @Override
  public String toString() {
    return "first state among %s: %s".formatted(states.size(), probability);
  }
}
