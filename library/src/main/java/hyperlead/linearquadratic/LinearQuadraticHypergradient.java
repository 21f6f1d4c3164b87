package hyperlead.linearquadratic;

import hyperlead.Hypergradient;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.dense.RiccatiEquation;
import hyperlead.dense.SteinEquation;

/**
 * The exact hypergradient of a linear-quadratic problem, by adjoints; a bar marks the derivative of
 * J.
 *
 * <pre>
 * direct, policy F = [F_x F_a] fixed:
 *   Ā = L̄,   K̄ = CᵀL̄ + F_aᵀF̄,   ȳ = Σ_t γ_L^t E[∇r_L]
 * guidance, through F = G [A C] and UUᵀ = (τ/2) S⁻¹, G = γ S⁻¹BᵀP, S = R + γ BᵀPB:
 *   Ḡ = F̄Aᵀ + F̄_aCᵀ
 *   P̄ = γ BS⁻¹Ḡ + γ B S̄ Bᵀ,   S̄ = −S⁻¹( (τ/2) Ū + γ ḠPB )S⁻¹       (symmetric parts)
 *   Z = P̄ + γ L Z Lᵀ      (the Riccati equation, differentiated implicitly)
 *   Q̄ = Z,   Ā = GᵀF̄ + 2γ PLZ,   K̄ = Cᵀ 2γ PLZ
 * </pre>
 *
 * <p>with the derivatives with respect to L, F_c, F_a and UUᵀ from {@link StateLawAdjoint}. Cost:
 * one Riccati and one Stein equation and O(T n³), whatever d is.
 */
public final class LinearQuadraticHypergradient {
  /**
   * {@return J and ∇J of a model, with respect to its θ}
   *
   * @param model the problem at θ, or what the leader takes for it
   * @throws ArithmeticException if the follower's Riccati equation has no stabilising solution or
   *     the law of the states is not finite
   */
  public Hypergradient at(LinearQuadraticModel model) {
    LinearQuadraticProblem problem = model.problem();
    RiccatiEquation.Solution solution =
        new RiccatiEquation(model.states(), model.actions())
            .solve(
                model.led(),
                model.input(),
                model.stateCost(),
                model.actionCost(),
                problem.followerDiscount());
    StateLaw law = new StateLaw(LinearQuadraticResponse.optimal(model, solution));
    StateLawAdjoint adjoint = new StateLawAdjoint(law);
    double[] y = model.configuration();
    return new Hypergradient(
        law.objective(),
        problem.parameterization().pullBack(y, direct(law, adjoint)),
        problem.parameterization().pullBack(y, guidance(law, adjoint, solution)));
  }

  private double[] direct(StateLaw law, StateLawAdjoint adjoint) {
    double[] y = law.model.configuration();
    double[] g = adjoint.configuration.clone();
    LinearSystem system = law.problem.system();
    system.dynamics().addGradient(y, adjoint.closedLoop, g);
    Matrix feedback = law.model.leaderInput().transposed().times(adjoint.closedLoop);
    feedback.addProduct(1, law.leaderGain.transposed(), adjoint.closedGain);
    system.feedback().addGradient(y, feedback, g);
    return g;
  }

  private double[] guidance(
      StateLaw law, StateLawAdjoint adjoint, RiccatiEquation.Solution solution) {
    LinearQuadraticProblem problem = law.problem;
    double[] y = law.model.configuration();
    double[] g = new double[y.length];
    double discount = problem.followerDiscount();
    Matrix z =
        SteinEquation.solve(solution.closedLoop(), valuesAdjoint(law, adjoint, solution), discount);
    Matrix led = solution.values().times(solution.closedLoop()).times(z).times(2 * discount);
    Matrix dynamics = led.plus(1, solution.gain().transposed().times(adjoint.closedGain));
    problem.system().dynamics().addGradient(y, dynamics, g);
    Matrix feedback = law.model.leaderInput().transposed().times(led);
    problem.system().feedback().addGradient(y, feedback, g);
    problem.followerCost().state().addGradient(y, z, g);
    return g;
  }

  /** P̄, before the Riccati equation is accounted for. */
  private Matrix valuesAdjoint(
      StateLaw law, StateLawAdjoint adjoint, RiccatiEquation.Solution solution) {
    LinearQuadraticProblem problem = law.problem;
    LinearQuadraticModel model = law.model;
    double discount = problem.followerDiscount();
    Matrix gain =
        adjoint
            .closedGain
            .times(model.dynamics().transposed())
            .addProduct(1, adjoint.leaderGain, model.leaderInput().transposed());
    Cholesky s = Cholesky.of("R + γ BᵀPB", solution.curvature());
    Matrix inverse = s.inverse();
    Matrix inverseAdjoint =
        adjoint
            .actionNoise
            .times(problem.temperature() / 2)
            .addProduct(discount, gain.times(solution.values()), model.input())
            .symmetrize();
    Matrix curvature = inverse.congruence(inverseAdjoint).times(-discount);
    return model
        .input()
        .congruence(curvature)
        .addProduct(discount, model.input(), inverse.times(gain))
        .symmetrize();
  }

  @Override
  public String toString() {
    return "LinearQuadraticHypergradient";
  }
}
