package hyperlead.linear;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Response;
import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.RiccatiEquation;
import java.util.random.RandomGenerator;

/**
 * A follower's answer in a linear-quadratic problem, on what it sees before it acts, s = (a, x):
 *
 * <pre>
 * u ~ N(−F s, UUᵀ),   V_F(s) = −sᵀH s + c
 * </pre>
 *
 * @param model what it answers, for simulators and for methods that know the model
 * @param gain F, m × (p + n)
 * @param deviation U, m × m
 * @param values H, (p + n) × (p + n), symmetric
 * @param constant c, in units of reward
 * @param residual relative error of the equation that it solves, see {@link Response#residual}
 * @param iterations how many the solver took
 */
public record LinearQuadraticResponse(
    LinearQuadraticModel model,
    Matrix gain,
    Matrix deviation,
    Matrix values,
    double constant,
    double residual,
    int iterations)
    implements Response<LinearQuadraticEpisode> {

  /**
   * The Boltzmann-optimal answer.
   *
   * <pre>
   * F = G [C A],   UUᵀ = (τ/2) S⁻¹,   H = diag(0, Q) + γ [C A]ᵀM[C A],   M = P − P B G
   * c = ( (τ/2)(m log πτ − log det S) − γ tr(P DDᵀ) − γ² tr(M CWWᵀCᵀ) ) / (1 − γ)
   * </pre>
   *
   * @param model what to answer
   * @param riccati the solution for A + C K
   */
  public static LinearQuadraticResponse optimal(
      LinearQuadraticModel model, RiccatiEquation.Solution riccati) {
    LinearQuadraticProblem problem = model.problem();
    Matrix p = riccati.values();
    Matrix m = p.plus(-1, p.times(model.input()).times(riccati.gain())).symmetric();
    Cholesky s = riccati.curvature();
    Matrix covariance = s.inverse().times(problem.temperature() / 2);
    Matrix seen = Matrix.beside(model.leaderInput(), model.dynamics());
    return new LinearQuadraticResponse(
        model,
        riccati.gain().times(seen),
        Cholesky.of("policy's covariance", covariance).root(),
        costs(model, seen, m).symmetric(),
        constant(model, p, m, s.logDeterminant()),
        riccati.residual(),
        riccati.doublings());
  }

  /** diag(0, Q) + γ [C A]ᵀM[C A]. */
  private static Matrix costs(LinearQuadraticModel model, Matrix seen, Matrix m) {
    int p = model.leaderActions();
    int n = model.states();
    Matrix h = seen.transposed().congruence(m).times(model.problem().followerDiscount());
    return h.withBlock(p, p, h.block(p, p, n, n).plus(1, model.stateCost()));
  }

  private static double constant(
      LinearQuadraticModel model, Matrix p, Matrix m, double logDeterminant) {
    double discount = model.problem().followerDiscount();
    double tau = model.problem().temperature();
    Matrix led = model.leaderInput().times(model.leaderNoise());
    double entropy = tau / 2 * (model.actions() * StrictMath.log(Math.PI * tau) - logDeterminant);
    double noise = p.times(model.noise()).dot(model.noise());
    double leaderNoise = m.times(led).dot(led);
    return (entropy - discount * noise - discount * discount * leaderNoise) / (1 - discount);
  }

  /**
   * {@return the relative error of the quadratic part of V_F in the soft Bellman equation, by one
   * step of it: {@code max |H − TH| / max(1, |TH|)}}
   */
  public double bellmanResidual() {
    double discount = problem().followerDiscount();
    Matrix identity = Matrix.scalar(model.states(), 1);
    Matrix plan = Matrix.beside(model.feedback().transposed(), identity);
    Matrix p = plan.congruence(values);
    Matrix bp = model.input().transposed().times(p);
    Matrix s = model.actionCost().plus(discount, bp.times(model.input())).symmetric();
    Matrix taken = Cholesky.of("R + γ BᵀPB", s).solve(bp);
    Matrix seen = Matrix.beside(model.leaderInput(), model.dynamics());
    Matrix next = costs(model, seen, p.plus(-discount, bp.transposed().times(taken)));
    return next.plus(-1, values).largest() / Math.max(1, next.largest());
  }

  /** {@return V_F(a, x), where a and then x stand in an array from an index on} */
  public double value(double[] points, int from) {
    return constant - values.quadratic(points, from);
  }

  /**
   * Adds factor · ∂V_F(a, x)/∂(a, x) to the first p + n entries of an array; a and then x stand in
   * another one from an index on.
   */
  public void addValueGradient(double[] points, int from, double factor, double[] out) {
    values.addApplied(-2 * factor, points, from, out, 0);
  }

  @Override
  public LinearQuadraticProblem problem() {
    return model.problem();
  }

  @Override
  public double[] theta() {
    return model.theta();
  }

  @Override
  public Episodes<LinearQuadraticEpisode> play(Budget budget, RandomGenerator random) {
    return new LinearQuadraticSimulator(this, random).episodes(budget);
  }

  /** J(θ) over the horizon, from the Gaussian law of the states. */
  @Override
  public double objective() {
    return new StateLaw(this).objective();
  }
}
