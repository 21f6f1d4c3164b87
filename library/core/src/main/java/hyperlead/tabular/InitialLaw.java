package hyperlead.tabular;

import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The law μ(x; y) of the first state, on a fixed list of states. Immutable. */
public final class InitialLaw {
  private final int[] states;
  private final Coefficients probability;

  private InitialLaw(int[] states, Coefficients probability) {
    this.states = states;
    this.probability = probability;
  }

  /**
   * {@return a law; that it is a distribution is checked at every y that is asked for}
   *
   * @param states that can be first, each once and in [0, states) of the problem; copied
   * @param probability μ, one number for each of them
   * @throws IllegalArgumentException if there is no state or one stands twice, or there are more or
   *     fewer numbers than states
   */
  public static InitialLaw of(int[] states, Coefficients probability) {
    Require.distinct("initial states", Arrays.stream(states).boxed().toList());
    TransitionLaw.checkSize("initial law", probability, states.length, states.length + " states");
    return new InitialLaw(states.clone(), probability);
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
    return of(states, Coefficients.fixed(alike));
  }

  /** {@return the states that can be first, the same for every y; a copy} */
  public int[] states() {
    return states.clone();
  }

  /** {@return μ, one number for each of {@link #states}} */
  public Coefficients probability() {
    return probability;
  }

  @Override
  public String toString() {
    return "first state among %s: %s".formatted(states.length, probability);
  }
}
