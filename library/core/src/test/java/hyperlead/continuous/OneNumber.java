package hyperlead.continuous;

import java.util.random.RandomGenerator;

/** A machine for tests, whose state is one number that its players see; it stays where it is. */
public interface OneNumber extends Dynamics {
  @Override
  default int dimension() {
    return 1;
  }

  @Override
  default int features() {
    return 1;
  }

  @Override
  default int horizon() {
    return 7;
  }

  @Override
  default void reset(double[] state, RandomGenerator random) {}

  @Override
  default boolean step(double[] state, double leader, double follower, double[] next) {
    next[0] = state[0];
    return false;
  }

  @Override
  default double followerReward(double[] state, double leader, double follower, double[] next) {
    return 0;
  }

  @Override
  default double leaderReward(double[] state, double leader, double follower, double[] next) {
    return 0;
  }

  @Override
  default double feature(double[] next, int k) {
    return 0;
  }
}
