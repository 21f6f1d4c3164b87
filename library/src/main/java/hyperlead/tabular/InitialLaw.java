package hyperlead.tabular;

import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The law μ(x; y) of the first state, on a fixed list of states, with its gradient. */
public interface InitialLaw {
  /**
   * {@return the states that can be first, each in [0, states); the same for every y} The caller
   * leaves the array as it is.
   */
  int[] states();

  /**
   * {@return μ at y, one number for each of {@link #states()}} The caller leaves the array as it
   * is.
   *
   * @param y configuration at θ, length {@code configurations}
   */
  double[] probabilities(double[] y);

  /**
   * Adds weight · ∂μ(states()[index])/∂y into g.
   *
   * @param y configuration at θ, length {@code configurations}
   * @param index of the state in {@link #states()}
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y, as long as y; added into
   */
  void addGradient(double[] y, int index, double weight, double[] g);

  /**
   * {@return the law that always starts in the same state}
   *
   * @param state in [0, states)
   */
  static InitialLaw startingIn(int state) {
    return new InitialLaw() {
      @Override
      public int[] states() {
        return new int[] {state};
      }

      @Override
      public double[] probabilities(double[] y) {
        return new double[] {1};
      }

      @Override
      public void addGradient(double[] y, int index, double weight, double[] g) {}
    };
  }

  /**
   * {@return the law that starts in every state alike}
   *
   * @param states number of states
   */
  static InitialLaw uniform(int states) {
    return uniformOver(IntStream.range(0, states).toArray());
  }

  /**
   * {@return the law that starts in each of some states alike}
   *
   * @param states each in [0, states) of the problem and once; copied
   * @throws IllegalArgumentException if there is none
   */
  static InitialLaw uniformOver(int[] states) {
    Require.positive("initial states", states.length);
    int[] some = states.clone();
    double[] alike = new double[some.length];
    Arrays.fill(alike, 1.0 / some.length);
    return new InitialLaw() {
      @Override
      public int[] states() {
        return some;
      }

      @Override
      public double[] probabilities(double[] y) {
        return alike;
      }

      @Override
      public void addGradient(double[] y, int index, double weight, double[] g) {}
    };
  }
}
