package hyperlead;

import hyperlead.algebra.Require;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A specification of one training: the leader ascends estimates of its hypergradient while the
 * follower answers every θ.
 *
 * <p>The problem is named once; follower, estimator and optimizer are kinds, of which every run
 * makes its own for that problem. Immutable; {@link #run} is a pure function of it and a seed, and
 * gives the same bits every time, on one thread or many.
 */
public final class LeaderTraining<E extends Episode> {
  final LeaderProblem<E> problem;
  final Follower.Kind<E> follower;
  final Estimator.Kind<E> estimator;
  Optimizer optimizer = Adam.of(0.01);
  double tracking;
  int updates = 1000;
  Budget budget = Budget.steps(1000);
  int logEvery = 10;
  Optional<Estimator.Kind<E>> referee = Optional.empty();
  Optional<Follower.Kind<E>> optimum = Optional.empty();
  Listener listener = (done, total, status) -> {};
  Optional<Start> start = Optional.empty();

  private LeaderTraining(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> estimator) {
    this.problem = problem;
    this.follower = follower;
    this.estimator = estimator;
  }

  /**
   * A training of 1,000 updates with Adam(0.01) on 1,000 steps each, a row each 10 updates.
   *
   * @return the training, without referee or listener
   */
  public static <E extends Episode> LeaderTraining<E> of(
      LeaderProblem<E> problem, Follower.Kind<E> follower, Estimator.Kind<E> estimator) {
    return new LeaderTraining<>(
        Objects.requireNonNull(problem, "problem"),
        Objects.requireNonNull(follower, "follower"),
        Objects.requireNonNull(estimator, "estimator"));
  }

  private LeaderTraining<E> with(Consumer<LeaderTraining<E>> change) {
    LeaderTraining<E> copy = new LeaderTraining<>(problem, follower, estimator);
    copy.optimizer = optimizer;
    copy.tracking = tracking;
    copy.updates = updates;
    copy.budget = budget;
    copy.logEvery = logEvery;
    copy.referee = referee;
    copy.optimum = optimum;
    copy.listener = listener;
    copy.start = start;
    change.accept(copy);
    return copy;
  }

  /** {@return the same training with another rule that turns hypergradients into moves of θ} */
  public LeaderTraining<E> withOptimizer(Optimizer rule) {
    return with(copy -> copy.optimizer = Objects.requireNonNull(rule, "rule"));
  }

  /**
   * {@return the same training, online: the leader moves the less, the further its follower is from
   * its own equation}
   *
   * <pre>θ ← θ + Δ / (1 + c ρ),   ρ the follower's residual, Δ the optimizer's move</pre>
   *
   * <p>For followers that learn at the same time scale, such as {@code
   * SoftBellmanSweeps.carriedOver(1)}: the hypergradient holds for the answer that they are on the
   * way to. Source: two-time-scale stochastic approximation, Borkar, Systems and Control Letters
   * 29, 1997, with the ratio of the scales by what is observed.
   *
   * @param weight c &gt; 0, in units of 1/{@link Response#residual}
   */
  public LeaderTraining<E> withTracking(double weight) {
    return with(copy -> copy.tracking = Require.positive("weight", weight));
  }

  /** {@return the same training with so many moves of θ, &gt; 0} */
  public LeaderTraining<E> withUpdates(int number) {
    return with(copy -> copy.updates = Require.positive("updates", number));
  }

  /**
   * {@return the same training with so many simulated steps an update, see {@link Budget#steps}}
   */
  public LeaderTraining<E> withSamples(int steps) {
    return withBudget(Budget.steps(steps));
  }

  /** {@return the same training with another budget} */
  public LeaderTraining<E> withBudget(Budget limit) {
    return with(copy -> copy.budget = Objects.requireNonNull(limit, "limit"));
  }

  /** {@return the same training with a row of the log each so many updates, &gt; 0} */
  public LeaderTraining<E> withLogEvery(int number) {
    return with(copy -> copy.logEvery = Require.positive("logEvery", number));
  }

  /**
   * {@return the same training with the cosine to an exact hypergradient in every row of the log,
   * such as that of {@code new Exact<>()}}
   */
  public LeaderTraining<E> withReferee(Estimator.Kind<E> exact) {
    return with(copy -> copy.referee = Optional.of(exact));
  }

  /**
   * {@return the same training with the distance from its follower to an optimal one in every row
   * of the log: J under both, {@link Gap KL gap and value gap}} No more is solved where the
   * training's own follower is of this kind.
   *
   * @param best who answers optimally, such as {@code new SoftPolicyIteration()}
   */
  public LeaderTraining<E> withOptimum(Follower.Kind<E> best) {
    return with(copy -> copy.optimum = Optional.of(best));
  }

  /**
   * {@return the same training with a listener, which hears of every row of the log: the updates
   * done in all runs, of how many, and the mean of their objectives}
   */
  public LeaderTraining<E> withListener(Listener told) {
    return with(copy -> copy.listener = Objects.requireNonNull(told, "told"));
  }

  /**
   * {@return the same training from a θ_0 of length d that is drawn, and copied; {@code random ->
   * theta} starts from a θ that is known}
   */
  public LeaderTraining<E> withStart(Start law) {
    return with(copy -> copy.start = Optional.of(law));
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
    TrainingLoop.JointReport report = new TrainingLoop.JointReport(listener, updates);
    return once(() -> new TrainingLoop<>(this, 0, seed, report));
  }

  /**
   * Trains once as a part of something that collects its runs itself, such as a worker of a
   * cluster: as {@link #run}, but {@link #lastRuns} does not hear of it.
   *
   * @param seed of all chance in the run; any number
   */
  public Run runAsPart(long seed) {
    return new TrainingLoop<>(this, 0, seed, new TrainingLoop.JointReport(listener, updates)).run();
  }

  /**
   * Goes on with a run of this training that was ended early, by an interrupt or by fewer updates:
   * what comes out has the same bits as one {@link #run} of all updates. Its last step is repeated
   * first, and must come out as it did.
   *
   * @param run whose settings must be those of this training, but for the updates, which must not
   *     be fewer than the run made
   * @return the run to its new end, with its whole log
   * @throws IllegalArgumentException naming what differs, if the run is not of this training
   */
  public Run resume(Run run) {
    run.checkOf(this);
    TrainingLoop.JointReport report = new TrainingLoop.JointReport(listener, updates);
    LeaderTraining<E> same = with(copy -> copy.updates = run.updates());
    run.checkRepeated(new TrainingLoop<>(same, run, report).run());
    return once(() -> new TrainingLoop<>(this, run, report));
  }

  /** The one run of a loop. */
  private static Run once(Supplier<TrainingLoop<?>> loop) {
    Predicate<List<Run>> once =
        runs -> {
          Run run = loop.get().run();
          runs.add(run);
          return !run.interrupted();
        };
    return LatestRuns.of(once).get(0);
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
    TrainingLoop.JointReport report =
        new TrainingLoop.JointReport(listener, (long) seeds.length * updates);
    int cores = Runtime.getRuntime().availableProcessors();
    OrderedTasks<Run> tasks =
        new OrderedTasks<>(seeds.length, cores, seeds.length, i -> "run of seed " + seeds[i]);
    return LatestRuns.of(
        runs -> tasks.run(i -> new TrainingLoop<>(this, i, seeds[i], report).run(), runs::add));
  }

  /**
   * The runs of the training that began last in this Java machine, when it has ended. This is where
   * a notebook finds them after an interrupt, which ends the cell but throws away what it would
   * have returned.
   *
   * @return what that {@link #run} or {@link #runs} returned, or the runs that a sweep made; none
   *     if there was no training yet
   * @throws IllegalStateException if it failed; the cause is what it threw
   */
  public static List<Run> lastRuns() {
    return LatestRuns.await();
  }

  /**
   * Trains by something larger, such as a sweep, of which the trainings within are parts: {@link
   * #lastRuns} waits for the whole of it and gives its runs.
   *
   * @param whole adds the runs that it makes, and tells whether it came to its end, uninterrupted
   * @return the runs that it made
   */
  public static List<Run> asOne(Predicate<List<Run>> whole) {
    return LatestRuns.of(whole);
  }

  /** {@return what is trained on} */
  public LeaderProblem<E> problem() {
    return problem;
  }

  /** {@return who answers} */
  public Follower.Kind<E> follower() {
    return follower;
  }

  /** {@return what draws θ_0} */
  public Function<RandomGenerator, double[]> start() {
    return start.isPresent() ? start.get() : problem::initialParameters;
  }

  /**
   * {@return what was set, by name and in order; not the listener, nor what has no text, such as
   * the start and what the problem's functions compute}
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("problem", problem.name());
    settings.put("follower", follower.toString());
    settings.put("estimator", estimator.toString());
    String share = tracking > 0 ? ", over 1 + " + tracking + " × residual" : "";
    settings.put("optimizer", optimizer + share);
    settings.put("updates", Integer.toString(updates));
    settings.put("budget", budget.toString());
    settings.put("γ_F", Double.toString(problem.followerDiscount()));
    settings.put("γ_L", Double.toString(problem.leaderDiscount()));
    settings.put("horizon", Integer.toString(problem.horizon()));
    settings.put("updates a row", Integer.toString(logEvery));
    settings.put("referee", referee.map(Object::toString).orElse("none"));
    settings.put("optimum", optimum.map(Object::toString).orElse("none"));
    return settings;
  }

  /** Settings in one line. */
  static String line(Map<String, String> settings) {
    return "%s, %s, %s, %s, %s updates of at most %s".formatted(settings.values().toArray());
  }

  /** {@return what was set, in one line for tables and titles} */
  @Override
  public String toString() {
    return line(settings());
  }
}
