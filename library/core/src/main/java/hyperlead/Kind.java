package hyperlead;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A description of a follower, a critic or an estimator, to be written down and compared: a method
 * with its settings, without state, for any problem of its family. The worker that has a state is
 * made from it, one for each run. Immutable; {@code toString} gives its name and settings.
 *
 * @param <E> the episodes of its family of problems
 * @param <W> what works
 */
public interface Kind<E extends Episode, W> {
  /**
   * {@return one of this kind that has learned nothing yet, for one run and thread}
   *
   * @param random source of all its chance
   */
  W on(LeaderProblem<E> problem, RandomGenerator random);

  /** {@return one as {@link #on(LeaderProblem, RandomGenerator)} gives it, chance from seed 1} */
  default W on(LeaderProblem<E> problem) {
    return on(problem, new SplittableRandom(1));
  }
}
