package hyperlead;

import hyperlead.algebra.Require;
import hyperlead.parameters.Ascent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

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
  private final RandomGenerator episodesChance;
  private final Table log;
  private final double[] theta;
  private long samples;

  /** The run of that number among those that are reported together. */
  TrainingLoop(LeaderTraining<E> training, int number, long seed, JointReport report) {
    this.training = training;
    this.number = number;
    this.seed = seed;
    this.report = report;
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    theta = training.start.apply(root.split()).clone();
    RandomGenerator estimatorChance = root.split();
    episodesChance = root.split();
    // Split whether it is used or not, so that a referee does not change the follower's chance.
    RandomGenerator refereeChance = root.split();
    RandomGenerator followerChance = root.split();
    LeaderProblem<E> problem = training.problem;
    follower = training.follower.on(problem, followerChance);
    estimator = training.estimator.on(problem, estimatorChance);
    optimizer = training.optimizer.start(problem.parameterization());
    referee = training.referee.map(exact -> exact.on(problem, refereeChance));
    // Made at the start: Tablesaw's first table scans the class path, which must not delay an
    // interrupted run at its end.
    log =
        Table.create(
            "log",
            IntColumn.create("update"),
            LongColumn.create("samples"),
            DoubleColumn.create("objective"),
            DoubleColumn.create("sampled return"),
            DoubleColumn.create("|direct|"),
            DoubleColumn.create("|guidance|"));
    referee.ifPresent(exact -> log.addColumns(DoubleColumn.create("cosine")));
    log.addColumns(DoubleColumn.create("residual"));
  }

  Run run() {
    boolean interrupted = false;
    for (int update = 0; ; update++) {
      interrupted |= Thread.interrupted();
      boolean last = interrupted || update == training.updates;
      step(update, last);
      if (last) {
        return new Run(theta, log, seed, training.toString(), interrupted);
      }
    }
  }

  /** Answer, episodes, estimate; then a row of the log if it is due, and the move unless last. */
  private void step(int update, boolean last) {
    // Copies, since others may keep them while θ moves on.
    Response<E> response = follower.respond(theta.clone());
    Episodes<E> episodes = response.play(training.budget, episodesChance);
    episodes.checkOf(training.problem);
    Hypergradient gradient = estimator.estimate(theta.clone(), episodes);
    if (last || update % training.logEvery == 0) {
      log(update, response, episodes, gradient);
    }
    if (!last) {
      samples += episodes.steps();
      optimizer.ascend(theta, Require.vector("estimate", gradient.total(), theta.length));
    }
  }

  private void log(int update, Response<E> response, Episodes<E> episodes, Hypergradient gradient) {
    double objective = response.objective();
    Row row = log.appendRow();
    row.setInt("update", update);
    row.setLong("samples", samples);
    row.setDouble("objective", objective);
    row.setDouble("sampled return", episodes.meanReturn());
    row.setDouble("|direct|", gradient.directNorm());
    row.setDouble("|guidance|", gradient.guidanceNorm());
    referee.ifPresent(
        exact -> row.setDouble("cosine", gradient.cosine(exact.estimate(theta.clone(), episodes))));
    row.setDouble("residual", response.residual());
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
      long done = rows.values().stream().mapToLong(Latest::updates).sum();
      double mean = rows.values().stream().mapToDouble(Latest::objective).average().orElseThrow();
      String status = String.format(Locale.ROOT, "mean objective %.3f", mean);
      listener.report(done, total, done < total ? status + UNDER_WAY : status);
    }
  }
}
