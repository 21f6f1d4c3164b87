package hyperlead;

import hyperlead.optimizers.Adam;
import hyperlead.optimizers.Optimizer;
import hyperlead.validation.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A specification of one training: the leader ascends estimates of its hypergradient while the
 * follower answers every θ.
 *
 * <p>The problem is named once; follower, estimator and optimizer are kinds, of which every run
 * makes its own for that problem. Immutable; {@link #run} is a pure function of it and a seed, and
 * gives the same bits every time, on one thread or many.
 *
 * @param updates number of moves
 * @param logEvery updates from one row of the log to the next
 * @param referee the exact hypergradient, asked at every row of the log if present
 * @param start draws θ_0
 */
public record LeaderTraining<E extends Episode>(
    LeaderProblem<E> problem,
    Follower.Kind<E> follower,
    Estimator.Kind<E> estimator,
    Optimizer optimizer,
    int updates,
    Budget budget,
    int logEvery,
    Optional<Estimator.Kind<E>> referee,
    Listener listener,
    Function<RandomGenerator, double[]> start) {

  /** Throws an {@link IllegalArgumentException} if updates or logEvery is not positive. */
  public LeaderTraining {
    Require.positive("updates", updates);
    Require.positive("logEvery", logEvery);
  }

  /**
   * A training of 1,000 updates with Adam(0.01) on 1,000 steps each, a row each 10 updates.
   *
   * @return the training, without referee or listener
   */
  public static <E extends Episode> LeaderTraining<E> of(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> estimator) {
    return new LeaderTraining<>(
        problem,
        follower,
        estimator,
        Adam.of(0.01),
        1000,
        Budget.steps(1000),
        10,
        Optional.empty(),
        (done, total, status) -> {},
        problem::initialParameters);
  }

  /**
   * {@return the same training with another way to move θ}
   *
   * @param rule turns hypergradients into moves
   */
  public LeaderTraining<E> withOptimizer(Optimizer rule) {
    return new LeaderTraining<>(
        problem, follower, estimator, rule, updates, budget, logEvery, referee, listener, start);
  }

  /**
   * {@return the same training with another number of updates}
   *
   * @param number moves of θ, &gt; 0
   */
  public LeaderTraining<E> withUpdates(int number) {
    return new LeaderTraining<>(
        problem, follower, estimator, optimizer, number, budget, logEvery, referee, listener,
        start);
  }

  /**
   * {@return the same training with so many simulated steps an update, see {@link Budget#steps}}
   *
   * @param steps steps over all episodes of an update, &gt; 0
   */
  public LeaderTraining<E> withSamples(int steps) {
    return withBudget(Budget.steps(steps));
  }

  /** {@return the same training with another budget} */
  public LeaderTraining<E> withBudget(Budget limit) {
    return new LeaderTraining<>(
        problem, follower, estimator, optimizer, updates, limit, logEvery, referee, listener,
        start);
  }

  /**
   * {@return the same training with a row of the log each so many updates}
   *
   * @param number updates from one row to the next, &gt; 0
   */
  public LeaderTraining<E> withLogEvery(int number) {
    return new LeaderTraining<>(
        problem, follower, estimator, optimizer, updates, budget, number, referee, listener, start);
  }

  /**
   * {@return the same training with the cosine to an exact hypergradient in every row of the log}
   *
   * @param exact such as {@code new Exact<>()}
   */
  public LeaderTraining<E> withReferee(Estimator.Kind<E> exact) {
    return new LeaderTraining<>(
        problem,
        follower,
        estimator,
        optimizer,
        updates,
        budget,
        logEvery,
        Optional.of(exact),
        listener,
        start);
  }

  /**
   * {@return the same training with reports to a listener}
   *
   * @param told hears of every row of the log: the updates done in all runs, of how many, and the
   *     mean of their objectives
   */
  public LeaderTraining<E> withListener(Listener told) {
    return new LeaderTraining<>(
        problem, follower, estimator, optimizer, updates, budget, logEvery, referee, told, start);
  }

  /**
   * {@return the same training from another start}
   *
   * @param law draws θ_0, length d, which is copied; {@code random -> theta} starts from a θ that
   *     is known
   */
  public LeaderTraining<E> withStart(Function<RandomGenerator, double[]> law) {
    return new LeaderTraining<>(
        problem, follower, estimator, optimizer, updates, budget, logEvery, referee, listener, law);
  }

  /**
   * Trains once. An interrupt of the thread ends the run after the update under way, and what there
   * is is returned, marked as {@link Run#interrupted}; see {@link #lastRuns} too.
   *
   * @param seed of all chance in the run; any number
   * @return the run, with its last iterate θ and its log
   * @throws ArithmeticException if the follower's solver did not converge or θ stopped being finite
   */
  public Run run(long seed) {
    return train(report -> List.of(loop(seed, report)), 1).get(0);
  }

  /**
   * Trains once for each seed, on all cores; every run gives the same bits as {@link #run} alone.
   *
   * <p>An interrupt of the thread ends the runs under way as it ends one, and runs that have not
   * begun are left out.
   *
   * @param seeds one for each run
   * @return the runs, in the order of the seeds
   * @throws IllegalStateException if a run failed, naming its seed; the cause is what it threw
   */
  public List<Run> runs(long... seeds) {
    return train(report -> onAllCores(seeds, report), seeds.length);
  }

  /**
   * The runs of the training that began last in this Java machine, when it has ended. This is where
   * a notebook finds them after an interrupt, which ends the cell but throws away what it would
   * have returned.
   *
   * @return what that {@link #run} or {@link #runs} returned; none if there was no training yet
   * @throws IllegalStateException if it failed; the cause is what it threw
   */
  public static List<Run> lastRuns() {
    return LatestRuns.await();
  }

  private Run loop(long seed, JointReport report) {
    return new TrainingLoop<>(this, seed, report).run();
  }

  private List<Run> onAllCores(long[] seeds, JointReport report) {
    List<Run> runs = new ArrayList<>();
    new OrderedTasks<Run>(
            seeds.length,
            Runtime.getRuntime().availableProcessors(),
            seeds.length,
            i -> "run of seed " + seeds[i])
        .run(i -> loop(seeds[i], report), runs::add);
    return List.copyOf(runs);
  }

  private List<Run> train(Function<JointReport, List<Run>> work, int asked) {
    JointReport report = new JointReport(listener, (long) asked * updates);
    List<Run> made = LatestRuns.of(() -> work.apply(report));
    if (made.size() < asked || made.stream().anyMatch(Run::interrupted)) {
      // A notebook's kernel throws away what an interrupted cell would have returned.
      System.out.println("Training interrupted: LeaderTraining.lastRuns() returns what there is.");
    }
    return made;
  }

  /** {@return what was set, in one line for tables and titles} */
  public String settings() {
    return "%s, %s, %s, %s, %s updates of at most %s"
        .formatted(problem.name(), follower, estimator, optimizer, updates, budget);
  }

  @Override
  public String toString() {
    return settings();
  }
}
