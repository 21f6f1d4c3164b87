package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Worker;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linear.LinearQuadraticHypergradient;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.function.Function;

/**
 * The exact hypergradient, the referee of all estimates. Needs the model. Not thread-safe: one
 * object for one thread.
 *
 * @param <E> the problem's episodes, which are not looked at
 */
public final class ExactHypergradient<E extends Episode> extends Worker<LeaderProblem<E>>
    implements Estimator<E> {
  private final Function<double[], Hypergradient> solver;

  private ExactHypergradient(LeaderProblem<E> problem) {
    super(new Exact<E>(), problem);
    if (problem instanceof TabularProblem tabular) {
      TabularFollower follower = remember(new SoftPolicyIteration().on(tabular));
      TabularHypergradient hypergradient = new TabularHypergradient();
      solver = theta -> hypergradient.at(follower.respond(theta));
    } else if (problem instanceof LinearQuadraticProblem linearQuadratic) {
      solver = theta -> LinearQuadraticHypergradient.at(linearQuadratic.at(theta));
    } else {
      throw new IllegalArgumentException(
          "an exact hypergradient needs a problem with a model: " + problem.name());
    }
  }

  /**
   * {@return the exact hypergradient of a problem: of a tabular one see {@link
   * TabularHypergradient}, of a linear-quadratic one, over its horizon, {@link
   * LinearQuadraticHypergradient}}
   *
   * @throws IllegalArgumentException if the problem has no model
   */
  public static <E extends Episode> ExactHypergradient<E> of(LeaderProblem<E> problem) {
    return new ExactHypergradient<>(problem);
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
    checkOf(round);
    return at(theta);
  }
}
