package hyperlead.tabular;

import hyperlead.parameterizations.Coefficients;
import hyperlead.sparse.TransitionPattern;

/**
 * A transition law P(x'|x,a; y).
 *
 * @param pattern where it can lead; the same for every y
 * @param probability P, one number an entry of the pattern; that rows are distributions is checked
 *     at every y that is asked for
 */
public record TransitionLaw(TransitionPattern pattern, Coefficients probability) {
  /** Throws an {@link IllegalArgumentException} if there are more or fewer numbers than entries. */
  public TransitionLaw {
    if (probability.size() != pattern.entries()) {
      throw new IllegalArgumentException(
          "transition law must have a number for each of %s entries: %s"
              .formatted(pattern.entries(), probability));
    }
  }

  /**
   * {@return a law that does not depend on y}
   *
   * @param pattern where it can lead
   * @param probability P, one number an entry; copied
   * @throws IllegalArgumentException if a row is not a distribution
   */
  public static TransitionLaw fixed(TransitionPattern pattern, double[] probability) {
    pattern.checkProbabilities(probability);
    return new TransitionLaw(pattern, Coefficients.fixed(probability));
  }

  @Override
  public String toString() {
    return "TransitionLaw over " + pattern;
  }
}
