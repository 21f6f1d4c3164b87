package hyperlead;

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
   * TV|}, each relative to τ + |TV| there in a finite problem; NaN if it is not known}
   */
  default double residual() {
    return Double.NaN;
  }
}
