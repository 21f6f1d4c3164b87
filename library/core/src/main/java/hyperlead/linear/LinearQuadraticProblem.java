package hyperlead.linear;

import hyperlead.LeaderProblem;
import hyperlead.Setting;
import hyperlead.StepProblem;
import hyperlead.algebra.GaussianLaw;
import hyperlead.algebra.Require;
import hyperlead.parameters.Parameterization;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A leader's problem with linear dynamics, a follower with quadratic costs and any leader reward.
 *
 * <p>The leader's game is over after {@code horizon} steps, so its objective is a finite sum,
 * {@code J = E[Σ_{t<T} γ_L^t r_L(x_t, u_t)]}; the follower plans for an infinite horizon.
 *
 * @param setting name, τ, γ_F &lt; 1, γ_L and horizon
 * @param parameterization θ ↦ y
 * @param system dynamics, with the leader's own policy if it acts
 * @param followerCost Q and R
 * @param leaderReward r_L(x, u; y)
 * @param initial law of x_0
 * @param initialParameters draws θ_0
 */
public record LinearQuadraticProblem(
    Setting setting,
    Parameterization parameterization,
    LinearSystem system,
    QuadraticCost followerCost,
    ContinuousReward leaderReward,
    GaussianLaw initial,
    Function<RandomGenerator, double[]> initialParameters)
    implements StepProblem<LinearQuadraticEpisode> {

  /**
   * Throws an {@link IllegalArgumentException} if a number is out of its range or shapes do not
   * fit.
   */
  public LinearQuadraticProblem {
    Require.discount("followerDiscount", setting.followerDiscount());
    size("state cost Q", followerCost.state().rows(), system.states());
    size("action cost R", followerCost.action().rows(), system.actions());
    size("mean of x_0", initial.mean().length, system.states());
    leaderReward.checkFits(system.states(), system.actions(), parameterization.configurations());
  }

  private static void size(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " rows: " + actual);
    }
  }

  /**
   * {@return a problem with its model}
   *
   * @throws IllegalArgumentException if it has none
   */
  public static LinearQuadraticProblem of(LeaderProblem<LinearQuadraticEpisode> problem) {
    if (problem instanceof LinearQuadraticProblem known) {
      return known;
    }
    throw new IllegalArgumentException("problem must bring its model: " + problem.name());
  }

  /** {@return the same problem with another name, τ, γ_F, γ_L and horizon} */
  public LinearQuadraticProblem with(Setting other) {
    return new LinearQuadraticProblem(
        other, parameterization, system, followerCost, leaderReward, initial, initialParameters);
  }

  /** {@return the same problem with another horizon T &gt; 0} */
  public LinearQuadraticProblem withHorizon(int steps) {
    return with(setting.withHorizon(steps));
  }

  /** {@return the same problem with a follower of another τ &gt; 0, in units of reward} */
  public LinearQuadraticProblem withTemperature(double tau) {
    return with(setting.withTemperature(tau));
  }

  /** {@return the same problem with other discounts γ_F in [0, 1) and γ_L in [0, 1]} */
  public LinearQuadraticProblem withDiscounts(double follower, double leader) {
    return with(setting.withDiscounts(follower, leader));
  }

  /**
   * {@return the same problem with another r_L(x, u; y), in place of all that the old one had, such
   * as the prices of a {@link hyperlead.prototyping.LinearWorld}} To keep those, make the problem
   * anew from its world.
   */
  public LinearQuadraticProblem withLeaderReward(ContinuousReward reward) {
    return new LinearQuadraticProblem(
        setting, parameterization, system, followerCost, reward, initial, initialParameters);
  }

  /** {@return the same problem with trainings that start elsewhere: what draws θ_0, of length d} */
  public LinearQuadraticProblem withInitialParameters(Function<RandomGenerator, double[]> start) {
    return new LinearQuadraticProblem(
        setting, parameterization, system, followerCost, leaderReward, initial, start);
  }

  /**
   * {@return the model at θ}
   *
   * @param theta the leader's parameters, length d
   * @throws IllegalArgumentException if θ has the wrong length, or a number that follows from it is
   *     not finite
   * @throws ArithmeticException if the state cost at θ is not positive semidefinite
   */
  public LinearQuadraticModel at(double[] theta) {
    return LinearQuadraticModel.of(
        this, Require.vector("theta", theta, parameterization.parameters()));
  }

  @Override
  public int width() {
    return system.width();
  }

  @Override
  public int actions() {
    return system.actions();
  }

  @Override
  public double[] initialParameters(RandomGenerator random) {
    return initialParameters.apply(random);
  }

  @Override
  public String toString() {
    return "%s, %s states, %s actions, d = %s"
        .formatted(name(), system.states(), system.actions(), parameterization.parameters());
  }
}
