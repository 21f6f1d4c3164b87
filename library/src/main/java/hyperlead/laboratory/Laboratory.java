package hyperlead.laboratory;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.OrderedTasks;
import hyperlead.Response;
import hyperlead.validation.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Measures estimators of the hypergradient against the exact one.
 *
 * <p>A repeat lets every estimator estimate once at every budget. In one repeat and budget all
 * estimators see the same episodes, so that they differ by their method and not by their luck. Each
 * repeat asks {@linkplain Estimator#fresh fresh} estimators, so repeats are independent and the
 * intervals over them honest; an estimator that learns from round to round is therefore measured
 * after {@link #warmUp} rounds, not after a long training.
 *
 * <p>Immutable; {@link #at} is a pure function of it, θ and a seed, apart from the times: the same
 * bits on one thread or many. Memory O(estimators · budgets · (d + repeats)).
 *
 * <pre>{@code
 * Measurement measured =
 *     Laboratory.of(problem, new SoftPolicyIteration(problem), ExactHypergradient.of(problem))
 *         .with("BC-HG", new BoltzmannCovariance<>(new ExactCritic(problem)))
 *         .withSamples(100, 1000, 10_000)
 *         .withRepeats(200)
 *         .at(theta, 1);
 * }</pre>
 *
 * @param <E> the problem's episodes
 * @param <R> the problem's responses
 * @param problem what the leader wants
 * @param follower who answers; its answer is shared by all threads, so it must not change
 * @param referee the exact hypergradient
 * @param estimators what is measured, in the order of the rows
 * @param budgets how much is simulated for an estimate
 * @param repeats independent estimates of each estimator at each budget
 * @param warmUp rounds under the same θ that an estimator sees before the one that is measured
 * @param threads that work; the results do not depend on it
 * @param listener told after every repeat
 */
public record Laboratory<E extends Episode, R extends Response>(
    LeaderProblem<E, R> problem,
    Follower<R> follower,
    Estimator<? super E> referee,
    List<Candidate<E>> estimators,
    List<Episodes.Budget> budgets,
    int repeats,
    int warmUp,
    int threads,
    Listener listener) {

  /**
   * A laboratory with every setting of its own.
   *
   * @param problem what the leader wants
   * @param follower who answers
   * @param referee the exact hypergradient
   * @param estimators what is measured, with different names
   * @param budgets how much is simulated for an estimate, at least one, each once
   * @param repeats estimates of each estimator at each budget, at least 2
   * @param warmUp rounds before the one that is measured, at least 0
   * @param threads that work, at least 1
   * @param listener told after every repeat
   * @throws IllegalArgumentException if a number is out of range, or a name or budget stands twice
   */
  public Laboratory {
    estimators = List.copyOf(estimators);
    budgets = List.copyOf(budgets);
    checkOnce("estimator", estimators.stream().map(Candidate::name).toList());
    checkOnce("budget", budgets);
    if (budgets.isEmpty()) {
      throw new IllegalArgumentException("budgets must not be empty");
    }
    if (repeats < 2) {
      throw new IllegalArgumentException("repeats must be at least 2: " + repeats);
    }
    if (warmUp < 0) {
      throw new IllegalArgumentException("warmUp must not be negative: " + warmUp);
    }
    Require.positive("threads", threads);
  }

  private static void checkOnce(String what, List<?> list) {
    HashSet<Object> seen = new HashSet<>();
    for (Object item : list) {
      if (!seen.add(item)) {
        throw new IllegalArgumentException(what + " must stand once: " + item);
      }
    }
  }

  /**
   * A laboratory without estimators yet, of 100 repeats at 100 and 1,000 steps, on all cores.
   *
   * @param <E> the problem's episodes
   * @param <R> the problem's responses
   * @param problem what the leader wants
   * @param follower who answers
   * @param referee the exact hypergradient, such as {@code ExactHypergradient.of(problem)}
   * @return the laboratory
   */
  public static <E extends Episode, R extends Response> Laboratory<E, R> of(
      LeaderProblem<E, R> problem, Follower<R> follower, Estimator<? super E> referee) {
    return new Laboratory<>(
        problem,
        follower,
        referee,
        List.of(),
        List.of(Episodes.Budget.steps(100), Episodes.Budget.steps(1000)),
        100,
        0,
        Runtime.getRuntime().availableProcessors(),
        (done, total, status) -> {});
  }

  /**
   * {@return the same laboratory with one more estimator}
   *
   * @param name for rows and legends, another than the others'
   * @param estimator what is measured
   */
  public Laboratory<E, R> with(String name, Estimator<? super E> estimator) {
    List<Candidate<E>> more = new ArrayList<>(estimators);
    more.add(new Candidate<>(name, estimator));
    return new Laboratory<>(
        problem, follower, referee, more, budgets, repeats, warmUp, threads, listener);
  }

  /**
   * {@return the same laboratory with estimates from so many simulated steps each, see {@link
   * Episodes.Budget#steps}}
   *
   * @param steps numbers of steps, at least one number, each &gt; 0
   */
  public Laboratory<E, R> withSamples(int... steps) {
    return withBudgets(
        Arrays.stream(steps).mapToObj(Episodes.Budget::steps).toArray(Episodes.Budget[]::new));
  }

  /**
   * {@return the same laboratory with other budgets}
   *
   * @param limits how much is simulated for an estimate, at least one
   */
  public Laboratory<E, R> withBudgets(Episodes.Budget... limits) {
    return new Laboratory<>(
        problem,
        follower,
        referee,
        estimators,
        List.of(limits),
        repeats,
        warmUp,
        threads,
        listener);
  }

  /**
   * {@return the same laboratory with another number of repeats}
   *
   * @param number independent estimates of each estimator at each budget, at least 2
   */
  public Laboratory<E, R> withRepeats(int number) {
    return new Laboratory<>(
        problem, follower, referee, estimators, budgets, number, warmUp, threads, listener);
  }

  /**
   * {@return the same laboratory with rounds that estimators may learn from before the one that is
   * measured}
   *
   * @param rounds how many, at least 0
   */
  public Laboratory<E, R> withWarmUp(int rounds) {
    return new Laboratory<>(
        problem, follower, referee, estimators, budgets, repeats, rounds, threads, listener);
  }

  /**
   * {@return the same laboratory on another number of threads}
   *
   * @param number of threads, at least 1
   */
  public Laboratory<E, R> withThreads(int number) {
    return new Laboratory<>(
        problem, follower, referee, estimators, budgets, repeats, warmUp, number, listener);
  }

  /**
   * {@return the same laboratory with reports to a listener}
   *
   * @param told hears of every repeat, on the thread that called {@link #at}
   */
  public Laboratory<E, R> withListener(Listener told) {
    return new Laboratory<>(
        problem, follower, referee, estimators, budgets, repeats, warmUp, threads, told);
  }

  /**
   * Measures at θ. An interrupt ends the measurement after the estimates under way, and the repeats
   * that were complete make the result, which says {@linkplain Measurement#repeats how many}.
   *
   * @param theta the leader's parameters, length d
   * @param seed of all chance; any number
   * @return biases, variances, errors, cosines and times
   * @throws IllegalStateException if there is no estimator, or one failed; the message names it
   * @throws CancellationException if an interrupt came before two repeats were complete
   */
  public Measurement at(double[] theta, long seed) {
    if (estimators.isEmpty()) {
      throw new IllegalStateException("estimators must not be empty: add some by with(name, …)");
    }
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    R response = follower.fresh(root.split()).respond(theta);
    Measurement measurement = new Measurement(this, exact(response, root.split()));
    SplittableGenerator[] chances = new SplittableGenerator[repeats];
    Arrays.setAll(chances, k -> root.split());
    OrderedTasks<Trial[][]> tasks =
        new OrderedTasks<>(repeats, threads, 4 * threads, k -> "repeat " + k);
    Repeat<E, R> repeat = new Repeat<>(this, response, tasks::stopping);
    tasks.run(k -> repeat.run(chances[k]), measurement::add);
    if (measurement.repeats() < 2) {
      throw new CancellationException(
          "interrupted after %d of %d repeats: intervals need 2"
              .formatted(measurement.repeats(), repeats));
    }
    return measurement;
  }

  /** The referee may look at episodes, though the exact one does not. */
  private Hypergradient exact(R response, SplittableGenerator chance) {
    Estimator<? super E> judge = referee.fresh(chance.split());
    return judge.estimate(
        response.theta(), problem.simulate(response, budgets.get(0), chance.split()));
  }
}
