package hyperlead;

import static java.util.stream.Collectors.toCollection;

import hyperlead.algebra.Learner;
import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import hyperlead.parameters.Ascent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** One run of a {@link LeaderTraining}. */
final class TrainingLoop<E extends Episode> {
  private final LeaderTraining<E> training;
  private final int number;
  private final long seed;
  private final JointReport report;
  private final Follower<E> follower;
  private final Estimator<E> estimator;
  private final Ascent optimizer;
  private final Optional<Estimator<E>> referee;
  private final Optional<Follower<E>> optimum;
  private final Draws episodesChance;
  private final double[] theta;
  private final List<double[]> memory;
  private final boolean tellsUnseen;
  private final Map<String, List<Double>> log = new LinkedHashMap<>();
  private int begin;
  private long samples;

  /** The run of that number among those that are reported together. */
  TrainingLoop(LeaderTraining<E> training, int number, long seed, JointReport report) {
    this.training = training;
    this.number = number;
    this.seed = seed;
    this.report = report;
    // Of θ_0, the estimator, the episodes, the referee, the follower.
    List<Draws> chance = IntStream.range(0, 5).mapToObj(k -> new Draws(seed, k)).toList();
    int d = training.problem.parameterization().parameters();
    theta = Require.vector("theta at the start", training.start().apply(chance.get(0)), d).clone();
    episodesChance = chance.get(2);
    LeaderProblem<E> problem = training.problem;
    follower = training.follower.on(problem, chance.get(4));
    estimator = training.estimator.on(problem, chance.get(1));
    optimizer = training.optimizer.start(problem.parameterization());
    referee = training.referee.map(exact -> exact.on(problem, chance.get(3)));
    optimum =
        training
            .optimum
            .filter(best -> !best.equals(training.follower))
            .map(best -> best.on(problem, chance.get(4)));
    List<Learner> workers = List.of(follower, estimator, optimizer);
    memory =
        Learner.memory(
            List.of(theta, chance, workers, referee.stream().toList(), optimum.stream().toList()));
    tellsUnseen = !Double.isNaN(estimator.unseen());
  }

  /** The same, from before the last step of a run on. */
  TrainingLoop(LeaderTraining<E> training, Run run, JointReport report) {
    this(training, 0, run.seed(), report);
    Learner.restore(memory, run.memory());
    for (String name : run.columns()) {
      double[] numbers = run.column(name);
      log.put(
          name,
          Arrays.stream(numbers)
              .limit(numbers.length - 1)
              .boxed()
              .collect(toCollection(ArrayList::new)));
    }
    begin = run.updates();
    samples = run.samples();
  }

  private Map<String, double[]> columns() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    log.forEach(
        (name, numbers) -> columns.put(name, numbers.stream().mapToDouble(n -> n).toArray()));
    return columns;
  }

  /** An interrupt ends it; if in the middle of an update, that one is made anew as the last. */
  Run run() {
    List<double[]> known = memory.stream().map(double[]::clone).toList();
    boolean interrupted = false;
    for (int update = begin; ; ) {
      interrupted |= Thread.interrupted();
      boolean last = interrupted || update == training.updates;
      try {
        step(update, last);
      } catch (CancellationException e) {
        if (!Thread.currentThread().isInterrupted()) {
          throw e;
        }
        Learner.copy(known, memory);
        continue;
      }
      if (last) {
        if (interrupted) {
          // For whoever called, such as a loop over trainings.
          Thread.currentThread().interrupt();
        }
        return new Run(theta, columns(), seed, training.settings(), interrupted, known);
      }
      Learner.copy(memory, known);
      update++;
    }
  }

  /** Answer, episodes, estimate; then a row of the log if it is due, and the move unless last. */
  private void step(int update, boolean last) {
    // Copies, since others may keep them while θ moves on.
    Response<E> response = follower.respond(theta.clone());
    Episodes<E> episodes = response.play(training.budget, episodesChance);
    episodes.checkOf(training.problem);
    Hypergradient gradient =
        Estimator.checked(
            training.estimator,
            estimator.estimate(theta.clone(), episodes),
            theta.length,
            () -> place(update));
    if (last || update % training.logEvery == 0) {
      log(update, response, episodes, gradient);
    }
    if (!last) {
      samples += episodes.steps();
      optimizer.ascend(theta, gradient.total());
      if (training.tracking > 0) {
        shorten(response);
      }
      checkFinite(update, response.theta());
    }
  }

  /** Leaves 1/(1 + c ρ) of the move from the θ that was answered. */
  private void shorten(Response<E> response) {
    double residual = response.residual();
    Require.that(residual >= 0, "tracking needs a follower that tells its residual: %s", follower);
    double[] before = response.theta();
    for (int i = 0; i < theta.length; i++) {
      theta[i] = before[i] + (theta[i] - before[i]) / (1 + training.tracking * residual);
    }
  }

  private String place(int update) {
    return "update " + update + " of seed " + seed;
  }

  private void checkFinite(int update, double[] before) {
    for (int i = 0; i < theta.length; i++) {
      if (!Double.isFinite(theta[i])) {
        throw new ArithmeticException(
            ("theta[%s] is %s after %s, and was %s before: try a smaller step than that of %s, or"
                    + " a clipped one; the last finite theta is %s")
                .formatted(
                    i,
                    theta[i],
                    place(update),
                    before[i],
                    training.optimizer,
                    Require.listed(before)));
      }
    }
  }

  private void log(int update, Response<E> response, Episodes<E> episodes, Hypergradient gradient) {
    double exact = response.objective();
    double objective = Double.isNaN(exact) ? training.problem.sampledObjective(episodes) : exact;
    Response<E> best = optimum.map(known -> known.respond(theta.clone())).orElse(response);
    best.checkOf(training.problem, theta);
    // Before there is a row, which an interrupt would leave half empty.
    Optional<Double> cosine =
        referee.map(known -> gradient.cosine(known.estimate(theta.clone(), episodes)));
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("update", (double) update);
    row.put("samples", (double) samples);
    row.put("objective", objective);
    row.put("sampled return", episodes.meanReturn());
    row.put("|direct|", gradient.directNorm());
    row.put("|guidance|", gradient.guidanceNorm());
    cosine.ifPresent(number -> row.put("cosine", number));
    row.put("residual", response.residual());
    if (tellsUnseen) {
      row.put("unseen", estimator.unseen());
    }
    if (training.optimum.isPresent()) {
      Gap gap = response.gap(best);
      row.put("optimal objective", best == response ? objective : best.objective());
      row.put("KL gap", gap.divergence());
      row.put("value gap", gap.value());
    }
    row.forEach((name, n) -> log.computeIfAbsent(name, k -> new ArrayList<>()).add(n));
    report.row(number, update, objective);
  }

  /**
   * Tells the listener of a training how far all of its runs are together.
   *
   * <p>While they run it says where they are after an interrupt, because the line of an interrupted
   * cell stays as it is: its kernel shows nothing more in it.
   */
  static final class JointReport {
    private static final String UNDER_WAY = " (interrupted? LeaderTraining.lastRuns() has it)";

    private final Listener listener;
    private final long total;
    private final Map<Integer, Latest> rows = new TreeMap<>();

    /** What the last row of a run says. */
    private record Latest(int updates, double objective) {}

    JointReport(Listener listener, long total) {
      this.listener = listener;
      this.total = total;
    }

    /** A run, by its number and not its seed, which may stand twice, logged a row. */
    synchronized void row(int run, int update, double objective) {
      rows.put(run, new Latest(update, objective));
      listener.row(run, update, objective);
      long done = rows.values().stream().mapToLong(Latest::updates).sum();
      double mean = rows.values().stream().mapToDouble(Latest::objective).average().orElseThrow();
      String status = Text.of("mean objective %.3f", mean);
      listener.report(done, total, done < total ? status + UNDER_WAY : status);
    }
  }
}
