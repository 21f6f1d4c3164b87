package hyperlead.linearquadratic;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Response;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.dense.RiccatiEquation;
import java.util.random.RandomGenerator;

/**
 * A follower's answer in a linear-quadratic problem, on what it sees before it acts, s = (x, a):
 *
 * <pre>
 * u ~ N(−F s, UUᵀ),   V_F(s) = −sᵀH s + c
 * </pre>
 *
 * <p>The matrices are shared, not copied; callers leave them as they are.
 *
 * @param model what it answers, for simulators and for methods that know the model
 * @param gain F, m × (n + p)
 * @param deviation U, m × m
 * @param values H, (n + p) × (n + p), symmetric
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
   * F = G [A C],   UUᵀ = (τ/2) S⁻¹,   H = diag(Q, 0) + γ [A C]ᵀM[A C],   M = P − P B G
   * c = ( (τ/2)(m log πτ − log det S) − γ tr(P DDᵀ) − γ² tr(M CWWᵀCᵀ) ) / (1 − γ)
   * </pre>
   *
   * @param model what to answer
   * @param riccati the solution for A + C K
   */
  public static LinearQuadraticResponse optimal(
      LinearQuadraticModel model, RiccatiEquation.Solution riccati) {
    LinearQuadraticProblem problem = model.problem();
    Matrix seen = Matrix.beside(model.dynamics(), model.leaderInput());
    Matrix played = riccati.values().times(model.input()).times(riccati.gain());
    Matrix m = riccati.values().plus(-1, played).symmetrize();
    Matrix h = seen.transposed().congruence(m).times(problem.followerDiscount());
    int n = model.states();
    h.fillBlock(0, 0, h.block(0, 0, n, n).add(1, model.stateCost()));
    Cholesky s = Cholesky.of("R + γ BᵀPB", riccati.curvature());
    Matrix deviation =
        Cholesky.of("policy's covariance", s.inverse().times(problem.temperature() / 2)).root();
    return new LinearQuadraticResponse(
        model,
        riccati.gain().times(seen),
        deviation,
        h.symmetrize(),
        constant(model, riccati.values(), m, s.logDeterminant()),
        riccati.residual(),
        riccati.doublings());
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
    int n = model.states();
    double discount = problem().followerDiscount();
    Matrix plan = Matrix.zero(values.rows(), n);
    plan.fillBlock(0, 0, Matrix.scalar(n, 1)).fillBlock(n, 0, model.feedback());
    Matrix p = plan.transposed().congruence(values);
    Matrix bp = model.input().transposed().times(p);
    Matrix s = model.actionCost().plus(discount, bp.times(model.input())).symmetrize();
    Matrix taken = Cholesky.of("R + γ BᵀPB", s).solve(bp.copy());
    Matrix m = p.plus(-discount, bp.transposed().times(taken));
    Matrix seen = Matrix.beside(model.dynamics(), model.leaderInput());
    Matrix next = seen.transposed().congruence(m).times(discount);
    next.fillBlock(0, 0, next.block(0, 0, n, n).add(1, model.stateCost()));
    return next.plus(-1, values).largest() / Math.max(1, next.largest());
  }

  /**
   * {@return V_F(x, a)}
   *
   * @param points array that holds x and a
   * @param x index of the first entry of x
   * @param a index of the first entry of a
   */
  public double value(double[] points, int x, int a) {
    int n = model.states();
    int size = values.rows();
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += row(i, points, x, a) * points[i < n ? x + i : a + i - n];
    }
    return constant - sum;
  }

  /**
   * Adds factor · ∂V_F(x, a)/∂(x, a).
   *
   * @param points array that holds x and a
   * @param x index of the first entry of x
   * @param a index of the first entry of a
   * @param factor of the gradient, any sign
   * @param out receives it at the same distance: entries of x from 0 on, of a from a − x on
   */
  public void addValueGradient(double[] points, int x, int a, double factor, double[] out) {
    int n = model.states();
    int size = values.rows();
    for (int i = 0; i < size; i++) {
      out[i < n ? i : a - x + i - n] -= 2 * factor * row(i, points, x, a);
    }
  }

  /** Entry i of H s. */
  private double row(int i, double[] points, int x, int a) {
    double[] h = values.entries();
    int n = model.states();
    int k = i * values.columns();
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += h[k++] * points[x + j];
    }
    for (int j = 0; j < values.columns() - n; j++) {
      sum += h[k++] * points[a + j];
    }
    return sum;
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
