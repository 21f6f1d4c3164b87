package hyperlead.followers;

import hyperlead.Follower;
import hyperlead.dense.RiccatiEquation;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import java.util.random.RandomGenerator;

/**
 * The Boltzmann-optimal follower of a linear-quadratic problem.
 *
 * <pre>
 * P = Q + γ A_cᵀPA_c − γ² A_cᵀPB S⁻¹BᵀPA_c,   S = R + γ BᵀPB,   A_c = A + C K
 * u ~ N( −γ S⁻¹BᵀP (A x + C a), (τ/2) S⁻¹ )
 * </pre>
 *
 * <p>It sees the leader's action a before it acts, and plans with the law of those to come. Cost:
 * see {@link RiccatiEquation}; no memory from answer to answer. Source: the soft Bellman equation
 * with quadratic values; Haarnoja et al., ICML 2017, for the policy. Not thread-safe: one object
 * for one thread.
 */
public final class MaxEntropyLqr implements Follower<LinearQuadraticResponse> {
  private final LinearQuadraticProblem problem;
  private final RiccatiEquation riccati;

  /**
   * A follower of a problem.
   *
   * @param problem what it answers
   */
  public MaxEntropyLqr(LinearQuadraticProblem problem) {
    this.problem = problem;
    this.riccati = new RiccatiEquation(problem.system().states(), problem.system().actions());
  }

  @Override
  public LinearQuadraticResponse respond(double[] theta) {
    LinearQuadraticModel model = problem.at(theta);
    return LinearQuadraticResponse.optimal(
        problem,
        model,
        riccati.solve(
            model.led(),
            model.input(),
            model.stateCost(),
            model.actionCost(),
            problem.followerDiscount()));
  }

  @Override
  public MaxEntropyLqr fresh(RandomGenerator random) {
    return new MaxEntropyLqr(problem);
  }

  @Override
  public String toString() {
    return "MaxEntropyLqr";
  }
}
