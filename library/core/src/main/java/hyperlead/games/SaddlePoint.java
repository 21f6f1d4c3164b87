package hyperlead.games;

import hyperlead.algebra.Matrix;
import hyperlead.parameters.Categorical;
import java.util.Arrays;

/**
 * The saddle point of a matrix game with entropy, where each player answers the other softly.
 *
 * <pre>
 * V = max_μ min_ν μᵀQ ν + τ H(μ) − τ H(ν),   μ = softmax(Q ν/τ),   ν = softmax(−Qᵀμ/τ)
 * d log μ = ρ d log ν,   d log ν = −κ d log μ,   ρ = (I − 1μᵀ) Q diag(ν)/τ,   κ = (I − 1νᵀ) Qᵀdiag(μ)/τ
 * </pre>
 *
 * <p>By Newton's method on z = log ν, whose step −(I + κρ)⁻¹(z + Qᵀμ/τ) always leads down the
 * convex {@code g(ν) = τ log Σ exp(Q ν/τ) + τ Σ ν log ν}. Cost: O(B³) a step. Source: McKelvey and
 * Palfrey, "Quantal response equilibria for normal form games", Games and Economic Behavior 10,
 * 1995.
 */
final class SaddlePoint {
  /** Errors of log ν that are rounding, in units of (1 + |Q|/τ)²: that of Qν comes back by μ. */
  private static final double ROUNDING = 2e-14;

  private static final int MOST_STEPS = 500;

  private final Matrix q;
  private final double temperature;

  /** μ and ν, columns, and V. */
  Matrix maximiser;

  Matrix minimiser;
  double value;

  /**
   * Solves a game.
   *
   * @param q Q, A × B, what the player of the rows gets from that of the columns
   * @throws ArithmeticException if that does not converge
   */
  SaddlePoint(Matrix q, double temperature) {
    this.q = q;
    this.temperature = temperature;
    double unit = 1 + q.largest() / temperature;
    double[] z = new double[q.columns()];
    answer(z);
    for (int k = 0; ; k++) {
      Matrix ahead = Matrix.column(z).plusProduct(1 / temperature, q.transposed(), maximiser);
      double mean = ahead.dot(minimiser);
      Matrix error = Matrix.of(z.length, 1, (b, one) -> ahead.get(b, 0) - mean);
      if (error.largest() <= ROUNDING * unit * unit) {
        return;
      }
      if (k == MOST_STEPS || Double.isNaN(error.largest())) {
        throw new ArithmeticException(
            "saddle point did not converge: log ν is off by %s after %s steps, τ = %s, Q = %s"
                .formatted(error.largest(), k, temperature, q));
      }
      descend(z, error);
    }
  }

  private SaddlePoint(Matrix q, double temperature, double[] z) {
    this.q = q;
    this.temperature = temperature;
    answer(z);
  }

  /** {@return the maximiser's answer to a ν ∝ exp(z) that stays, with its value} */
  static SaddlePoint maximising(Matrix q, double temperature, double[] z) {
    return new SaddlePoint(q, temperature, z);
  }

  /** {@return the minimiser's answer to a μ ∝ exp(z) that stays, with its value} */
  static SaddlePoint minimising(Matrix q, double temperature, double[] z) {
    SaddlePoint turned = new SaddlePoint(q.transposed().times(-1), temperature, z);
    SaddlePoint answered = new SaddlePoint(q, temperature, new double[q.columns()]);
    answered.maximiser = turned.minimiser;
    answered.minimiser = turned.maximiser;
    answered.value = -turned.value;
    return answered;
  }

  /** {@return (I + ρκ)⁻¹ r, by which log μ moves where it misses what it should be by r} */
  Matrix firstStep(Matrix r) {
    return r.plusProduct(-1, rho(), solve(kappa().times(r)));
  }

  /** {@return (I + κρ)⁻¹ r, likewise of log ν} */
  Matrix secondStep(Matrix r) {
    return solve(r);
  }

  /** ν of z, μ of ν, and g(ν). */
  private void answer(double[] z) {
    double[] nu = z.clone();
    double sum = Categorical.softmax(nu, 0, nu.length, 1);
    double entropy = 0;
    for (int b = 0; b < nu.length; b++) {
      entropy -= nu[b] * (z[b] - sum);
    }
    minimiser = Matrix.column(nu);
    double[] mu = q.times(minimiser).entries();
    value = Categorical.softmax(mu, 0, mu.length, temperature) - temperature * entropy;
    maximiser = Matrix.column(mu);
  }

  /** A step of Newton's, halved until g falls by some of what it should. */
  private void descend(double[] z, Matrix error) {
    Matrix step = solve(error.times(-1));
    double slope = 0;
    for (int b = 0; b < z.length; b++) {
      slope += temperature * minimiser.get(b, 0) * error.get(b, 0) * step.get(b, 0);
    }
    double[] start = z.clone();
    double before = value;
    double share = 2;
    do {
      share /= 2;
      double part = share;
      Arrays.setAll(z, b -> start[b] + part * step.get(b, 0));
      answer(z);
    } while (value > before + 1e-4 * share * slope + 1e-13 * q.largest() && share > 1e-9);
  }

  /** (I − 1pᵀ) M diag(other)/τ. */
  private Matrix answer(Matrix p, Matrix m, Matrix other) {
    Matrix mean = p.transposed().times(m);
    return Matrix.of(
        m.rows(),
        m.columns(),
        (i, j) -> (m.get(i, j) - mean.get(0, j)) * other.get(j, 0) / temperature);
  }

  /** {@return μ(a) ν(b) at index a B + b} */
  double[] joint() {
    return maximiser.times(minimiser.transposed()).entries();
  }

  private Matrix rho() {
    return answer(maximiser, q, minimiser);
  }

  private Matrix kappa() {
    return answer(minimiser, q.transposed(), maximiser);
  }

  /** (I + κρ)⁻¹ of a column. */
  private Matrix solve(Matrix right) {
    Matrix both = Matrix.scalar(right.rows(), 1).plusProduct(1, kappa(), rho());
    return both.solve("saddle point's slope", right);
  }

  /**
   * {@return B(a,b) = w(a) − v(b), by which a change of Q moves what the pair of actions is worth
   * to somebody else: {@code Σ_ab A d(μν) = Σ_ab μ ν B dQ/τ}}
   *
   * <pre>w = A ν − ρ v,   v = Aᵀμ + κ w</pre>
   *
   * <p>Without ρ and κ each player would answer as if the other stood still. {@code Σ_ab μ ν B =
   * 0}.
   *
   * @param advantages A, A × B, with {@code Σ_ab μ ν A = 0}
   */
  Matrix answered(Matrix advantages) {
    Matrix first = advantages.times(minimiser);
    Matrix second = advantages.transposed().times(maximiser);
    Matrix v = solve(second.plusProduct(1, kappa(), first));
    Matrix w = first.plusProduct(-1, rho(), v);
    return Matrix.of(q.rows(), q.columns(), (a, b) -> w.get(a, 0) - v.get(b, 0));
  }
}
