package hyperlead.tabular;

import hyperlead.sparse.TransitionPattern;

/** A transition law P(x' | x, a; y) on a fixed pattern, with its gradient. */
public interface TransitionLaw {
  /** Where the law can lead; the same for every y. */
  TransitionPattern pattern();

  /** P at y, one number an entry of the pattern. The caller leaves the array as it is. */
  double[] probabilities(double[] y);

  /** Adds weight · ∂P_entry/∂y into g. */
  void addGradient(double[] y, int entry, double weight, double[] g);

  /**
   * A law that does not depend on y; its gradient is zero.
   *
   * @param pattern where it can lead
   * @param probability P, one number an entry
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
