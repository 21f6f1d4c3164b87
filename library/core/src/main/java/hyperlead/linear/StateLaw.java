package hyperlead.linear;

import hyperlead.algebra.IndependentColumns;
import hyperlead.algebra.Matrix;

/**
 * The Gaussian law of states and actions over the horizon, under a response.
 *
 * <pre>
 * u = −F_c x − f − F_a W w + U η,   F = [F_a F_x],   F_c = F_x + F_a K
 * x' = L x − B f + E W w + B U η + D ε,   L = A + C K − B F_c,   E = C − B F_a
 * m' = L m − B f,   X' = L X Lᵀ + N,   N = EWWᵀEᵀ + BUUᵀBᵀ + DDᵀ
 * (x, u) ~ N(T m + [0; −f], T X Tᵀ + diag(0, F_aWWᵀF_aᵀ + UUᵀ)),   T = [I; −F_c]
 * </pre>
 *
 * <p>Cost: two products of n³ a step. Immutable.
 */
public final class StateLaw {
  final LinearQuadraticProblem problem;
  final LinearQuadraticModel model;
  final LinearQuadraticResponse response;
  final Matrix leaderGain;
  final Matrix closedGain;
  final Matrix closedLoop;
  final Matrix leaderEffect;
  final Matrix stateNoise;
  final Matrix observation;
  final Matrix actionNoise;

  /** [0; −f]. */
  private final Matrix observed;

  /** −B f. */
  private final Matrix drift;

  private final Matrix[] means;
  private final Matrix[] covariances;

  /** The law from x_0 on, in the model that a response answers. */
  public StateLaw(LinearQuadraticResponse response) {
    this(response.model(), response);
  }

  /** The law from x_0 on, of a policy in another model than the one that it answers. */
  public StateLaw(LinearQuadraticModel model, LinearQuadraticResponse response) {
    this.problem = model.problem();
    this.model = model;
    this.response = response;
    Matrix b = model.input();
    int n = model.states();
    int m = model.actions();
    int p = model.leaderActions();
    leaderGain = response.gain().block(0, 0, m, p);
    closedGain = response.gain().block(0, p, m, n).plusProduct(1, leaderGain, model.feedback());
    closedLoop = model.led().plusProduct(-1, b, closedGain);
    leaderEffect = model.leaderInput().plusProduct(-1, b, leaderGain);
    Matrix chosen = response.deviation().squared();
    Matrix led = model.leaderNoise().squared();
    // Of actions that do nearly the same, differences may scatter beyond all that moves states.
    Matrix pushed =
        IndependentColumns.of(b).plain()
            ? b.congruence(chosen)
            : b.times(response.deviation()).squared();
    stateNoise = leaderEffect.congruence(led).plus(1, pushed).plus(1, model.noise().squared());
    observation =
        Matrix.zero(n + m, n)
            .withBlock(0, 0, Matrix.scalar(n, 1))
            .withBlock(n, 0, closedGain.times(-1));
    actionNoise = leaderGain.congruence(led).plus(1, chosen);
    observed = Matrix.zero(n, 1).above(response.offset().times(-1));
    drift = b.times(response.offset()).times(-1);
    means = new Matrix[problem.horizon()];
    covariances = new Matrix[problem.horizon()];
    propagate();
  }

  private void propagate() {
    means[0] = Matrix.column(problem.initial().mean());
    covariances[0] = problem.initial().covariance();
    for (int t = 1; t < means.length; t++) {
      means[t] = drift.plusProduct(1, closedLoop, means[t - 1]);
      covariances[t] = closedLoop.congruence(covariances[t - 1]).plus(1, stateNoise).symmetric();
      checkFinite(t);
    }
  }

  private void checkFinite(int t) {
    if (!(means[t].largest() <= Double.MAX_VALUE && covariances[t].largest() <= Double.MAX_VALUE)) {
      throw new ArithmeticException(
          "law of the state is not finite at step %s: the closed loop is not stable, L = %s"
              .formatted(t, closedLoop));
    }
  }

  /** {@return the mean of x_t, 0 ≤ t &lt; T, length n, a copy} */
  public double[] mean(int t) {
    return means[t].entries();
  }

  /** {@return the covariance of x_t, 0 ≤ t &lt; T, n × n} */
  public Matrix covariance(int t) {
    return covariances[t];
  }

  /** The mean of (x_t, u_t), length n + m. */
  double[] jointMean(int t) {
    return observed.plusProduct(1, observation, means[t]).entries();
  }

  /** The covariance of (x_t, u_t), (n + m) × (n + m). */
  Matrix jointCovariance(int t) {
    return joint(covariances[t]);
  }

  /** T X Tᵀ + diag(0, F_aWWᵀF_aᵀ + UUᵀ). */
  Matrix joint(Matrix covariance) {
    Matrix joint = observation.congruence(covariance);
    int n = model.states();
    int m = model.actions();
    return joint.withBlock(n, n, joint.block(n, n, m, m).plus(1, actionNoise)).symmetric();
  }

  /** {@return the mean of (x, u) 0, 1, … steps after the state 0} */
  public Matrix[] observations(int count) {
    Matrix[] observations = new Matrix[count];
    Matrix state = Matrix.zero(model.states(), 1);
    for (int k = 0; k < count; k++) {
      observations[k] = observed.plusProduct(1, observation, state);
      state = drift.plusProduct(1, closedLoop, state);
    }
    return observations;
  }

  /** {@return T L⁰, T L¹, …, by which a state moves the mean of (x, u) so many steps after it} */
  public Matrix[] observationMaps(int count) {
    Matrix[] maps = new Matrix[count];
    Matrix map = observation;
    for (int k = 0; k < count; k++) {
      maps[k] = map;
      map = map.times(closedLoop);
    }
    return maps;
  }

  /** {@return the covariance of (x, u) 0, 1, … steps after a state of this covariance} */
  public Matrix[] spreads(Matrix covariance, int count) {
    Matrix[] spreads = new Matrix[count];
    Matrix now = covariance;
    for (int k = 0; k < count; k++) {
      spreads[k] = joint(now);
      now = closedLoop.congruence(now).plus(1, stateNoise);
    }
    return spreads;
  }

  /** {@return {@code J = Σ_{t<T} γ_L^t E[r_L(x_t, u_t)]}} */
  public double objective() {
    double[] y = model.configuration();
    double sum = 0;
    double discount = 1;
    for (int t = 0; t < means.length; t++) {
      sum += discount * problem.leaderReward().smoothed(y, jointCovariance(t)).at(jointMean(t));
      discount *= problem.leaderDiscount();
    }
    return sum;
  }

  @Override
  public String toString() {
    return "StateLaw over " + means.length + " steps";
  }
}
