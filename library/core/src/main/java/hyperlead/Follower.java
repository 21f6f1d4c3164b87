package hyperlead;

import hyperlead.algebra.Learner;

/**
 * A follower of a problem at work: answers the leader's parameters with a policy, and may remember
 * its last answer to start from it.
 *
 * @param <E> the episodes of its family of problems
 */
public interface Follower<E extends Episode> extends Learner {
  /**
   * The answer to θ.
   *
   * @param theta the leader's parameters, length d
   * @return the policy with its values, for the follower's problem
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   * @throws ArithmeticException if a solver did not converge; the message gives its residual
   */
  Response<E> respond(double[] theta);

  /** A kind of follower: how it answers. */
  interface Kind<E extends Episode> extends hyperlead.Kind<E, Follower<E>> {}
}
