package hyperlead.linear;

import hyperlead.algebra.Cholesky;
import hyperlead.algebra.Matrix;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;

/**
 * The follower's costs, all of which may depend on θ:
 *
 * <pre>
 * r_F(x, u) = −( xᵀQx + 2 xᵀNu + uᵀRu + qᵀx + rᵀu + c )
 * </pre>
 *
 * <p>R may be singular where what an action does costs something later, so that R + γ BᵀPB is
 * positive definite.
 *
 * @param state Q, n × n, symmetric
 * @param cross N, n × m
 * @param action R, m × m, symmetric; [Q N; Nᵀ R] must be positive semidefinite, and is checked at
 *     every θ that it depends on
 * @param linear q, r and c one after another, n + m + 1 numbers
 */
public record QuadraticCost(
    ConfiguredMatrix state, ConfiguredMatrix cross, ConfiguredMatrix action, Coefficients linear) {
  /** Rounding that may make a semidefinite matrix indefinite, relative to its largest entry. */
  private static final double ROUNDING = 1e-12;

  /**
   * Throws an {@link IllegalArgumentException} if shapes do not fit or a fixed matrix is not
   * symmetric, an {@link ArithmeticException} if fixed costs are not positive semidefinite.
   */
  public QuadraticCost {
    int n = state.rows();
    int m = action.rows();
    LinearSystem.shape("state cost Q", n, n, n, state.columns());
    LinearSystem.shape("action cost R", m, m, m, action.columns());
    LinearSystem.shape("cross cost N", n, m, cross.rows(), cross.columns());
    if (linear.size() != n + m + 1) {
      throw new IllegalArgumentException(
          "linear costs must be %s + %s + 1 numbers: %s".formatted(n, m, linear.size()));
    }
    if (!isConfigured(state, cross, action)) {
      check(joint(state, cross, action, new double[0]), n);
    }
  }

  /** Costs {@code xᵀQx + uᵀRu} with an R that does not depend on θ. */
  public QuadraticCost(ConfiguredMatrix state, Matrix action) {
    this(
        state,
        ConfiguredMatrix.fixed(Matrix.zero(state.rows(), action.rows())),
        ConfiguredMatrix.fixed(action),
        Coefficients.fixed(new double[state.rows() + action.rows() + 1]));
  }

  /** {@return the same costs with another cross term, N, n × m} */
  public QuadraticCost withCross(ConfiguredMatrix other) {
    return new QuadraticCost(state, other, action, linear);
  }

  /** {@return the same costs with other linear terms: q, r and c, n + m + 1 numbers} */
  public QuadraticCost withLinear(Coefficients other) {
    return new QuadraticCost(state, cross, action, other);
  }

  private static boolean isConfigured(ConfiguredMatrix... matrices) {
    return Arrays.stream(matrices).anyMatch(ConfiguredMatrix::isConfigured);
  }

  boolean isFixed() {
    return linear.isFixed() && !isConfigured(state, cross, action);
  }

  /** [Q N; Nᵀ R] at y, checked. */
  Matrix at(double[] y) {
    Matrix joint = joint(state, cross, action, y);
    if (isConfigured(state, cross, action)) {
      check(joint, state.rows());
    }
    return joint;
  }

  private static Matrix joint(
      ConfiguredMatrix state, ConfiguredMatrix cross, ConfiguredMatrix action, double[] y) {
    Matrix between = cross.at(y);
    return Matrix.beside(state.at(y), between)
        .above(Matrix.beside(between.transposed(), action.at(y)));
  }

  private static void check(Matrix joint, int n) {
    int m = joint.rows() - n;
    checkSymmetric("state cost Q", joint.block(0, 0, n, n));
    checkSymmetric("action cost R", joint.block(n, n, m, m));
    double rounding = ROUNDING * Math.max(1e-300, joint.largest());
    Cholesky.of("costs [Q N; Nᵀ R] plus rounding", joint.plus(1, Matrix.scalar(n + m, rounding)));
  }

  private static void checkSymmetric(String name, Matrix matrix) {
    double error = matrix.plus(-1, matrix.transposed()).largest();
    if (!(error <= ROUNDING * matrix.largest())) {
      throw new IllegalArgumentException(name + " must be symmetric: " + matrix);
    }
  }

  /**
   * Adds weight · ∂r_F/∂y at a point v = (x, u), which stands in an array from an index on, into g.
   */
  void addGradient(double[] y, double weight, double[] points, int from, double[] g) {
    int u = from + state.rows();
    state.addGradient(y, -weight, points, from, points, from, g);
    cross.addGradient(y, -2 * weight, points, from, points, u, g);
    action.addGradient(y, -weight, points, u, points, u, g);
    int last = linear.isFixed() ? -1 : linear.size() - 1;
    for (int i = 0; i <= last; i++) {
      linear.addGradient(y, i, i < last ? -weight * points[from + i] : -weight, g);
    }
  }

  /**
   * Adds the gradient of the sum of all entries of [Q N; Nᵀ R], q and r, each times its entry of
   * two matrices, into g.
   */
  void addGradient(double[] y, Matrix joint, Matrix slope, double[] g) {
    int n = state.rows();
    int m = action.rows();
    state.addGradient(y, joint.block(0, 0, n, n), g);
    cross.addGradient(y, joint.block(0, n, n, m).times(2), g);
    action.addGradient(y, joint.block(n, n, m, m), g);
    for (int i = 0; !linear.isFixed() && i < n + m; i++) {
      linear.addGradient(y, i, slope.get(i, 0), g);
    }
  }
}
