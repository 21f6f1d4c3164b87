package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** A kind of estimator by its name and what makes it work; it refuses rounds of other problems. */
record NamedKind<E extends Episode>(
    String name, BiFunction<LeaderProblem<E>, RandomGenerator, Estimator<E>> work)
    implements Estimator.Kind<E> {
  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    Estimator<E> working = work.apply(problem, random);
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          round.checkUnder(theta);
          return working.estimate(theta, round);
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
