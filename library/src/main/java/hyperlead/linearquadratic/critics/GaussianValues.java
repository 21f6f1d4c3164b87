package hyperlead.linearquadratic.critics;

import hyperlead.dense.Matrix;
import hyperlead.gaussian.ContinuousReward;
import hyperlead.gaussian.ExpectationGradient;
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
  private final Matrix[] actionSpread;
  private final Matrix[] stateSpread;
  private final Matrix chosen;
  private final double[] mean;
  private final double[] point;
  private final double[] target;

  GaussianValues(
      LinearQuadraticProblem problem, LinearQuadraticModel model, LinearQuadraticResponse policy) {
    reward = problem.leaderReward();
    y = model.configuration();
    discount = problem.leaderDiscount();
    horizon = problem.horizon();
    step = new FollowedStep(policy);
    transition = transition(model);
    StateLaw law = new StateLaw(problem, model, policy);
    chosen = Matrix.zero(step.states + step.actions, step.states + step.actions);
    for (int i = 0; i < step.actions; i++) {
      for (int j = 0; j < step.actions; j++) {
        int index = (step.states + i) * chosen.columns() + step.states + j;
        chosen.entries()[index] = step.covariance.get(i, j);
      }
    }
    Matrix noise = model.noise().times(model.noise().transposed());
    maps = law.observationMaps(horizon);
    actionSpread = law.spreads(noise, horizon);
    stateSpread = law.spreads(noise.plus(1, model.input().congruence(step.covariance)), horizon);
    mean = new double[step.states + step.actions];
    point = new double[step.width];
    target = new double[step.states];
  }

  /** [A B C], in the order of a row (x, u, a). */
  private static Matrix transition(LinearQuadraticModel model) {
    return Matrix.beside(Matrix.beside(model.dynamics(), model.input()), model.leaderInput());
  }

  /** Q_L of a row with t steps of the game gone. */
  double actionValue(int t, double[] rows, int from) {
    return reward.at(y, rows, from) + future(t, rows, from, actionSpread);
  }

  /** V_L of a row with t steps of the game gone; 0 at its end. */
  double value(int t, double[] rows, int from) {
    if (t >= horizon) {
      return 0;
    }
    step.fillMean(rows, from, point);
    return reward.expectation(y, copyOfMean(), chosen) + future(t, point, 0, stateSpread);
  }

  private double[] copyOfMean() {
    System.arraycopy(point, 0, mean, 0, mean.length);
    return mean;
  }

  private double future(int t, double[] rows, int from, Matrix[] spread) {
    Arrays.fill(target, 0);
    transition.addApplied(1, rows, from, target, 0);
    double sum = 0;
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      Arrays.fill(mean, 0);
      maps[k].addApplied(1, target, 0, mean, 0);
      sum += weight * reward.expectation(y, mean, spread[k]);
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
    ExpectationGradient first = new ExpectationGradient(mean.length, new double[y.length]);
    reward.addExpectationGradient(y, copyOfMean(), chosen, 1, first);
    System.arraycopy(first.mean(), 0, gradient, 0, mean.length);
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
    double weight = 1;
    for (int k = 0; t + 1 + k < horizon; k++) {
      weight *= discount;
      Arrays.fill(mean, 0);
      maps[k].addApplied(1, target, 0, mean, 0);
      ExpectationGradient sum = new ExpectationGradient(mean.length, new double[y.length]);
      reward.addExpectationGradient(y, mean, stateSpread[k], weight, sum);
      slope.addProduct(1, Matrix.row(sum.mean()), maps[k]);
    }
    Matrix pulled = slope.times(transition);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += pulled.entries()[i];
    }
  }
}
