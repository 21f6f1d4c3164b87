package hyperlead;

import hyperlead.parameterizations.Parameterization;
import java.util.random.RandomGenerator;

/**
 * A leader's problem as the leader meets it: constants, episodes and an objective, but no model.
 *
 * <p>A family of problems that has a model offers it by its own type, so that a method that needs
 * one says so in its constructor.
 *
 * @param <E> the family's episodes
 * @param <R> the family's responses of the follower
 */
public interface LeaderProblem<E extends Episode, R extends Response> {
  /** A short name for tables and pictures. */
  String name();

  /** The map from parameters θ (length d) to the configuration y. */
  Parameterization parameterization();

  /** The follower's temperature τ &gt; 0, in units of reward. */
  double temperature();

  /** The follower's discount γ_F in [0, 1). */
  double followerDiscount();

  /** The leader's discount γ_L in [0, 1). */
  double leaderDiscount();

  /** Steps after which a simulated episode is cut (not terminated). */
  int horizon();

  /** Draws θ_0, length d. */
  double[] initialParameters(RandomGenerator random);

  /**
   * Lets a follower act and records what the leader sees.
   *
   * @param response the policy that acts, with the θ it answers
   * @param budget how much to simulate
   * @param random source of all chance
   */
  Episodes<E> simulate(R response, Episodes.Budget budget, RandomGenerator random);

  /** The exact objective J(θ) under a response, without the cut of the horizon. */
  double objective(R response);
}
