package hyperlead;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A way to the hypergradient at work: what it has learned goes on from round to round. What is
 * written down and compared is its {@link Kind}.
 */
@FunctionalInterface
public interface Estimator<E extends Episode> {
  /**
   * Estimates ∇J(θ).
   *
   * @param theta the leader's parameters, length d
   * @param round episodes under θ
   * @return the estimate, its direct and guidance terms of length d
   */
  Hypergradient estimate(double[] theta, Episodes<E> round);

  /**
   * {@return an estimator that says what it is}
   *
   * @param kind what it is of
   * @param problem what it is for
   * @param work what it does
   */
  static <E extends Episode> Estimator<E> of(
      Kind<E> kind, LeaderProblem<E> problem, Estimator<E> work) {
    return new Estimator<>() {
      @Override
      public Hypergradient estimate(double[] theta, Episodes<E> round) {
        return work.estimate(theta, round);
      }

      @Override
      public String toString() {
        return kind + " on " + problem.name();
      }
    };
  }

  /**
   * A kind of estimator: a method with its settings, without state, for any problem of its family.
   * Immutable; {@code toString} gives its name and settings.
   */
  interface Kind<E extends Episode> {
    /** {@return an estimator of this kind that has learned nothing yet, for one run and thread} */
    Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random);

    /**
     * {@return an estimator as {@link #on(LeaderProblem, RandomGenerator)} gives it, its chance
     * from seed 1}
     */
    default Estimator<E> on(LeaderProblem<E> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
