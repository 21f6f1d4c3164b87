package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.RiccatiEquation;
import hyperlead.algebra.SteinEquation;

/**
 * Derivatives of J with respect to what moves the follower's answer, by its equations in {@link
 * LinearQuadraticResponse#optimal} differentiated implicitly; a bar marks them. On the way from
 * those of {@link StateLawAdjoint}, F̄ is what both F and g say of it:
 *
 * <pre>
 * λ = (I − γ L)⁻¹ ½ γ B S⁻¹f̄,   F̄_c ← F̄_c − 2 S f λᵀ,   F̄_a ← F̄_a − 2 S f λᵀKᵀ
 * Ḡ = F̄_cAᵀ + F̄_aCᵀ
 * S̄ = −S⁻¹( (τ/2) Ū + γ ḠPB + F̄_cN + f̄ (S f)ᵀ )S⁻¹       (symmetric parts, here and below)
 * P̄ = γ BS⁻¹Ḡ + γ B S̄ Bᵀ,   Z = P̄ + γ L Z Lᵀ
 * A̅_c = 2γ PLZ + γ g λᵀ − 2 GᵀS f λᵀ
 * [Q̄ N̄; N̄ᵀ R̄] = T Z Tᵀ + [0 ½(S⁻¹F̄_c)ᵀ; ½ S⁻¹F̄_c S̄],   [q̄; r̄] = T λ + [0; ½ S⁻¹f̄]
 * </pre>
 */
final class AnswerAdjoint {
  final StateLaw law;

  /** A̅_c. */
  final Matrix led;

  private final RiccatiEquation.Solution solution;
  private final LinearQuadraticResponse answer;
  private final LinearQuadraticModel model;
  private final double gamma;
  private final Matrix inverse;

  /** V of the actions Vᵀu in which the answer and all below are. */
  private final Matrix basis;

  private final StateLawAdjoint bar;
  private final Matrix closedGain;

  /** S f. */
  private final Matrix force;

  /** S⁻¹f̄. */
  private final Matrix shift;

  /** λ. */
  private final Matrix slope;

  /** S̄. */
  private final Matrix curvature;

  /** Z. */
  private final Matrix values;

  AnswerAdjoint(
      LinearQuadraticResponse answer,
      ActionBasis actions,
      RiccatiEquation.Solution solution,
      StateLaw law,
      StateLawAdjoint bar) {
    this.answer = answer;
    basis = actions.basis();
    this.solution = solution;
    this.law = law;
    this.bar = bar;
    model = answer.model();
    gamma = law.problem.followerDiscount();
    inverse = solution.curvature().inverse();
    force = solution.curvature().root().squared().times(answer.offset());
    shift = inverse.times(bar.offset);
    slope = slope();
    closedGain = bar.closedGain.plusProduct(-2, force, slope.transposed());
    Matrix gain = gain();
    curvature = curvature(gain);
    values = values(gain);
    led = led();
  }

  private Matrix slope() {
    int n = model.states();
    if (!model.hasLinearCost() && law.problem.followerCost().linear().isFixed()) {
      return Matrix.zero(n, 1);
    }
    return Matrix.scalar(n, 1)
        .plus(-gamma, solution.closedLoop())
        .solve("I − γ L", model.input().times(shift).times(gamma / 2));
  }

  /** Ḡ. */
  private Matrix gain() {
    Matrix led = model.feedback().times(slope).transposed();
    return closedGain
        .times(model.dynamics().transposed())
        .plusProduct(
            1, bar.leaderGain.plusProduct(-2, force, led), model.leaderInput().transposed());
  }

  private Matrix curvature(Matrix gain) {
    Matrix inverseAdjoint =
        bar.actionNoise
            .times(law.problem.temperature() / 2)
            .plusProduct(gamma, gain.times(solution.values()), model.input())
            .plusProduct(1, closedGain, model.crossCost())
            .plusProduct(1, bar.offset, force.transposed())
            .symmetric();
    return inverse.congruence(inverseAdjoint).times(-1);
  }

  private Matrix values(Matrix gain) {
    Matrix b = model.input();
    Matrix direct = b.congruence(curvature.times(gamma));
    Matrix values = direct.plusProduct(gamma, b, inverse.times(gain)).symmetric();
    return SteinEquation.solve(solution.closedLoop(), values, gamma);
  }

  private Matrix led() {
    int p = model.leaderActions();
    Matrix h = answer.slope();
    Matrix g =
        h.block(p, 0, model.states(), 1)
            .plusProduct(1, model.feedback().transposed(), h.block(0, 0, p, 1));
    Matrix paid = solution.gain().transposed().times(force);
    return solution
        .values()
        .times(solution.closedLoop())
        .times(values)
        .times(2 * gamma)
        .plusProduct(1, g.times(gamma).plus(-2, paid), slope.transposed());
  }

  /** Ā = GᵀF̄_c + A̅_c. */
  Matrix dynamics() {
    return solution.gain().transposed().times(bar.closedGain).plus(1, led);
  }

  /** [Q̄ N̄; N̄ᵀ R̄]. */
  Matrix costs() {
    int n = model.states();
    Matrix plan = basis.times(inverse.times(closedGain)).times(0.5);
    Matrix own =
        Matrix.beside(Matrix.zero(n, n), plan.transposed())
            .above(Matrix.beside(plan, basis.congruence(curvature)));
    return law.observation.congruence(values).plus(1, own);
  }

  /** [q̄; r̄]. */
  Matrix prices() {
    Matrix own = Matrix.zero(model.states(), 1).above(basis.times(shift).times(0.5));
    return own.plusProduct(1, law.observation, slope);
  }
}
