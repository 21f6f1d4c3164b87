package hyperlead.linearquadratic.critics;

import hyperlead.BaselineFeatures;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticResponse;

/**
 * Features φ of a step (x, u, a), with their expectations under the follower's policy.
 *
 * <p>A step is a row of an episode's path, x then u then a. Hold the policy of one response at a
 * time.
 */
public interface Features {
  /** {@return the number k of features} */
  int size();

  /**
   * Takes expectations under this response from now on.
   *
   * @param response the follower's policy
   */
  void follow(LinearQuadraticResponse response);

  /**
   * Fills φ(x, u, a).
   *
   * @param rows array that holds the step
   * @param from index of x_0
   * @param out length k
   */
  void fill(double[] rows, int from, double[] out);

  /**
   * Fills E_{u~π(·|x,a)}[φ(x, u, a)].
   *
   * @param rows array that holds x, anything for u, and a
   * @param from index of x_0
   * @param out length k
   */
  void fillExpected(double[] rows, int from, double[] out);

  /**
   * {@return weightsᵀφ(x, u, a)}
   *
   * @param weights length k
   * @param rows array that holds the step
   * @param from index of x_0
   */
  double value(double[] weights, double[] rows, int from);

  /**
   * {@return weightsᵀE_{u~π(·|x,a)}[φ(x, u, a)]}
   *
   * @param weights length k
   * @param rows array that holds x, anything for u, and a
   * @param from index of x_0
   */
  double expectedValue(double[] weights, double[] rows, int from);

  /**
   * Adds factor · ∂/∂(x, a) of {@code weightsᵀ E_{u~π(·|x,a)}[φ(x, u, a)]}.
   *
   * @param weights length k
   * @param rows array that holds x, anything for u, and a
   * @param from index of x_0
   * @param factor of the gradient, any sign
   * @param out length n + m + p in the order x, u, a; the entries of u stay; added into
   */
  void addExpectedGradient(double[] weights, double[] rows, int from, double factor, double[] out);

  /** {@return whether they are polynomials of degree two at most} */
  boolean areQuadratic();

  /**
   * A kind of features, without a policy that they follow; a baseline can be fitted on them.
   * Immutable.
   */
  interface Kind extends BaselineFeatures<LinearQuadraticEpisode> {
    /**
     * {@return features of this kind that follow no response yet}
     *
     * @param problem for the numbers of states and actions
     */
    Features on(LeaderProblem<LinearQuadraticEpisode> problem);

    @Override
    default Credits<LinearQuadraticEpisode> residuals(
        Episodes<LinearQuadraticEpisode> round,
        Credits<LinearQuadraticEpisode> numbers,
        double ridge) {
      return new FittedBaseline(on(round.problem()), ridge).residuals(round, numbers);
    }
  }
}
