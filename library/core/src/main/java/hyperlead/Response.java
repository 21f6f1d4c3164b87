package hyperlead;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A follower's answer to θ in a problem: its policy and values, as far as the leader may observe
 * them. It knows what it answers, so that nothing else has to be told.
 */
public interface Response<E extends Episode> {
  /** {@return the problem that it answers} */
  LeaderProblem<E> problem();

  /** {@return the leader's parameters θ that it answers, length d, a copy} */
  double[] theta();

  /**
   * Lets the follower act and records what the leader sees.
   *
   * @param budget how much to simulate
   * @return the episodes, within the budget
   */
  Episodes<E> play(Budget budget, RandomGenerator random);

  /**
   * {@return the exact objective J(θ) under this answer; NaN where there is no model to evaluate it
   * by}
   */
  default double objective() {
    return Double.NaN;
  }

  /**
   * Refuses to be an answer in another problem, or to another θ, than its own.
   *
   * @throws IllegalArgumentException if it is; the message says what differs, or where
   */
  default void checkOf(LeaderProblem<?> problem, double[] theta) {
    Require.that(
        problem.equals(problem()),
        "the answer must be one in %s, but %s",
        problem.name(),
        problem.setting().difference(problem().setting()));
    double[] answered = theta();
    int different = Arrays.mismatch(Require.vector("theta", theta, answered.length), answered);
    Require.that(
        different < 0,
        "the answer must be one to theta, but theta[%s] = %s is %s there",
        different,
        different < 0 ? "" : theta[different],
        different < 0 ? "" : answered[different]);
  }

  /**
   * {@return how far this policy is from an optimal one; unknown unless both are of a finite
   * problem}
   *
   * @param optimum the Boltzmann-optimal answer to the same θ
   */
  default Gap gap(Response<E> optimum) {
    return Gap.UNKNOWN;
  }

  /**
   * {@return the largest error of the soft Bellman equation over all states, {@code max_x |V −
   * TV|}, each relative to τ + |TV| there in a finite problem; the root of its mean square over the
   * remembered steps where values are fitted to them; NaN if it is not known}
   */
  default double residual() {
    return Double.NaN;
  }
}
