package hyperlead.tabular;

import hyperlead.sparse.TransitionPattern;

/** A transition law P(x' | x, a; y) on a fixed pattern, with its gradient. */
public interface TransitionLaw {
  /** {@return where the law can lead; the same for every y} */
  TransitionPattern pattern();

  /**
   * {@return P at y, one number an entry of the pattern} The caller leaves the array as it is.
   *
   * @param y configuration at θ, length {@code configurations}
   */
  double[] probabilities(double[] y);

  /**
   * Adds weight · ∂P_entry/∂y into g.
   *
   * @param y configuration at θ, length {@code configurations}
   * @param entry of the pattern, in [0, entries)
   * @param weight factor of the gradient, any sign
   * @param g gradient with respect to y, as long as y; added into
   */
  void addGradient(double[] y, int entry, double weight, double[] g);

  /**
   * {@return a law that does not depend on y; its gradient is zero}
   *
   * @param pattern where it can lead
   * @param probability P, one number an entry; copied
   * @throws IllegalArgumentException if a row is not a distribution
   */
  static TransitionLaw fixed(TransitionPattern pattern, double[] probability) {
    pattern.checkProbabilities(probability);
    double[] copy = probability.clone();
    return new TransitionLaw() {
      @Override
      public TransitionPattern pattern() {
        return pattern;
      }

      @Override
      public double[] probabilities(double[] y) {
        return copy;
      }

      @Override
      public void addGradient(double[] y, int entry, double weight, double[] g) {}
    };
  }
}
