package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A kind of estimator by its name and what makes it work; it refuses rounds of other problems. */
record NamedKind<E extends Episode>(String name, Work<E> work) implements Estimator.Kind<E> {
  /** What makes it work. */
  interface Work<E extends Episode> extends Serializable {
    /** What works, which adds the parts that it remembers, see {@link Estimator#of}. */
    Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random, List<Object> parts);
  }

  @Override
  public Estimator<E> on(LeaderProblem<E> problem, RandomGenerator random) {
    List<Object> parts = new ArrayList<>();
    Estimator<E> working = work.on(problem, random, parts);
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          round.checkUnder(theta);
          return working.estimate(theta, round);
        },
        parts);
  }

  @Override
  public String toString() {
    return name;
  }
}
