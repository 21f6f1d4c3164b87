package hyperlead;

import hyperlead.algebra.Require;
import hyperlead.algebra.Text;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A finished run: its last θ and its log. Immutable; serialisable, to be sent between machines. */
public final class Run implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] theta;
  private final LinkedHashMap<String, double[]> columns;
  private final long seed;
  private final LinkedHashMap<String, String> settings;
  private final boolean interrupted;
  private final ArrayList<double[]> memory;

  Run(
      double[] theta,
      Map<String, double[]> columns,
      long seed,
      Map<String, String> settings,
      boolean interrupted,
      List<double[]> memory) {
    this.theta = theta.clone();
    this.columns = new LinkedHashMap<>(columns);
    this.seed = seed;
    this.settings = new LinkedHashMap<>(settings);
    this.interrupted = interrupted;
    this.memory = new ArrayList<>(memory);
  }

  /** {@return the last iterate θ, length d, a copy} */
  public double[] theta() {
    return theta.clone();
  }

  /**
   * {@return a copy of the log: a row at update 0, then at every {@code logEvery}-th, and one for
   * the last iterate}
   *
   * <ul>
   *   <li>{@code update}: updates that led to this θ; {@code samples}: simulated steps they used
   *   <li>{@code objective}: J(θ), exact, or sampled where there is no model to evaluate it by;
   *       {@code sampled return}: its mean over this round's episodes
   *   <li>{@code |direct|}, {@code |guidance|}: Euclidean norms of the two estimated terms
   *   <li>{@code cosine}: between estimated and exact ∇J, if there was a referee
   *   <li>{@code residual}: the follower's, see {@link Response#residual}
   *   <li>{@code unseen}: share of what the follower does at the steps of the round that a learned
   *       critic of a table has never seen it do there, if there is such a critic; credits of these
   *       states rest on values that nobody learned
   *   <li>{@code optimal objective}: J(θ) under the optimal follower, {@code KL gap} and {@code
   *       value gap}: how far this one is from it, if an optimum was asked for, see {@link Gap}
   * </ul>
   */
  public Table log() {
    Table log = Table.create("log");
    columns.forEach((name, numbers) -> log.addColumns(column(name, numbers.clone())));
    return log;
  }

  private static Column<?> column(String name, double[] numbers) {
    return switch (name) {
      case "update" -> DoubleColumn.create(name, numbers).asIntColumn();
      case "samples" -> DoubleColumn.create(name, numbers).asLongColumn();
      default -> DoubleColumn.create(name, numbers);
    };
  }

  /**
   * {@return J at the last iterate, exact, or sampled where there is no model to evaluate it by}
   */
  public double objective() {
    return last("objective");
  }

  private double last(String name) {
    double[] numbers = columns.get(name);
    return numbers[numbers.length - 1];
  }

  /**
   * {@return a column of the log, such as {@code objective}, as numbers, one a row; a new array}
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists them
   */
  public double[] column(String name) {
    double[] numbers = columns.get(name);
    if (numbers == null) {
      throw Require.unknown("column", columns(), name);
    }
    return numbers.clone();
  }

  /**
   * {@return the same run with simulated steps that were spent before it, such as those of
   * discarded trials, counted in every row of its log}
   */
  public Run chargedWith(long samples) {
    Map<String, double[]> charged = new LinkedHashMap<>(columns);
    charged.computeIfPresent(
        "samples", (name, spent) -> Arrays.stream(spent).map(s -> s + samples).toArray());
    return new Run(theta, charged, seed, settings, interrupted, memory);
  }

  /** {@return the names of the log's columns} */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** {@return the seed of all its chance} */
  public long seed() {
    return seed;
  }

  /** {@return what was set, in one line} */
  public String settings() {
    return LeaderTraining.line(settings);
  }

  /** {@return whether it was ended early by an interrupt} */
  public boolean interrupted() {
    return interrupted;
  }

  /** What its loop remembered before the last step, which is what the next one goes on from. */
  List<double[]> memory() {
    return memory;
  }

  /** Updates that led to the last θ. */
  int updates() {
    return (int) last("update");
  }

  /** Simulated steps that they used. */
  long samples() {
    return (long) last("samples");
  }

  /** Throws if it is not of a training, or has more updates. */
  void checkOf(LeaderTraining<?> training) {
    Map<String, String> now = training.settings();
    Require.that(
        updates() <= Integer.parseInt(now.get("updates")),
        "updates must not be fewer than those of the run, %s: %s",
        updates(),
        now.get("updates"));
    String differences =
        settings.keySet().stream()
            .filter(name -> !name.equals("updates"))
            .filter(name -> !settings.get(name).equals(now.get(name)))
            .map(name -> "%s is %s and not %s".formatted(name, settings.get(name), now.get(name)))
            .collect(Collectors.joining("; "));
    Require.that(differences.isEmpty(), "run must be of this training, but its %s", differences);
  }

  /**
   * Throws if its last step came out otherwise when it was repeated: what no setting tells is
   * another, or a worker does not tell all of its memory.
   */
  void checkRepeated(Run repeated) {
    for (String name : columns()) {
      double was = last(name);
      double is = repeated.column(name)[columns.get(name).length - 1];
      Require.that(
          Double.compare(was, is) == 0,
          "last step of the run must come out as it did, but %s was %s and is %s: its problem (a"
              + " reward, a law, the map), follower or estimator was changed, or one of them"
              + " remembers what its memory() does not tell",
          name,
          was,
          is);
    }
  }

  /**
   * Writes it into a text file that {@link #read} reads to the same bits, with all that {@link
   * LeaderTraining#resume} goes on from. A line is {@code name = text} or {@code name = numbers};
   * {@code theta} is the trained leader.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    SavedRun.write(this, settings, file);
  }

  /**
   * {@return a run that was saved}
   *
   * @throws IllegalArgumentException naming line and file, if it is not as {@link #save} left it
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Run read(Path file) {
    return SavedRun.read(file);
  }

  /** {@return the lines that {@link #save} writes, by which runs are compared to the bit} */
  public List<String> lines() {
    return SavedRun.lines(this, settings);
  }

  /** What a user should know of a critic that had too few samples. */
  private String warning() {
    double unseen =
        columns.containsKey("unseen")
            ? Arrays.stream(column("unseen")).average().orElseThrow()
            : Double.NaN;
    return unseen > 2e-3
        ? Text.of(
            "; its critic had never seen %.1f %% of what the follower did (column unseen of the"
                + " log): more samples, or a SarsaCritic over groups",
            100 * unseen)
        : "";
  }

  @Override
  public String toString() {
    return Text.of(
        "Run of %s, seed %d: J = %.4f after %d updates%s%s",
        settings(), seed, objective(), updates(), interrupted ? " (interrupted)" : "", warning());
  }
}
