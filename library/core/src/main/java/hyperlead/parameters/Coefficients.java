package hyperlead.parameters;

import hyperlead.algebra.Require;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.MathArrays;

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

  /** Adds weight · ∂c_i/∂y into g, which is as long as y, for i in [0, size) and any weight. */
  void addGradient(double[] y, int i, double weight, double[] g);

  /**
   * Adds weight · Σ_{j &lt; count} v_j ∂c_{i+j}/∂y into g, where v stands in an array from an index
   * on: many numbers for one call.
   */
  default void addGradient(
      double[] y, int i, int count, double weight, double[] v, int from, double[] g) {
    for (int j = 0; j < count; j++) {
      addGradient(y, i + j, weight * v[from + j], g);
    }
  }

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
        isFixed() ? Arrays.stream(all(new double[0])).map(c -> factor * c).toArray() : null,
        (y, i) -> factor * at(y, i),
        (y, i, weight, g) -> addGradient(y, i, factor * weight, g));
  }

  /**
   * {@return some of these numbers, in the order of their indices, each as often as it stands
   * there}
   *
   * @param indices each in [0, size); copied
   */
  default Coefficients picked(int... indices) {
    return new PickedCoefficients(this, indices);
  }

  /**
   * {@return the sums of these numbers and others, such as a reward and a bonus}
   *
   * @throws IllegalArgumentException if the others are more or fewer
   */
  default Coefficients plus(Coefficients other) {
    Require.that(
        size() == other.size(), "sums must be of equally many numbers: %s plus %s", this, other);
    return new FunctionCoefficients(
        this + " plus " + other,
        size(),
        isFixed() && other.isFixed(),
        y -> MathArrays.ebeAdd(all(y), other.all(y)),
        (y, i) -> at(y, i) + other.at(y, i),
        (y, i, weight, g) -> {
          addGradient(y, i, weight, g);
          other.addGradient(y, i, weight, g);
        });
  }

  /** A number c_i(y). */
  @FunctionalInterface
  interface Value extends Serializable {
    double at(double[] y, int i);
  }

  /** Adds weight · ∂c_i/∂y into g. */
  @FunctionalInterface
  interface Gradient extends Serializable {
    void add(double[] y, int i, double weight, double[] g);
  }

  /** A number c(x, a; y) of a state and an action. */
  @FunctionalInterface
  interface PairValue extends Serializable {
    double at(double[] y, int state, int action);
  }

  /** Adds weight · ∂c(x, a; y)/∂y into g. */
  @FunctionalInterface
  interface PairGradient extends Serializable {
    void add(double[] y, int state, int action, double weight, double[] g);
  }

  /**
   * {@return numbers that do not depend on y: the values, copied}
   *
   * @throws IllegalArgumentException if one is not finite
   */
  static Coefficients fixed(double... values) {
    double[] copy = Require.vector("coefficients", values, values.length).clone();
    return new FunctionCoefficients(
        copy.length + " fixed numbers", copy.length, copy, (y, i) -> copy[i], (y, i, w, g) -> {});
  }

  /**
   * {@return entries of y themselves, from an offset on}
   *
   * @throws IllegalArgumentException if offset or size is negative
   */
  static Coefficients block(int offset, int size) {
    Require.index("offset", offset, Integer.MAX_VALUE);
    Require.index("size", size, Integer.MAX_VALUE - offset);
    return new BlockCoefficients(offset, size);
  }

  /** {@return as many numbers as functions of y, with their gradients} */
  static Coefficients of(int size, Value value, Gradient gradient) {
    Require.index("size", size, Integer.MAX_VALUE);
    return new FunctionCoefficients(
        size + " functions of the configuration", size, null, value, gradient);
  }

  /**
   * {@return a number c(x, a; y) for each state and action, such as a reward, at index {@code x ·
   * actions + a}}
   */
  static Coefficients of(int states, int actions, PairValue value, PairGradient gradient) {
    return of(
        Math.multiplyExact(states, actions),
        (y, i) -> value.at(y, i / actions, i % actions),
        (y, i, weight, g) -> gradient.add(y, i / actions, i % actions, weight, g));
  }

  /** {@return the numbers of some parts, one part after another, in their order} */
  static Coefficients joined(List<? extends Coefficients> parts) {
    JoinedCoefficients joined = new JoinedCoefficients(parts);
    boolean fixed = parts.stream().allMatch(Coefficients::isFixed);
    return fixed ? fixed(joined.all(new double[0])) : joined;
  }
}
