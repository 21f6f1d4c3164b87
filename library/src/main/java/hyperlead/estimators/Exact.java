package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.tabular.TabularProblem;
import java.util.SplittableRandom;
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
    if (problem instanceof TabularProblem tabular) {
      return new ExactHypergradient<>(ExactHypergradient.of(tabular)::at);
    }
    if (problem instanceof LinearQuadraticProblem linearQuadratic) {
      return new ExactHypergradient<>(ExactHypergradient.of(linearQuadratic)::at);
    }
    throw new IllegalArgumentException(
        "an exact hypergradient needs a problem with a model: " + problem.name());
  }

  @Override
  public ExactHypergradient<E> on(LeaderProblem<E> problem) {
    return on(problem, new SplittableRandom(1));
  }

  @Override
  public String toString() {
    return "ExactHypergradient";
  }
}
