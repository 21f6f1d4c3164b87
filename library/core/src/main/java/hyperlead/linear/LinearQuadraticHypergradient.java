package hyperlead.linear;

import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.RiccatiEquation;

/**
 * The exact hypergradient of a linear-quadratic problem, by adjoints; a bar marks the derivative of
 * J.
 *
 * <pre>
 * direct, policy F = [F_a F_x] fixed:
 *   Ā = L̄,   K̄ = CᵀL̄ + F_aᵀF̄,   ȳ = Σ_t γ_L^t E[∇r_L]
 * guidance, through the follower's answer:
 *   Ā = GᵀF̄_c + A̅_c,   K̄ = CᵀA̅_c,   costs as they are
 * </pre>
 *
 * <p>with the derivatives with respect to L, F_c and F_a from {@link StateLawAdjoint}, those with
 * respect to A_c = A + C K and costs from {@link AnswerAdjoint}. Cost: one Riccati and one Stein
 * equation and O(T n³), whatever d is.
 */
public final class LinearQuadraticHypergradient {
  private LinearQuadraticHypergradient() {}

  /**
   * {@return J and ∇J of a model, with respect to its θ}
   *
   * @param model the problem at θ, or what the leader takes for it
   * @throws ArithmeticException if the follower's Riccati equation has no stabilising solution or
   *     the law of the states is not finite
   */
  public static Hypergradient at(LinearQuadraticModel model) {
    LinearQuadraticProblem problem = model.problem();
    RiccatiEquation.Solution solution = model.riccati();
    StateLaw law = new StateLaw(LinearQuadraticResponse.optimal(model, solution));
    StateLawAdjoint bar = new StateLawAdjoint(law);
    AnswerAdjoint answer = new AnswerAdjoint(law, bar, solution);
    double[] y = model.configuration();
    return new Hypergradient(
        law.objective(),
        problem.parameterization().pullBack(model.theta(), y, direct(law, bar, y)),
        problem.parameterization().pullBack(model.theta(), y, guidance(law, bar, answer)));
  }

  private static double[] direct(StateLaw law, StateLawAdjoint bar, double[] y) {
    double[] g = bar.configuration.clone();
    LinearSystem system = law.problem.system();
    system.dynamics().addGradient(y, bar.closedLoop, g);
    Matrix c = law.model.leaderInput();
    Matrix feedback =
        c.transposed()
            .times(bar.closedLoop)
            .plusProduct(1, law.leaderGain.transposed(), bar.closedGain);
    system.feedback().addGradient(y, feedback, g);
    return g;
  }

  private static double[] guidance(StateLaw law, StateLawAdjoint bar, AnswerAdjoint answer) {
    double[] y = law.model.configuration();
    LinearSystem system = law.problem.system();
    double[] g = new double[y.length];
    Matrix a = answer.solution.gain().transposed().times(bar.closedGain).plus(1, answer.led);
    system.dynamics().addGradient(y, a, g);
    system.feedback().addGradient(y, law.model.leaderInput().transposed().times(answer.led), g);
    QuadraticCost cost = law.problem.followerCost();
    if (!cost.isFixed()) {
      cost.addGradient(y, answer.costs(), answer.prices(), g);
    }
    return g;
  }
}
