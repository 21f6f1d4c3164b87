package hyperlead.experiments;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * One repeat of a measurement: every estimator once at every budget.
 *
 * <p>Chance is split by purpose: a stream for each budget's episodes, which all estimators see, and
 * one for each estimator at each budget. A further estimator or budget at the end of the list
 * leaves the others' streams as they are.
 *
 * @param estimators by name
 * @param warmUp rounds before the one that counts
 * @param stopping whether to end early
 */
record Repeat<E extends Episode>(
    Response<E> response,
    Map<String, Estimator.Kind<E>> estimators,
    List<Budget> budgets,
    int warmUp,
    BooleanSupplier stopping) {

  /**
   * One estimate.
   *
   * @param estimate what the estimator said
   * @param steps simulated steps of the round that it used
   * @param nanoseconds how long the estimator took for that round
   */
  record Trial(Hypergradient estimate, int steps, long nanoseconds) {}

  /**
   * A trial of each estimator at the first budget, then at the next.
   *
   * @throws CancellationException if the work was stopped
   */
  List<Trial> run(SplittableGenerator chance) {
    SplittableGenerator episodes = chance.split();
    Map<String, SplittableGenerator> own = new LinkedHashMap<>();
    estimators.keySet().forEach(name -> own.put(name, chance.split()));
    List<Trial> trials = new ArrayList<>();
    for (Budget budget : budgets) {
      Map<String, Estimator<E>> fresh = new LinkedHashMap<>();
      estimators.forEach(
          (name, kind) -> fresh.put(name, kind.on(response.problem(), own.get(name).split())));
      trials.addAll(trials(fresh, budget, episodes.split()));
    }
    return trials;
  }

  /** Of the last round. */
  private List<Trial> trials(
      Map<String, Estimator<E>> fresh, Budget budget, RandomGenerator random) {
    List<Trial> trials = new ArrayList<>();
    for (int round = 0; round <= warmUp; round++) {
      trials.clear();
      Episodes<E> episodes = response.play(budget, random);
      fresh.forEach(
          (name, estimator) -> {
            try {
              trials.add(trial(estimator, episodes));
            } catch (RuntimeException e) {
              throw new IllegalStateException(name + ", " + budget + ": " + e.getMessage(), e);
            }
          });
    }
    return trials;
  }

  private Trial trial(Estimator<E> estimator, Episodes<E> episodes) {
    if (stopping.getAsBoolean()) {
      throw new CancellationException();
    }
    double[] theta = response.theta();
    long start = System.nanoTime();
    Hypergradient estimate = estimator.estimate(theta, episodes);
    long time = System.nanoTime() - start;
    Estimator.checked(estimator, estimate, theta.length, () -> "a repeat");
    return new Trial(estimate, episodes.steps(), time);
  }
}
