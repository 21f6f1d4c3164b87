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
    checkSize("transition law", probability, pattern.entries(), pattern.entries() + " entries");
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
