package hyperlead.linearquadratic.critics;

import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.SmoothedReward;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearQuadraticResponse;
import hyperlead.linearquadratic.StateLaw;
import java.util.Arrays;

/**
 * The leader's values with R steps to go, for any reward with expectations under Gaussian laws:
 *
 * <pre>
 * Q_L = r_L(x, u) + future(A x + B u + C a, DDᵀ)
 * V_L = E_u[r_L(x, u)] + future((A x + C a) − B F s, DDᵀ + BUUᵀBᵀ)
 * future(z, X) = Σ_{k=0}^{R−2} γ_L^{k+1} E[r_L]  under  N(T Lᵏz, T (LᵏXLᵏᵀ + Σ_{j&lt;k} LʲNLʲᵀ) Tᵀ + …)
 * </pre>
 *
 * <p>with L, N and T of {@link StateLaw}. Cost: R expectations a value.
 */
final class GaussianValues {
  private final ContinuousReward reward;
  private final double[] y;
  private final double discount;
  private final int horizon;
  private final FollowedStep step;
  private final Matrix transition;
  private final Matrix[] maps;
  private final SmoothedReward[] afterAction;
  private final SmoothedReward[] afterState;
  private final SmoothedReward now;
  private final double[] mean;
  private final double[] point;
  private final double[] target;

  GaussianValues(LinearQuadraticModel model, LinearQuadraticResponse policy) {
    LinearQuadraticProblem problem = model.problem();
    reward = problem.leaderReward();
    y = model.configuration();
    discount = problem.leaderDiscount();
    horizon = problem.horizon();
    step = new FollowedStep(policy);
    transition = transition(model);
    StateLaw law = new StateLaw(model, policy);
    Matrix chosen = Matrix.zero(step.states + step.actions, step.states + step.actions);
    chosen.fillBlock(step.states, step.states, step.covariance);
    now = reward.smoothed(y, chosen);
    Matrix noise = model.noise().times(model.noise().transposed());
    maps = law.observationMaps(horizon);
    afterAction = smoothed(law.spreads(noise, horizon));
    Matrix spread = noise.plus(1, model.input().congruence(step.covariance));
    afterState = smoothed(law.spreads(spread, horizon));
    mean = new double[step.states + step.actions];
    point = new double[step.width];
    target = new double[step.states];
  }

  private SmoothedReward[] smoothed(Matrix[] spreads) {
    return Arrays.stream(spreads)
        .map(spread -> reward.smoothed(y, spread))
        .toArray(SmoothedReward[]::new);
  }

  /** [A B C], in the order of a row (x, u, a). */
  private static Matrix transition(LinearQuadraticModel model) {
    return Matrix.beside(Matrix.beside(model.dynamics(), model.input()), model.leaderInput());
  }

  /** Q_L of a row with t steps of the game gone. */
  double actionValue(int t, double[] rows, int from) {
    return reward.at(y, rows, from) + future(t, rows, from, afterAction);
  }

  /** V_L of a row with t steps of the game gone; 0 at its end. */
  double value(int t, double[] rows, int from) {
    if (t >= horizon) {
      return 0;
    }
    step.fillMean(rows, from, point);
    return now.at(copyOfMean()) + future(t, point, 0, afterState);
  }

  private double[] copyOfMean() {
    System.arraycopy(point, 0, mean, 0, mean.length);
    return mean;
  }

  private double future(int t, double[] rows, int from, SmoothedReward[] after) {
    Arrays.fill(target, 0);
    transition.addApplied(1, rows, from, target, 0);
    double sum = 0;
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      Arrays.fill(mean, 0);
      maps[k].addApplied(1, target, 0, mean, 0);
      sum += weight * after[k].at(mean);
    }
    return sum;
  }

  /** ∂V_L/∂(x, a), see {@link DifferentiableCritic#addValueGradient}. */
  void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    if (t >= horizon) {
      return;
    }
    step.fillMean(rows, from, point);
    double[] gradient = new double[step.width];
    now.addGradient(copyOfMean(), 1, gradient);
    addFutureGradient(t, gradient);
    step.pullBack(gradient);
    for (int i = 0; i < out.length; i++) {
      out[i] += factor * gradient[i];
    }
  }

  private void addFutureGradient(int t, double[] gradient) {
    Arrays.fill(target, 0);
    transition.addApplied(1, point, 0, target, 0);
    Matrix slope = Matrix.zero(1, step.states);
    Matrix reached = Matrix.zero(1, mean.length);
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      Arrays.fill(mean, 0);
      maps[k].addApplied(1, target, 0, mean, 0);
      Arrays.fill(reached.entries(), 0);
      afterState[k].addGradient(mean, weight, reached.entries());
      slope.addProduct(1, reached, maps[k]);
    }
    Matrix pulled = slope.times(transition);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += pulled.entries()[i];
    }
  }
}
