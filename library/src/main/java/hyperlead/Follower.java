package hyperlead;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A follower of a problem at work: answers the leader's parameters with a policy, and may remember
 * its last answer to start from it. What is written down and compared is its {@link Kind}.
 *
 * @param <E> the episodes of its family of problems
 */
public interface Follower<E extends Episode> {
  /**
   * The answer to θ.
   *
   * @param theta the leader's parameters, length d
   * @return the policy with its values, for the follower's problem
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   * @throws ArithmeticException if a solver did not converge; the message gives its residual
   */
  Response<E> respond(double[] theta);

  /**
   * A kind of follower: how it answers, without state, for any problem of its family. Immutable;
   * {@code toString} gives its name and settings.
   *
   * @param <E> the episodes of its family of problems
   */
  interface Kind<E extends Episode> {
    /** {@return a follower of this kind that remembers nothing yet, for one run and thread} */
    Follower<E> on(LeaderProblem<E> problem, RandomGenerator random);

    /**
     * {@return a follower as {@link #on(LeaderProblem, RandomGenerator)} gives it, its chance from
     * seed 1}
     */
    default Follower<E> on(LeaderProblem<E> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
