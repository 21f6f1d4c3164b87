package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linearquadratic.LinearQuadraticHypergradient;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The exact hypergradient, the referee of all estimates. Needs the model: there is an {@code of}
 * for each family of problems that has one. Not thread-safe: one object for one thread.
 */
public final class ExactHypergradient implements Estimator<Episode> {
  private final Supplier<Solver> solvers;
  private final Solver solver;

  private ExactHypergradient(Supplier<Solver> solvers) {
    this.solvers = solvers;
    this.solver = solvers.get();
  }

  /**
   * {@return the exact hypergradient of a tabular problem, see {@link TabularHypergradient}}
   *
   * @param problem the problem with its model
   */
  public static ExactHypergradient of(TabularProblem problem) {
    return new ExactHypergradient(
        () -> {
          SoftPolicyIteration follower = new SoftPolicyIteration(problem);
          TabularHypergradient hypergradient = new TabularHypergradient(problem);
          return theta -> hypergradient.at(follower.respond(theta));
        });
  }

  /**
   * {@return the exact hypergradient of a linear-quadratic problem over its horizon, see {@link
   * LinearQuadraticHypergradient}}
   *
   * @param problem the problem with its model
   */
  public static ExactHypergradient of(LinearQuadraticProblem problem) {
    return new ExactHypergradient(
        () -> {
          LinearQuadraticHypergradient hypergradient = new LinearQuadraticHypergradient(problem);
          return theta -> hypergradient.at(problem.at(theta));
        });
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
    return solver.at(theta);
  }

  /** {@link #at}; the episodes are not used. */
  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends Episode> episodes) {
    return at(theta);
  }

  @Override
  public ExactHypergradient fresh(RandomGenerator random) {
    return new ExactHypergradient(solvers);
  }

  @Override
  public String toString() {
    return "ExactHypergradient";
  }

  /** A solver with its workspace. */
  private interface Solver {
    Hypergradient at(double[] theta);
  }
}
