package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticHypergradient;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.function.Function;

/**
 * The exact hypergradient, the referee of all estimates. Needs the model: there is an {@code of}
 * for each family of problems that has one. Not thread-safe: one object for one thread.
 *
 * @param <E> the problem's episodes, which are not looked at
 */
public final class ExactHypergradient<E extends Episode> implements Estimator<E> {
  private final Function<double[], Hypergradient> solver;

  ExactHypergradient(Function<double[], Hypergradient> solver) {
    this.solver = solver;
  }

  /** {@return the exact hypergradient of a tabular problem, see {@link TabularHypergradient}} */
  public static ExactHypergradient<TabularEpisode> of(TabularProblem problem) {
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularHypergradient hypergradient = new TabularHypergradient();
    return new ExactHypergradient<>(theta -> hypergradient.at(follower.respond(theta)));
  }

  /**
   * {@return the exact hypergradient of a linear-quadratic problem over its horizon, see {@link
   * LinearQuadraticHypergradient}}
   */
  public static ExactHypergradient<LinearQuadraticEpisode> of(LinearQuadraticProblem problem) {
    LinearQuadraticHypergradient hypergradient = new LinearQuadraticHypergradient();
    return new ExactHypergradient<>(theta -> hypergradient.at(problem.at(theta)));
  }

  /**
   * J(θ) and ∇J(θ).
   *
   * @param theta the leader's parameters, length d
   * @return both, with the direct and the guidance term of length d
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   * @throws ArithmeticException if the follower's solver did not converge
   */
  public Hypergradient at(double[] theta) {
    return solver.apply(theta);
  }

  /** {@link #at}; the episodes are not used. */
  @Override
  public Hypergradient estimate(double[] theta, Episodes<E> round) {
    return at(theta);
  }

  @Override
  public String toString() {
    return "ExactHypergradient";
  }
}
