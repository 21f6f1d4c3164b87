package hyperlead.experiments;

import hyperlead.Budget;
import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Follower;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Listener;
import hyperlead.OrderedTasks;
import hyperlead.Response;
import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Measures estimators of the hypergradient against the exact one.
 *
 * <p>A repeat lets every estimator estimate once at every budget. In one repeat and budget all
 * estimators see the same episodes, so that they differ by their method and not by their luck. Each
 * repeat makes estimators of its own, so repeats are independent and the intervals over them
 * honest; an estimator that learns from round to round is therefore measured after {@link
 * #withWarmUp some} rounds, not after a long training.
 *
 * <p>Immutable; {@link #at} is a pure function of it, θ and a seed, apart from the times: the same
 * bits on one thread or many. Memory O(estimators · budgets · (d + repeats)).
 *
 * <pre>{@code
 * Measurement measured =
 *     Laboratory.of(problem, new SoftPolicyIteration(), new Exact<>())
 *         .with("BC-HG", new BoltzmannCovariance<>(new ExactCritic()))
 *         .withSamples(100, 1000, 10_000)
 *         .withRepeats(200)
 *         .at(theta, 1);
 * }</pre>
 */
public final class Laboratory<E extends Episode> {
  private final LeaderProblem<E> problem;
  private final Follower.Kind<E> follower;
  private final Estimator.Kind<E> referee;
  private Map<String, Estimator.Kind<E>> estimators = Map.of();
  private List<Budget> budgets = List.of(Budget.steps(100), Budget.steps(1000));
  private int repeats = 100;
  private int warmUp = 0;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Listener listener = (done, total, status) -> {};

  private Laboratory(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> referee) {
    this.problem = problem;
    this.follower = follower;
    this.referee = referee;
  }

  /**
   * A laboratory without estimators yet, of 100 repeats at 100 and 1,000 steps, on all cores.
   *
   * @param follower who answers; its answer is shared by all threads, so it must not change
   * @param referee the exact hypergradient, such as {@code new Exact<>()}
   */
  public static <E extends Episode> Laboratory<E> of(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> referee) {
    return new Laboratory<>(problem, follower, referee);
  }

  private Laboratory<E> with(Consumer<Laboratory<E>> change) {
    Laboratory<E> copy = new Laboratory<>(problem, follower, referee);
    copy.estimators = estimators;
    copy.budgets = budgets;
    copy.repeats = repeats;
    copy.warmUp = warmUp;
    copy.threads = threads;
    copy.listener = listener;
    change.accept(copy);
    return copy;
  }

  /**
   * {@return the same laboratory with one more estimator}
   *
   * @param name for rows and legends, another than the others'
   * @throws IllegalArgumentException if the name is not one line of text or stands already
   */
  public Laboratory<E> with(String name, Estimator.Kind<E> estimator) {
    Map<String, Estimator.Kind<E>> more = new LinkedHashMap<>(estimators);
    boolean isNew = more.put(Require.line("name of an estimator", name), estimator) == null;
    Require.that(isNew, "estimators must differ: %s stands twice", name);
    return with(copy -> copy.estimators = more);
  }

  /**
   * {@return the same laboratory with estimates from so many simulated steps each, see {@link
   * Budget#steps}}
   *
   * @param steps numbers of steps, at least one number, each &gt; 0, each once
   */
  public Laboratory<E> withSamples(int... steps) {
    return withBudgets(Arrays.stream(steps).mapToObj(Budget::steps).toArray(Budget[]::new));
  }

  /**
   * {@return the same laboratory with other budgets}
   *
   * @param limits how much is simulated for an estimate, at least one, each once
   */
  public Laboratory<E> withBudgets(Budget... limits) {
    return with(copy -> copy.budgets = Require.distinct("budgets", List.of(limits)));
  }

  /**
   * {@return the same laboratory with another number of repeats}
   *
   * @param number independent estimates of each estimator at each budget, at least 2
   */
  public Laboratory<E> withRepeats(int number) {
    Require.that(number >= 2, "repeats must be at least 2: %s", number);
    return with(copy -> copy.repeats = number);
  }

  /**
   * {@return the same laboratory with rounds under the same θ that an estimator may learn from
   * before the one that is measured}
   *
   * @param rounds how many, at least 0
   */
  public Laboratory<E> withWarmUp(int rounds) {
    Require.that(rounds >= 0, "warmUp must not be negative: %s", rounds);
    return with(copy -> copy.warmUp = rounds);
  }

  /** {@return the same laboratory on another number of threads, which do not change its results} */
  public Laboratory<E> withThreads(int number) {
    return with(copy -> copy.threads = Require.positive("threads", number));
  }

  /**
   * {@return the same laboratory with reports to a listener}
   *
   * @param told hears of every repeat, on the thread that called {@link #at}
   */
  public Laboratory<E> withListener(Listener told) {
    return with(copy -> copy.listener = told);
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
    Response<E> response = follower.on(problem, root.split()).respond(theta);
    Hypergradient exact = exact(response, root.split());
    Measurement measurement = new Measurement(toString(), exact, cells(exact));
    SplittableGenerator[] chances = new SplittableGenerator[repeats];
    Arrays.setAll(chances, k -> root.split());
    OrderedTasks<List<Repeat.Trial>> tasks =
        new OrderedTasks<>(repeats, threads, 4 * threads, k -> "repeat " + k);
    Repeat<E> repeat = new Repeat<>(response, estimators, budgets, warmUp, tasks::stopping);
    tasks.run(
        k -> repeat.run(chances[k]),
        trials -> {
          measurement.add(trials);
          listener.report(measurement.repeats(), repeats, "");
        });
    if (measurement.repeats() < 2) {
      throw new CancellationException(
          "interrupted after %s of %s repeats: intervals need 2"
              .formatted(measurement.repeats(), repeats));
    }
    return measurement;
  }

  /** The referee may look at episodes, though the exact one does not. */
  private Hypergradient exact(Response<E> response, SplittableGenerator chance) {
    Estimator<E> judge = referee.on(problem, chance.split());
    Episodes<E> round = response.play(budgets.get(0), chance.split());
    round.checkOf(problem);
    return judge.estimate(response.theta(), round);
  }

  /** In the order of a repeat's trials. */
  private List<Cell> cells(Hypergradient exact) {
    return budgets.stream()
        .flatMap(budget -> estimators.keySet().stream().map(name -> new Cell(name, budget, exact)))
        .toList();
  }

  @Override
  public String toString() {
    return "Laboratory(%s, %s, %s × %s repeats)"
        .formatted(problem.name(), estimators.keySet(), budgets, repeats);
  }
}
