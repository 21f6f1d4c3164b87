package hyperlead.linear;

import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.RiccatiEquation;
import hyperlead.algebra.SteinEquation;

/**
 * The exact hypergradient of a linear-quadratic problem, by adjoints; a bar marks the derivative of
 * J.
 *
 * <pre>
 * direct, policy F = [F_a F_x] fixed:
 *   Ā = L̄,   K̄ = CᵀL̄ + F_aᵀF̄,   ȳ = Σ_t γ_L^t E[∇r_L]
 * guidance, through F = G [C A] and UUᵀ = (τ/2) S⁻¹, G = γ S⁻¹BᵀP, S = R + γ BᵀPB:
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
    double[] y = model.configuration();
    return new Hypergradient(
        law.objective(),
        problem.parameterization().pullBack(model.theta(), y, direct(law, bar, y)),
        problem.parameterization().pullBack(model.theta(), y, guidance(law, bar, solution, y)));
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

  private static double[] guidance(
      StateLaw law, StateLawAdjoint bar, RiccatiEquation.Solution solution, double[] y) {
    LinearSystem system = law.problem.system();
    double gamma = law.problem.followerDiscount();
    Matrix c = law.model.leaderInput();
    Matrix l = solution.closedLoop();
    Matrix z = SteinEquation.solve(l, valuesAdjoint(law, bar, solution), gamma);
    Matrix plz = solution.values().times(l).times(z).times(2 * gamma);
    double[] g = new double[y.length];
    Matrix a = solution.gain().transposed().times(bar.closedGain).plus(1, plz);
    system.dynamics().addGradient(y, a, g);
    system.feedback().addGradient(y, c.transposed().times(plz), g);
    law.problem.followerCost().state().addGradient(y, z, g);
    return g;
  }

  /** P̄, before the Riccati equation is accounted for. */
  private static Matrix valuesAdjoint(
      StateLaw law, StateLawAdjoint bar, RiccatiEquation.Solution solution) {
    LinearQuadraticModel model = law.model;
    double gamma = law.problem.followerDiscount();
    Matrix b = model.input();
    Matrix gain =
        bar.closedGain
            .times(model.dynamics().transposed())
            .plusProduct(1, bar.leaderGain, model.leaderInput().transposed());
    Matrix inverse = solution.curvature().inverse();
    Matrix inverseAdjoint =
        bar.actionNoise
            .times(law.problem.temperature() / 2)
            .plusProduct(gamma, gain.times(solution.values()), b)
            .symmetric();
    Matrix curvature = inverse.congruence(inverseAdjoint).times(-gamma);
    return b.congruence(curvature).plusProduct(gamma, b, inverse.times(gain)).symmetric();
  }
}
