package hyperlead.followers;

import hyperlead.Worker;
import hyperlead.algebra.RiccatiEquation;
import hyperlead.linear.LinearQuadraticFollower;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
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
 * with quadratic values; Haarnoja et al., ICML 2017, for the policy.
 */
public record MaxEntropyLqr() implements LinearQuadraticFollower.Kind {
  @Override
  public LinearQuadraticFollower on(LinearQuadraticProblem problem, RandomGenerator random) {
    class Solver extends Worker<LinearQuadraticProblem> implements LinearQuadraticFollower {
      Solver(LinearQuadraticProblem problem) {
        super(MaxEntropyLqr.this, problem);
      }

      @Override
      public LinearQuadraticResponse respond(double[] theta) {
        return LinearQuadraticResponse.optimal(problem.at(theta));
      }
    }
    return new Solver(problem);
  }

  @Override
  public String toString() {
    return "MaxEntropyLqr";
  }
}
