package hyperlead.laboratory;

import hyperlead.Episode;
import hyperlead.Estimator;

/**
 * An estimator with its name.
 *
 * @param <E> the problem's episodes
 * @param name for rows and legends
 * @param estimator what is measured
 */
public record Candidate<E extends Episode>(String name, Estimator<? super E> estimator) {
  /**
   * An estimator with its name.
   *
   * @param name for rows and legends, not blank
   * @param estimator what is measured
   * @throws IllegalArgumentException if the name is blank
   */
  public Candidate {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of an estimator must not be blank");
    }
  }
}
