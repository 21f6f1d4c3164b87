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
 * u ~ N(−F s − f, UUᵀ),   V_F(s) = −sᵀH s − hᵀs + c
 * </pre>
 *
 * @param model what it answers, for simulators and for methods that know the model
 * @param gain F, m × (p + n)
 * @param offset f, m × 1, zero without linear costs
 * @param deviation U, m × m
 * @param values H, (p + n) × (p + n), symmetric
 * @param slope h, (p + n) × 1, zero without linear costs
 * @param constant c, in units of reward
 * @param residual relative error of the equation that it solves, see {@link Response#residual}
 * @param iterations how many the solver took
 */
public record LinearQuadraticResponse(
    LinearQuadraticModel model,
    Matrix gain,
    Matrix offset,
    Matrix deviation,
    Matrix values,
    Matrix slope,
    double constant,
    double residual,
    int iterations)
    implements Response<LinearQuadraticEpisode> {
  /** {@return a policy u ~ N(−F s − f, UUᵀ) whose values are not known yet: zeros} */
  public static LinearQuadraticResponse acting(
      LinearQuadraticModel model, Matrix gain, Matrix offset, Matrix deviation) {
    Matrix values = Matrix.zero(gain.columns(), gain.columns());
    Matrix slope = Matrix.zero(gain.columns(), 1);
    return new LinearQuadraticResponse(
        model, gain, offset, deviation, values, slope, 0, Double.NaN, 0);
  }

  /**
   * The Boltzmann-optimal answer.
   *
   * <pre>
   * F = G [C A] + S⁻¹[0 Nᵀ],   UUᵀ = (τ/2) S⁻¹,   H = diag(0, Q) + γ [C A]ᵀP[C A] − FᵀS F
   * S f = ½ (r + γ Bᵀg),   h = [0; q] + γ [C A]ᵀg − 2 FᵀS f,   g = [K; I]ᵀh = q − [K; I]ᵀFᵀr + γ Lᵀg
   * c = ( (τ/2)(m log πτ − log det S) + fᵀS f − c_F − γ tr(P DDᵀ) − γ² tr(M CWWᵀCᵀ) ) / (1 − γ)
   * </pre>
   *
   * <p>with M = P − P B G and c_F the constant cost of a step.
   *
   * @param model what to answer
   * @throws ArithmeticException if the Riccati equation for A + C K has no solution, see {@link
   *     RiccatiEquation#solve}
   */
  public static LinearQuadraticResponse optimal(LinearQuadraticModel model) {
    ActionBasis basis = ActionBasis.of(model);
    return basis.inActions(model, optimal(basis.model(), basis.model().riccati()));
  }

  /** In a model without redundant actions, by the solution for A + C K. */
  static LinearQuadraticResponse optimal(
      LinearQuadraticModel model, RiccatiEquation.Solution riccati) {
    double discount = model.problem().followerDiscount();
    Matrix p = riccati.values();
    Matrix m = p.plus(-1, p.times(model.input()).times(riccati.gain())).symmetric();
    Cholesky s = riccati.curvature();
    Matrix covariance = s.inverse().times(model.problem().temperature() / 2);
    Matrix gain = plan(model, riccati.gain(), s);
    Matrix g = ledSlope(model, riccati.closedLoop(), gain);
    Matrix marginal = actionPrices(model).plusProduct(discount, model.input().transposed(), g);
    Matrix offset = s.solve(marginal).times(0.5);
    Matrix slope =
        statePrices(model)
            .plusProduct(discount, seen(model).transposed(), g)
            .plusProduct(-1, gain.transposed(), marginal);
    return new LinearQuadraticResponse(
        model,
        gain,
        offset,
        Cholesky.of("policy's covariance", covariance).root(),
        costs(model, m, riccati.gain(), s).symmetric(),
        slope,
        constant(model, p, m, s.logDeterminant(), offset.dot(marginal) / 2),
        riccati.residual(),
        riccati.doublings());
  }

  /** [C A]. */
  private static Matrix seen(LinearQuadraticModel model) {
    return Matrix.beside(model.leaderInput(), model.dynamics());
  }

  /** [0 Nᵀ], as wide as s. */
  private static Matrix cross(LinearQuadraticModel model) {
    Matrix none = Matrix.zero(model.actions(), model.leaderActions());
    return Matrix.beside(none, model.crossCost().transposed());
  }

  /** [0; q], as high as s. */
  private static Matrix statePrices(LinearQuadraticModel model) {
    Matrix none = Matrix.zero(model.leaderActions(), 1);
    return none.above(model.linearCost().block(0, 0, model.states(), 1));
  }

  private static Matrix actionPrices(LinearQuadraticModel model) {
    return model.linearCost().block(model.states(), 0, model.actions(), 1);
  }

  /** F = G [C A] + S⁻¹[0 Nᵀ]. */
  private static Matrix plan(LinearQuadraticModel model, Matrix gain, Cholesky s) {
    return gain.times(seen(model)).plus(1, s.solve(cross(model)));
  }

  /** g of {@code (I − γ Lᵀ) g = q − [K; I]ᵀFᵀr}. */
  private static Matrix ledSlope(LinearQuadraticModel model, Matrix closedLoop, Matrix gain) {
    int n = model.states();
    if (!model.hasLinearCost()) {
      return Matrix.zero(n, 1);
    }
    Matrix led = model.feedback().above(Matrix.scalar(n, 1));
    Matrix prices = statePrices(model).plusProduct(-1, gain.transposed(), actionPrices(model));
    Matrix paid = led.transposed().times(prices);
    double discount = model.problem().followerDiscount();
    Matrix g = Matrix.scalar(n, 1).plus(-discount, closedLoop.transposed()).solve("I − γ Lᵀ", paid);
    Matrix loop = model.led().plusProduct(-1, model.input(), gain.times(led));
    Matrix error = g.plus(-1, paid).plusProduct(-discount, loop.transposed(), g);
    if (!(error.largest() <= 1e-9 * g.largest())) {
      throw new ArithmeticException(
          "V_F is not finite: the follower pays for a state that grows and cannot be held");
    }
    return g;
  }

  /** diag(0, Q) + γ [C A]ᵀM[C A] − (G [C A])ᵀ[0 Nᵀ] − [0; N] F, which is H for M = P − P B G. */
  private static Matrix costs(LinearQuadraticModel model, Matrix m, Matrix gain, Cholesky s) {
    int p = model.leaderActions();
    int n = model.states();
    Matrix seen = seen(model);
    Matrix cross = cross(model);
    Matrix h = seen.transposed().congruence(m).times(model.problem().followerDiscount());
    return h.withBlock(p, p, h.block(p, p, n, n).plus(1, model.stateCost()))
        .plusProduct(-1, gain.times(seen).transposed(), cross)
        .plusProduct(-1, cross.transposed(), plan(model, gain, s));
  }

  private static double constant(
      LinearQuadraticModel model, Matrix p, Matrix m, double logDeterminant, double gained) {
    double discount = model.problem().followerDiscount();
    double tau = model.problem().temperature();
    Matrix led = model.leaderInput().times(model.leaderNoise());
    double entropy = tau / 2 * (model.actions() * StrictMath.log(Math.PI * tau) - logDeterminant);
    double noise = p.times(model.noise()).dot(model.noise());
    double leaderNoise = m.times(led).dot(led);
    double step = gained - model.linearCost().get(model.states() + model.actions(), 0);
    return (entropy + step - discount * noise - discount * discount * leaderNoise) / (1 - discount);
  }

  /** {@return the same answer with another residual} */
  public LinearQuadraticResponse withResidual(double error) {
    return new LinearQuadraticResponse(
        model, gain, offset, deviation, values, slope, constant, error, iterations);
  }

  /**
   * {@return the relative error of the quadratic part of V_F in the soft Bellman equation, by one
   * step of it: {@code max |H − TH| / max |TH|}}
   */
  public double bellmanResidual() {
    double discount = problem().followerDiscount();
    Matrix identity = Matrix.scalar(model.states(), 1);
    Matrix plan = Matrix.beside(model.feedback().transposed(), identity);
    Matrix p = plan.congruence(values);
    Matrix bp = model.input().transposed().times(p);
    Cholesky s =
        Cholesky.of(
            "R + γ BᵀPB", model.actionCost().plus(discount, bp.times(model.input())).symmetric());
    Matrix taken = s.solve(bp);
    Matrix left = p.plus(-discount, bp.transposed().times(taken));
    Matrix next = costs(model, left, taken.times(discount), s);
    return next.plus(-1, values).largest() / Math.max(Double.MIN_NORMAL, next.largest());
  }

  /** {@return V_F(a, x), where a and then x stand in an array from an index on} */
  public double value(double[] points, int from) {
    double costs = 0;
    for (int i = 0; i < slope.rows(); i++) {
      costs += (values.applied(i, points, from) + slope.get(i, 0)) * points[from + i];
    }
    return constant - costs;
  }

  /**
   * Adds factor · ∂V_F(a, x)/∂(a, x) to the first p + n entries of an array; a and then x stand in
   * another one from an index on.
   */
  public void addValueGradient(double[] points, int from, double factor, double[] out) {
    for (int i = 0; i < slope.rows(); i++) {
      out[i] -= factor * (2 * values.applied(i, points, from) + slope.get(i, 0));
    }
  }

  /**
   * Adds −F s − f, the mean of u, to an array from {@code to} on; s = (a, x) stands in an array, or
   * in another stretch of it, from an index on.
   */
  public void addMeanAction(double[] points, int from, double[] out, int to) {
    for (int i = 0; i < offset.rows(); i++) {
      out[to + i] -= gain.applied(i, points, from) + offset.get(i, 0);
    }
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
