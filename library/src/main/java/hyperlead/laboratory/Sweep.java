package hyperlead.laboratory;

import hyperlead.LeaderTraining;
import hyperlead.Listener;
import hyperlead.Run;
import hyperlead.validation.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * Seeds × settings × methods: a list of runs, worked off on all cores, that survives being killed.
 *
 * <p>Each finished run is appended to a CSV file and forced to the disk before the next begins on
 * that core. Started again with the same file, a sweep leaves out what stands there; its table has
 * the same bits as if it had never been killed. A line that this sweep would not write (changed,
 * twice, of another run, of a problem, follower or estimator that was changed since) is an error
 * that says where and what differs, never a result. A sweep may be extended: more specifications,
 * same columns, same file.
 *
 * <pre>{@code
 * List<Specification> grid = new ArrayList<>();
 * for (double temperature : new double[] {0.001, 0.003}) {
 *   for (long seed = 1; seed <= 10; seed++) {
 *     grid.add(Specification.of("BC-HG", training(temperature), seed).with("temperature", temperature));
 *   }
 * }
 * Table results = Sweep.of(grid).withListener(progress::report).run(Path.of("results.csv"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Sweep {
  private final List<Specification> specifications;
  private List<Measure> measures = List.of();
  private int threads = Runtime.getRuntime().availableProcessors();
  private Listener listener = (done, total, status) -> {};

  private Sweep(List<Specification> specifications) {
    this.specifications = specifications;
  }

  /** A number that is kept of every run, with the name of its column. */
  record Measure(String name, ToDoubleFunction<Run> number) {
    double of(Run run) {
      double value = number.applyAsDouble(run);
      if (!Double.isFinite(value)) {
        throw new ArithmeticException("measure " + name + " must be finite: " + value);
      }
      return value;
    }
  }

  /**
   * {@return a sweep on all cores}
   *
   * @param specifications the runs, in the order of the table's rows: at least one, each once, with
   *     the same names of settings
   * @throws IllegalArgumentException if there are no runs, two have one identity, names of settings
   *     differ, or a name stands twice
   */
  public static Sweep of(Collection<Specification> specifications) {
    if (specifications.isEmpty()) {
      throw new IllegalArgumentException("specifications must not be empty");
    }
    Sweep sweep = new Sweep(List.copyOf(specifications));
    Set<List<String>> identities = new HashSet<>();
    for (Specification specification : sweep.specifications) {
      if (!names(specification).equals(sweep.names())) {
        throw new IllegalArgumentException(
            "settings must be "
                + sweep.names()
                + " in every specification: "
                + names(specification));
      }
      if (!identities.add(specification.identity())) {
        throw new IllegalArgumentException("specification must stand once: " + specification);
      }
    }
    sweep.checkNames();
    return sweep;
  }

  private static List<String> names(Specification specification) {
    return List.copyOf(specification.settings().keySet());
  }

  private List<String> names() {
    return names(specifications.get(0));
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>(List.of("fingerprint", "check"));
    for (String name : columns()) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("column must stand once: " + name);
      }
    }
  }

  private Sweep with(Consumer<Sweep> change) {
    Sweep copy = new Sweep(specifications);
    copy.measures = measures;
    copy.threads = threads;
    copy.listener = listener;
    change.accept(copy);
    copy.checkNames();
    return copy;
  }

  /**
   * {@return the same sweep that keeps one more number of each run, such as a place of its log}
   *
   * @param number computed from a finished run, finite
   * @throws IllegalArgumentException if the name is blank, holds a line end, or stands already
   */
  public Sweep withMeasure(String name, ToDoubleFunction<Run> number) {
    Specification.checkField("name of a measure", name);
    List<Measure> more = new ArrayList<>(measures);
    more.add(new Measure(name, number));
    return with(copy -> copy.measures = List.copyOf(more));
  }

  /** {@return the same sweep on another number of threads, which do not change its results} */
  public Sweep withThreads(int number) {
    return with(copy -> copy.threads = Require.positive("threads", number));
  }

  /**
   * {@return the same sweep with reports to a listener}
   *
   * @param told hears at the start how many runs the file held, then of every finished run; from
   *     several threads, but one at a time
   */
  public Sweep withListener(Listener told) {
    return with(copy -> copy.listener = told);
  }

  /**
   * Runs what does not stand in the file yet. An interrupt ends the runs under way, which are not
   * recorded, and the table then holds the finished ones. The runs that were made, with their logs,
   * are {@link LeaderTraining#lastRuns}.
   *
   * @param file CSV file of this sweep, created if there is none; its directory must exist
   * @return a row for each finished run, in the order of the specifications: the settings (as
   *     numbers where all of a column are), {@code training} (what was set, in one line), {@code
   *     seed}, the last iterate's exact {@code objective}, {@code updates}, {@code samples}
   *     (simulated steps in all), then the measures
   * @throws hyperlead.data.DataFormatException if the file holds anything but finished runs of this
   *     sweep, naming what differs; a last line without its end, which a kill leaves, is dropped
   * @throws java.util.concurrent.CancellationException if an interrupt came while the file was
   *     compared with this sweep
   * @throws IllegalStateException if the file is in use by another sweep, or a run failed, naming
   *     it; the finished ones are recorded
   * @throws java.io.UncheckedIOException if the file cannot be read or written
   */
  public Table run(Path file) {
    SweepLines lines = new SweepLines(this);
    try (SweepFile open = SweepFile.open(file, lines)) {
      Map<Integer, SweepLines.Outcome> outcomes = new TreeMap<>();
      LeaderTraining.asOne(
          runs -> {
            outcomes.putAll(open.read());
            return new SweepWork(this, open, lines, outcomes).finish(runs);
          });
      return new SweepTable(this).of(outcomes);
    }
  }

  List<Specification> specifications() {
    return specifications;
  }

  List<Measure> measures() {
    return measures;
  }

  int threads() {
    return threads;
  }

  Listener listener() {
    return listener;
  }

  /** The columns of the table, in order. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(names());
    columns.addAll(List.of("training", "seed", "objective", "updates", "samples"));
    measures.forEach(measure -> columns.add(measure.name()));
    return columns;
  }

  @Override
  public String toString() {
    return "Sweep(%s runs by %s)".formatted(specifications.size(), names());
  }
}
