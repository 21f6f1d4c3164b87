package hyperlead.laboratory;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * One repeat of a measurement: every estimator once at every budget.
 *
 * <p>Chance is split by purpose: a stream for each budget's episodes, which all estimators see, and
 * one for each estimator at each budget. A further estimator or budget at the end of the list
 * leaves the others' streams as they are.
 */
final class Repeat<E extends Episode> {
  private final Laboratory<E> laboratory;
  private final Response<E> response;
  private final BooleanSupplier stopping;

  Repeat(Laboratory<E> laboratory, Response<E> response, BooleanSupplier stopping) {
    this.laboratory = laboratory;
    this.response = response;
    this.stopping = stopping;
  }

  /**
   * One estimate.
   *
   * @param estimate what the estimator said
   * @param steps simulated steps of the round that it used
   * @param nanoseconds how long the estimator took for that round
   */
  record Trial(Hypergradient estimate, int steps, long nanoseconds) {}

  /** The trials at {@code [budget][estimator]}; null if the work was stopped. */
  Trial[][] run(SplittableGenerator chance) {
    SplittableGenerator episodes = chance.split();
    List<SplittableGenerator> own = new ArrayList<>();
    laboratory.estimators().forEach(candidate -> own.add(chance.split()));
    Trial[][] trials = new Trial[laboratory.budgets().size()][];
    for (int b = 0; b < trials.length; b++) {
      List<Estimator<E>> fresh = new ArrayList<>();
      for (int i = 0; i < own.size(); i++) {
        fresh.add(
            laboratory
                .estimators()
                .get(i)
                .estimator()
                .on(laboratory.problem(), own.get(i).split()));
      }
      trials[b] = trials(fresh, laboratory.budgets().get(b), episodes.split());
      if (trials[b] == null) {
        return null;
      }
    }
    return trials;
  }

  private Trial[] trials(List<Estimator<E>> estimators, Budget budget, RandomGenerator random) {
    Trial[] trials = new Trial[estimators.size()];
    for (int round = 0; round <= laboratory.warmUp(); round++) {
      Episodes<E> episodes = response.play(budget, random);
      for (int i = 0; i < trials.length; i++) {
        if (stopping.getAsBoolean()) {
          return null;
        }
        try {
          trials[i] = trial(estimators.get(i), episodes);
        } catch (RuntimeException e) {
          String name = laboratory.estimators().get(i).name();
          throw new IllegalStateException(name + ", " + budget + ": " + e.getMessage(), e);
        }
      }
    }
    return trials;
  }

  private Trial trial(Estimator<E> estimator, Episodes<E> episodes) {
    double[] theta = response.theta();
    long start = System.nanoTime();
    Hypergradient estimate = estimator.estimate(theta, episodes);
    return new Trial(estimate, episodes.steps(), System.nanoTime() - start);
  }
}
