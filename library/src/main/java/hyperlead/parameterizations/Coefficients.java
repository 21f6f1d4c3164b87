package hyperlead.parameterizations;

import hyperlead.validation.Require;
import java.util.List;

/**
 * Numbers of a model that may move with the configuration y: rewards, probabilities, entries of a
 * matrix; each with its gradient. What they stand for, and in which order, is their user's to say.
 *
 * <p>Gradients are added up with respect to y and pulled back to θ once, so that memory stays O(d).
 */
public interface Coefficients {
  /** {@return how many numbers there are} */
  int size();

  /** {@return number i in [0, size) at y} */
  double at(double[] y, int i);

  /**
   * Adds weight · ∂c_i/∂y into g.
   *
   * @param i in [0, size)
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y, as long as y; added into
   */
  void addGradient(double[] y, int i, double weight, double[] g);

  /**
   * {@return all numbers at y, in their order, each as {@link #at} has it; a new array} To be
   * overridden where several numbers come of one calculation, such as the probabilities of a
   * softmax.
   */
  default double[] all(double[] y) {
    double[] all = new double[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(y, i);
    }
    return all;
  }

  /** {@return whether they are the same for every y, so that every gradient is zero} */
  default boolean isFixed() {
    return false;
  }

  /** {@return the same numbers and gradients, all times a factor} */
  default Coefficients times(double factor) {
    return new FunctionCoefficients(
        "%s times %s".formatted(factor, this),
        size(),
        (y, i) -> factor * at(y, i),
        (y, i, weight, g) -> addGradient(y, i, factor * weight, g));
  }

  /** A number i of a configuration. */
  @FunctionalInterface
  interface Value {
    /** {@return number i at y} */
    double at(double[] y, int i);
  }

  /** The gradient of a number i of a configuration. */
  @FunctionalInterface
  interface Gradient {
    /** Adds weight · ∂c_i/∂y into g. */
    void add(double[] y, int i, double weight, double[] g);
  }

  /** A number of a state and an action, at a configuration. */
  @FunctionalInterface
  interface PairValue {
    /** {@return c(x, a; y)} */
    double at(double[] y, int state, int action);
  }

  /** The gradient of a number of a state and an action. */
  @FunctionalInterface
  interface PairGradient {
    /** Adds weight · ∂c(x, a; y)/∂y into g. */
    void add(double[] y, int state, int action, double weight, double[] g);
  }

  /**
   * {@return numbers that do not depend on y}
   *
   * @param values in their order, finite; copied
   * @throws IllegalArgumentException if one is not finite
   */
  static Coefficients fixed(double... values) {
    return new FixedCoefficients(values);
  }

  /**
   * {@return entries of y themselves}
   *
   * @param offset index in y of the first, ≥ 0
   * @throws IllegalArgumentException if one of them is negative
   */
  static Coefficients block(int offset, int size) {
    Require.index("offset", offset, Integer.MAX_VALUE);
    Require.index("size", size, Integer.MAX_VALUE - offset);
    return new FunctionCoefficients(
        "entries [%s, %s) of the configuration".formatted(offset, offset + size),
        size,
        (y, i) -> y[Require.index("entry of the configuration", offset + i, y.length)],
        (y, i, weight, g) -> g[offset + i] += weight);
  }

  /**
   * {@return numbers as functions of y}
   *
   * @param value number i at y
   */
  static Coefficients of(int size, Value value, Gradient gradient) {
    Require.index("size", size, Integer.MAX_VALUE);
    return new FunctionCoefficients(
        size + " functions of the configuration", size, value, gradient);
  }

  /**
   * {@return a number for each state and action, such as a reward, at index {@code x · actions +
   * a}}
   *
   * @param states number of states
   * @param actions number of actions in every state
   * @param value c(x, a; y)
   */
  static Coefficients of(int states, int actions, PairValue value, PairGradient gradient) {
    return of(
        Math.multiplyExact(states, actions),
        (y, i) -> value.at(y, i / actions, i % actions),
        (y, i, weight, g) -> gradient.add(y, i / actions, i % actions, weight, g));
  }

  /**
   * {@return the numbers of some parts, one part after another}
   *
   * @param parts in their order
   */
  static Coefficients joined(List<? extends Coefficients> parts) {
    return new JoinedCoefficients(parts);
  }
}
