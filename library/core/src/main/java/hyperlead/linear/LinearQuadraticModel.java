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
 * @param stateCost Q, n × n
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
    Matrix stateCost) {

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
        problem.followerCost().stateAt(y));
  }

  /**
   * {@return the same model with other A, B, C and D, of the same shapes but for the columns of D,
   * such as identified ones}
   */
  public LinearQuadraticModel withDynamics(Matrix a, Matrix b, Matrix c, Matrix d) {
    return new LinearQuadraticModel(problem, theta, configuration, a, b, c, feedback, d, stateCost);
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

  /** {@return R, m × m} */
  public Matrix actionCost() {
    return problem.followerCost().action();
  }

  /** {@return A + C K, n × n, the dynamics under the leader's policy} */
  public Matrix led() {
    return dynamics.plusProduct(1, leaderInput, feedback);
  }

  /**
   * {@return the solution of the follower's Riccati equation, for the dynamics A + C K}
   *
   * @throws ArithmeticException if there is no stabilising one
   */
  public RiccatiEquation.Solution riccati() {
    return RiccatiEquation.solve(led(), input, stateCost, actionCost(), problem.followerDiscount());
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
