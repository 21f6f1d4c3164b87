package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.algebra.RiccatiEquation;
import java.util.Arrays;

/**
 * A linear-quadratic problem at one θ: plain matrices, checked.
 *
 * @param problem the problem
 * @param theta θ, length d
 * @param configuration the configuration y at θ
 * @param dynamics A, n × n
 * @param input B, n × m
 * @param leaderInput C, n × p
 * @param feedback K, p × n
 * @param noise D, n × any number of columns
 * @param cost [Q N; Nᵀ R], (n + m) × (n + m)
 * @param linearCost q, r and c, (n + m + 1) × 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearQuadraticModel(
    LinearQuadraticProblem problem,
    double[] theta,
    double[] configuration,
    Matrix dynamics,
    Matrix input,
    Matrix leaderInput,
    Matrix feedback,
    Matrix noise,
    Matrix cost,
    Matrix linearCost) {

  /** Takes copies of θ and y. */
  public LinearQuadraticModel {
    theta = theta.clone();
    configuration = configuration.clone();
  }

  static LinearQuadraticModel of(LinearQuadraticProblem problem, double[] theta) {
    double[] y = problem.parameterization().configuration(theta);
    Require.vector("configuration", y, problem.parameterization().configurations());
    LinearSystem system = problem.system();
    return new LinearQuadraticModel(
        problem,
        theta,
        y,
        system.dynamics().at(y),
        system.input(),
        system.leaderInput(),
        system.feedback().at(y),
        system.noise(),
        problem.followerCost().at(y),
        Matrix.column(problem.followerCost().linear().all(y)));
  }

  /**
   * {@return the same model with other A, B, C and D, of the same shapes but for the columns of D,
   * such as identified ones}
   */
  public LinearQuadraticModel withDynamics(Matrix a, Matrix b, Matrix c, Matrix d) {
    return new LinearQuadraticModel(
        problem, theta, configuration, a, b, c, feedback, d, cost, linearCost);
  }

  /** The same model in actions Vᵀu, with B V as it is given. */
  LinearQuadraticModel withActions(Matrix other, Matrix v) {
    int n = states();
    int m = actions();
    Matrix map = Matrix.scalar(n + m + 1, 1).withBlock(n, n, v.transposed());
    return new LinearQuadraticModel(
        problem,
        theta,
        configuration,
        dynamics,
        other,
        leaderInput,
        feedback,
        noise,
        map.block(0, 0, n + m, n + m).congruence(cost).symmetric(),
        map.times(linearCost));
  }

  /** {@return θ, length d, a copy} */
  @Override
  public double[] theta() {
    return theta.clone();
  }

  /** {@return the configuration y at θ, a copy} */
  @Override
  public double[] configuration() {
    return configuration.clone();
  }

  /** {@return W, p × p} */
  public Matrix leaderNoise() {
    return problem.system().leaderNoise();
  }

  /** {@return Q, n × n} */
  public Matrix stateCost() {
    return cost.block(0, 0, states(), states());
  }

  /** {@return N, n × m} */
  public Matrix crossCost() {
    return cost.block(0, states(), states(), actions());
  }

  /** {@return R, m × m} */
  public Matrix actionCost() {
    return cost.block(states(), states(), actions(), actions());
  }

  /** {@return whether the follower pays for x and u and not only for their squares and products} */
  public boolean hasLinearCost() {
    return linearCost.block(0, 0, states() + actions(), 1).largest() > 0;
  }

  /** {@return r_F(x, u) at a point v = (x, u), which stands in an array from an index on} */
  public double followerReward(double[] points, int from) {
    double state = 0;
    double action = 0;
    double linear = linearCost.get(cost.rows(), 0);
    for (int i = 0; i < cost.rows(); i++) {
      double marginal = cost.applied(i, points, from) * points[from + i];
      state += i < states() ? marginal : 0;
      action += i < states() ? 0 : marginal;
      linear += linearCost.get(i, 0) * points[from + i];
    }
    return -state - action - linear;
  }

  /** {@return A + C K, n × n, the dynamics under the leader's policy} */
  public Matrix led() {
    return dynamics.plusProduct(1, leaderInput, feedback);
  }

  /**
   * {@return the solution of the follower's Riccati equation, for the dynamics A + C K}
   *
   * @throws ArithmeticException if there is none, see {@link RiccatiEquation#solve}
   */
  public RiccatiEquation.Solution riccati() {
    return RiccatiEquation.solve(
        led(), input, stateCost(), crossCost(), actionCost(), problem.followerDiscount());
  }

  /**
   * Adds A x + B u + C a, the mean of the next state: (a, x, u) stands in an array from an index
   * on, the next state in another array or stretch from {@code to} on.
   */
  public void addExpectedNext(double[] rows, int from, double[] out, int to) {
    leaderInput.addApplied(1, rows, from, out, to);
    dynamics.addApplied(1, rows, from + leaderActions(), out, to);
    input.addApplied(1, rows, from + leaderActions() + states(), out, to);
  }

  /** {@return the number n of states} */
  public int states() {
    return dynamics.rows();
  }

  /** {@return the number m of the follower's actions} */
  public int actions() {
    return input.columns();
  }

  /** {@return the number p of the leader's actions} */
  public int leaderActions() {
    return leaderInput.columns();
  }

  @Override
  public String toString() {
    return problem.name() + " at θ = " + Arrays.toString(theta);
  }
}
