package hyperlead;

import hyperlead.parameters.Parameterization;
import java.util.random.RandomGenerator;

/**
 * A leader's problem as the leader meets it: constants and parameters, but no model.
 *
 * <p>A family of problems that has a model offers it by its own type, so that a method that needs
 * one can say so.
 *
 * @param <E> the episodes that are played of it
 */
public interface LeaderProblem<E extends Episode> {
  /** {@return name, τ, γ_F, γ_L and horizon} */
  Setting setting();

  /** {@return the map from parameters θ (length d) to the configuration y} */
  Parameterization parameterization();

  /**
   * Draws θ_0, where a training starts.
   *
   * @return θ_0, length d, a new array
   */
  double[] initialParameters(RandomGenerator random);

  /** {@return a name for tables and pictures, with the temperature} */
  default String name() {
    return setting().label();
  }

  /** {@return the follower's temperature τ &gt; 0, in units of reward} */
  default double temperature() {
    return setting().temperature();
  }

  /** {@return the follower's discount γ_F in [0, 1]} */
  default double followerDiscount() {
    return setting().followerDiscount();
  }

  /** {@return the leader's discount γ_L in [0, 1]} */
  default double leaderDiscount() {
    return setting().leaderDiscount();
  }

  /**
   * {@return the number of steps after which a simulated episode is cut (not terminated), &gt; 0}
   */
  default int horizon() {
    return setting().horizon();
  }

  /**
   * {@return the objective as a round shows it: the mean return of its episodes, unless the problem
   * has another objective}
   */
  default double sampledObjective(Episodes<E> round) {
    return round.meanReturn();
  }
}
