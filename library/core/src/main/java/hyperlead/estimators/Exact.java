package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import java.util.random.RandomGenerator;

/**
 * The {@link ExactHypergradient} as a method or a referee of a training: of whatever problem the
 * training has, if that brings a model.
 *
 * @param <E> the problem's episodes, which are not looked at
 */
public record Exact<E extends Episode>() implements Estimator.Kind<E> {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the problem has no model
   */
  @Override
  public ExactHypergradient<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    return ExactHypergradient.of(problem);
  }

  @Override
  public String toString() {
    return "ExactHypergradient";
  }
}
