package hyperlead.linearquadratic;

import hyperlead.dense.Matrix;
import hyperlead.validation.Require;
import java.util.Arrays;

/**
 * A linear-quadratic problem at one θ: plain matrices, checked. They are shared, not copied;
 * callers leave them as they are.
 */
public final class LinearQuadraticModel {
  private final double[] theta;
  private final double[] configuration;
  private final LinearQuadraticProblem problem;
  private final Matrix dynamics;
  private final Matrix input;
  private final Matrix leaderInput;
  private final Matrix feedback;
  private final Matrix noise;
  private final Matrix stateCost;

  private LinearQuadraticModel(
      LinearQuadraticProblem problem,
      double[] theta,
      double[] configuration,
      Matrix dynamics,
      Matrix input,
      Matrix leaderInput,
      Matrix noise) {
    this.problem = problem;
    this.theta = theta;
    this.configuration = configuration;
    this.dynamics = dynamics;
    this.input = input;
    this.leaderInput = leaderInput;
    this.noise = noise;
    feedback = problem.system().feedback().at(configuration);
    stateCost = problem.followerCost().stateAt(configuration);
  }

  static LinearQuadraticModel of(LinearQuadraticProblem problem, double[] theta) {
    double[] y = problem.parameterization().configuration(theta);
    Require.vector("configuration", y, problem.parameterization().configurations());
    LinearSystem system = problem.system();
    return new LinearQuadraticModel(
        problem,
        theta.clone(),
        y,
        system.dynamics().at(y),
        system.input(),
        system.leaderInput(),
        system.noise());
  }

  /**
   * {@return the same model with other dynamics, such as identified ones}
   *
   * @param a A, n × n
   * @param b B, n × m
   * @param c C, n × p
   * @param d D, n × any number of columns
   */
  public LinearQuadraticModel withDynamics(Matrix a, Matrix b, Matrix c, Matrix d) {
    return new LinearQuadraticModel(problem, theta, configuration, a, b, c, d);
  }

  /** {@return the problem} */
  public LinearQuadraticProblem problem() {
    return problem;
  }

  /** {@return θ, length d, a copy} */
  public double[] theta() {
    return theta.clone();
  }

  /** {@return the configuration y at θ, shared} */
  public double[] configuration() {
    return configuration;
  }

  /** {@return A, n × n} */
  public Matrix dynamics() {
    return dynamics;
  }

  /** {@return B, n × m} */
  public Matrix input() {
    return input;
  }

  /** {@return C, n × p} */
  public Matrix leaderInput() {
    return leaderInput;
  }

  /** {@return K, p × n} */
  public Matrix feedback() {
    return feedback;
  }

  /** {@return W, p × p} */
  public Matrix leaderNoise() {
    return problem.system().leaderNoise();
  }

  /** {@return D, n × any number of columns} */
  public Matrix noise() {
    return noise;
  }

  /** {@return Q, n × n} */
  public Matrix stateCost() {
    return stateCost;
  }

  /** {@return R, m × m} */
  public Matrix actionCost() {
    return problem.followerCost().action();
  }

  /** {@return A + C K, n × n, the dynamics under the leader's policy} */
  public Matrix led() {
    return dynamics.copy().addProduct(1, leaderInput, feedback);
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
