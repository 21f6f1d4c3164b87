package hyperlead.linear;

import hyperlead.algebra.Matrix;

/**
 * Derivatives of J with respect to what moves the state's law, by one sweep backwards in time; a
 * bar marks them, and h_t, H_t are those of E[r_L] with respect to mean and covariance of (x_t,
 * u_t).
 *
 * <pre>
 * m̄_t = γ_L^t Tᵀh_t + Lᵀm̄_{t+1},   X̄_t = γ_L^t TᵀH_tT + LᵀX̄_{t+1}L
 * L̄ = Σ_t m̄_{t+1}m_tᵀ + 2 X̄_{t+1}L X_t,   N̄ = Σ_t X̄_{t+1}
 * T̄ = Σ_t γ_L^t (h_t m_tᵀ + 2 H_t T X_t),   V̄ = Σ_t γ_L^t (H_t)_uu
 * F̄_c = −T̄_u − BᵀL̄,   UU̅ᵀ = V̄ + BᵀN̄B
 * F̄_a = F̄_cKᵀ + 2 V̄F_aWWᵀ − 2 BᵀN̄ E WWᵀ
 * f̄ = −Σ_t γ_L^t (h_t)_u − Bᵀ Σ_t m̄_{t+1}
 * </pre>
 *
 * <p>The last three are with respect to answers in the actions Vᵀu of a basis, with B V for B.
 */
final class StateLawAdjoint {
  final double[] configuration;
  final Matrix closedGain;
  final Matrix leaderGain;
  final Matrix offset;
  Matrix closedLoop;
  Matrix actionNoise;
  private final StateLaw law;
  private Matrix stateNoise;
  private Matrix observation;
  private Matrix drift;
  private Matrix observed;

  StateLawAdjoint(StateLaw law, ActionBasis actions) {
    this.law = law;
    LinearQuadraticModel model = law.model;
    int n = model.states();
    int m = model.actions();
    configuration = new double[model.configuration().length];
    closedLoop = Matrix.zero(n, n);
    stateNoise = Matrix.zero(n, n);
    observation = Matrix.zero(n + m, n);
    drift = Matrix.zero(n, 1);
    observed = Matrix.zero(n + m, 1);
    actionNoise = Matrix.zero(m, m);
    sweep();
    Matrix inputs = actions.model().input().transposed();
    Matrix mapped = actions.basis().transposed().times(-1);
    closedGain = mapped.times(observation.block(n, 0, m, n)).plusProduct(-1, inputs, closedLoop);
    actionNoise = mapped.congruence(actionNoise);
    leaderGain = leaderGain(inputs, mapped);
    offset = mapped.times(observed.block(n, 0, m, 1)).plusProduct(-1, inputs, drift);
    actionNoise = actionNoise.plus(1, inputs.congruence(stateNoise));
  }

  private void sweep() {
    int n = law.model.states();
    int m = law.model.actions();
    Matrix loop = law.closedLoop.transposed();
    Matrix output = law.observation.transposed();
    Matrix mean = Matrix.zero(n, 1);
    Matrix covariance = Matrix.zero(n, n);
    for (int t = law.problem.horizon() - 1; t >= 0; t--) {
      Matrix before = Matrix.column(law.mean(t)).transposed();
      Matrix spread = law.covariance(t);
      closedLoop =
          closedLoop
              .plusProduct(1, mean, before)
              .plusProduct(2, covariance, law.closedLoop.times(spread));
      stateNoise = stateNoise.plus(1, covariance);
      drift = drift.plus(1, mean);
      double discount = StrictMath.pow(law.problem.leaderDiscount(), t);
      ExpectationGradient reward = reward(t, discount);
      Matrix slope = Matrix.column(reward.mean()).times(discount);
      Matrix curvature = reward.covariance().times(discount);
      observation =
          observation
              .plusProduct(1, slope, before)
              .plusProduct(2, curvature, law.observation.times(spread));
      observed = observed.plus(1, slope);
      actionNoise = actionNoise.plus(1, curvature.block(n, n, m, m));
      mean = loop.times(mean).plusProduct(1, output, slope);
      covariance = loop.congruence(covariance).plus(1, output.congruence(curvature)).symmetric();
    }
  }

  /** The gradients of E[r_L] at step t; that of y goes to its sum. */
  private ExpectationGradient reward(int t, double discount) {
    ExpectationGradient gradient =
        law.problem
            .leaderReward()
            .smoothed(law.model.configuration(), law.jointCovariance(t))
            .gradient(law.jointMean(t));
    for (int i = 0; i < configuration.length; i++) {
      configuration[i] += discount * gradient.configuration()[i];
    }
    return gradient;
  }

  /** Called before the actions' noise gets the share that it has through the state's. */
  private Matrix leaderGain(Matrix inputs, Matrix mapped) {
    LinearQuadraticModel model = law.model;
    Matrix led = model.leaderNoise().squared();
    return closedGain
        .times(model.feedback().transposed())
        .plusProduct(-2, actionNoise, mapped.times(law.leaderGain).times(led))
        .plusProduct(-2, inputs.times(stateNoise), law.leaderEffect.times(led));
  }
}
