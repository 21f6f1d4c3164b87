package hyperlead.critics;

import hyperlead.algebra.Matrix;
import hyperlead.linear.ContinuousReward;
import hyperlead.linear.FollowedStep;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.SmoothedReward;
import hyperlead.linear.StateLaw;
import java.util.Arrays;

/**
 * The leader's values with R steps to go, for any reward with expectations under Gaussian laws:
 *
 * <pre>
 * Q_L = r_L(x, u) + future(A x + B u + C a, DDᵀ)
 * V_L = E_u[r_L(x, u)] + future(A x − B (F s + f) + C a, DDᵀ + BUUᵀBᵀ)
 * future(z, X) = Σ_{k=0}^{R−2} γ_L^{k+1} E[r_L]  under  N(T Lᵏz + …, T (LᵏXLᵏᵀ + Σ_{j&lt;k} LʲNLʲᵀ) Tᵀ + …)
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
  private final int p;
  private final Matrix transition;
  private final Matrix[] maps;
  private final double[][] offsets;
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
    p = model.leaderActions();
    int acted = problem.width() - p;
    transition = Matrix.beside(Matrix.beside(model.leaderInput(), model.dynamics()), model.input());
    StateLaw law = new StateLaw(model, policy);
    now = reward.smoothed(y, step.spread().block(p, p, acted, acted));
    Matrix noise = model.noise().squared();
    maps = law.observationMaps(horizon);
    offsets =
        Arrays.stream(law.observations(horizon)).map(Matrix::entries).toArray(double[][]::new);
    afterAction = smoothed(law.spreads(noise, horizon));
    Matrix spread = noise.plus(1, model.input().congruence(step.covariance()));
    afterState = smoothed(law.spreads(spread, horizon));
    mean = new double[acted];
    point = new double[problem.width()];
    target = new double[model.states()];
  }

  private SmoothedReward[] smoothed(Matrix[] spreads) {
    return Arrays.stream(spreads)
        .map(spread -> reward.smoothed(y, spread))
        .toArray(SmoothedReward[]::new);
  }

  /** Q_L of a row with t steps of the game gone. */
  double actionValue(int t, double[] rows, int from) {
    return reward.at(y, rows, from + p) + future(t, rows, from, afterAction);
  }

  /** V_L of a row with t steps of the game gone; 0 at its end. */
  double value(int t, double[] rows, int from) {
    if (t >= horizon) {
      return 0;
    }
    double unused = step.fillNode(0, rows, from, point);
    return now.at(copyOfMean()) + future(t, point, 0, afterState);
  }

  private double[] copyOfMean() {
    System.arraycopy(point, p, mean, 0, mean.length);
    return mean;
  }

  private double future(int t, double[] rows, int from, SmoothedReward[] after) {
    fillTarget(rows, from);
    double sum = 0;
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      sum += weight * after[k].at(reached(k));
    }
    return sum;
  }

  private void fillTarget(double[] rows, int from) {
    Arrays.fill(target, 0);
    transition.addApplied(1, rows, from, target, 0);
  }

  /** The mean of (x, u) k steps after the target. */
  private double[] reached(int k) {
    System.arraycopy(offsets[k], 0, mean, 0, mean.length);
    maps[k].addApplied(1, target, 0, mean, 0);
    return mean;
  }

  /** ∂V_L/∂(a, x), see {@link DifferentiableCritic#addValueGradient}. */
  void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    if (t >= horizon) {
      return;
    }
    double unused = step.fillNode(0, rows, from, point);
    double[] gradient = new double[point.length];
    System.arraycopy(now.slope(copyOfMean()), 0, gradient, p, mean.length);
    addFutureGradient(t, gradient);
    step.addPulledBack(factor, gradient, out);
  }

  private void addFutureGradient(int t, double[] gradient) {
    fillTarget(point, 0);
    double[] atTarget = new double[target.length];
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      maps[k].addTransposeApplied(weight, afterState[k].slope(reached(k)), 0, atTarget, 0);
    }
    transition.addTransposeApplied(1, atTarget, 0, gradient, 0);
  }
}
