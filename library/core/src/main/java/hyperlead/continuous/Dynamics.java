package hyperlead.continuous;

import java.util.random.RandomGenerator;

/**
 * A machine that two players move at once, with a number each: the leader with b ∈ [−1, 1], the
 * follower, which sees b before it acts, with a. Without chance after its first state, and without
 * memory: one may serve many threads.
 *
 * <p>A leader may design the follower's reward too, by features of where a step leads: r_F(s, b, a;
 * θ) = r(s, b, a, s') + θᵀφ(s'). Nothing here allocates. A machine of one's own says what has no
 * default: the players then see all of its state, and a is in [−1, 1].
 */
public interface Dynamics {
  /** {@return the length of a state} */
  int dimension();

  /** {@return the length of what the players see of a state} */
  default int observations() {
    return dimension();
  }

  /**
   * {@return the usual size of an entry of an observation, by which networks and {@link LinearWind}
   * divide it}
   */
  default double scale(int entry) {
    return 1;
  }

  /** {@return the length d of φ; 0 where nothing is paid} */
  default int features() {
    return 0;
  }

  /** {@return the largest |a|} */
  default double followerLimit() {
    return 1;
  }

  /** {@return the number of steps after which an episode is cut (not terminated)} */
  default int horizon() {
    return 200;
  }

  /** Fills a first state. */
  void reset(double[] state, RandomGenerator random);

  /** Fills what the players see of a state; its first entries, as it stands here. */
  default void observe(double[] state, double[] observation) {
    System.arraycopy(state, 0, observation, 0, observations());
  }

  /**
   * Fills s', where a step leads, and leaves s as it is, unless s' is given the same array.
   *
   * @param leader b in [−1, 1]
   * @param follower a, not beyond its limit; what a problem passes is in range, and {@link #check}
   *     is for those who call a machine themselves
   * @return whether the episode ends by itself with this step
   */
  boolean step(double[] state, double leader, double follower, double[] next);

  /** {@return r(s, b, a, s'), the follower's reward before the leader's design, finite} */
  double followerReward(double[] state, double leader, double follower, double[] next);

  /** {@return r_L(s, b, a, s'), finite} */
  double leaderReward(double[] state, double leader, double follower, double[] next);

  /** {@return φ_k(s'), k in [0, d)} */
  default double feature(double[] next, int k) {
    throw new IndexOutOfBoundsException("no feature " + k);
  }

  /** Throws an {@link IllegalArgumentException} where an action is out of range or no number. */
  default void check(double leader, double follower) {
    checkOne("leader's action", leader, 1);
    checkOne("follower's action", follower, followerLimit());
  }

  private static void checkOne(String name, double action, double most) {
    if (!(Math.abs(action) <= most)) {
      throw new IllegalArgumentException(
          "%s must be in [-%s, %s]: %s".formatted(name, most, most, action));
    }
  }
}
