package hyperlead.linear;

import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;

/**
 * The follower's costs: {@code r_F(x, u) = −(xᵀQx + uᵀRu)}. Q may depend on θ.
 *
 * @param state Q, n × n, symmetric positive semidefinite; checked at every θ that it depends on
 * @param action R, m × m, symmetric positive definite
 */
public record QuadraticCost(ConfiguredMatrix state, Matrix action) {
  /** Rounding that may make a semidefinite matrix indefinite, relative to its largest entry. */
  private static final double ROUNDING = 1e-12;

  public QuadraticCost {
    checkSymmetric("action cost R", action);
    Cholesky.of("action cost R", action);
  }

  /** Q at y, checked. */
  Matrix stateAt(double[] y) {
    Matrix q = state.at(y);
    checkSymmetric("state cost Q", q);
    Matrix lifted = q.plus(1, Matrix.scalar(q.rows(), ROUNDING * Math.max(1e-300, q.largest())));
    Cholesky.of("state cost Q plus rounding", lifted);
    return q;
  }

  private static void checkSymmetric(String name, Matrix matrix) {
    double error = matrix.plus(-1, matrix.transposed()).largest();
    if (!(error <= ROUNDING * matrix.largest())) {
      throw new IllegalArgumentException(name + " must be symmetric: " + matrix);
    }
  }
}
