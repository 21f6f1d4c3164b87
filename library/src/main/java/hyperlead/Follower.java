package hyperlead;

import java.util.random.RandomGenerator;

/**
 * A follower: answers the leader's parameters with a policy.
 *
 * <p>May remember its last answer to start from it, so one object serves one thread.
 *
 * @param <R> the answers of its family of problems
 */
public interface Follower<R extends Response> {
  /**
   * The answer to θ.
   *
   * @param theta the leader's parameters, length d
   * @return the policy with its values, and how well they were solved for
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   * @throws ArithmeticException if a solver did not converge; the message gives its residual
   */
  R respond(double[] theta);

  /**
   * The same follower without memory.
   *
   * @param random source of its own chance, if it has any
   * @return a follower with the same settings, for another run or thread
   */
  Follower<R> fresh(RandomGenerator random);
}
