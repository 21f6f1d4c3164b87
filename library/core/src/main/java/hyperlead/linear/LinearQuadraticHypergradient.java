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
    ActionBasis basis = ActionBasis.of(model);
    RiccatiEquation.Solution solution = basis.model().riccati();
    LinearQuadraticResponse answer = LinearQuadraticResponse.optimal(basis.model(), solution);
    StateLaw law = new StateLaw(basis.inActions(model, answer));
    StateLawAdjoint bar = new StateLawAdjoint(law, basis);
    double[] direct = direct(law, bar, basis.basis());
    double[] guidance = guidance(new AnswerAdjoint(answer, basis, solution, law, bar));
    double[] theta = model.theta();
    double[] y = model.configuration();
    return new Hypergradient(
        law.objective(),
        problem.parameterization().pullBack(theta, y, direct),
        problem.parameterization().pullBack(theta, y, guidance));
  }

  private static double[] direct(StateLaw law, StateLawAdjoint bar, Matrix actions) {
    double[] y = law.model.configuration();
    double[] g = bar.configuration.clone();
    LinearSystem system = law.problem.system();
    system.dynamics().addGradient(y, bar.closedLoop, g);
    Matrix c = law.model.leaderInput();
    Matrix feedback =
        c.transposed()
            .times(bar.closedLoop)
            .plusProduct(1, law.leaderGain.transposed(), actions.times(bar.closedGain));
    system.feedback().addGradient(y, feedback, g);
    return g;
  }

  private static double[] guidance(AnswerAdjoint answer) {
    double[] y = answer.law.model.configuration();
    LinearSystem system = answer.law.problem.system();
    double[] g = new double[y.length];
    system.dynamics().addGradient(y, answer.dynamics(), g);
    Matrix c = answer.law.model.leaderInput();
    system.feedback().addGradient(y, c.transposed().times(answer.led), g);
    QuadraticCost cost = answer.law.problem.followerCost();
    if (!cost.isFixed()) {
      cost.addGradient(y, answer.costs(), answer.prices(), g);
    }
    return g;
  }
}
