package hyperlead.experiments;

import hyperlead.LeaderTraining;
import hyperlead.Listener;
import hyperlead.OrderedTasks;
import hyperlead.Run;
import hyperlead.algebra.Require;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Seeds × settings × methods: a list of runs, worked off on all cores, that survives being killed.
 *
 * <p>Each finished run is appended to a CSV file before the next begins on that core, so that a
 * kill loses none, and is reported once it is on the disk; runs that end while the disk is busy are
 * forced to it together. Started again with the same file, a sweep leaves out what stands there;
 * its table has the same bits as if it had never been killed. A line that this sweep would not
 * write (changed, twice, of another run, of a problem, follower or estimator that was changed
 * since) is an error that says where and what differs, never a result. A sweep may be extended:
 * more specifications, same columns, same file.
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
  private final Map<String, ToDoubleFunction<Run>> measures;
  private final SweepLines lines;
  private Optional<Workers> workers = Optional.empty();
  private int threads = Runtime.getRuntime().availableProcessors();
  private Listener listener = (done, total, status) -> {};

  private Sweep(List<Specification> specifications, Map<String, ToDoubleFunction<Run>> measures) {
    this.specifications = specifications;
    this.measures = measures;
    lines = new SweepLines(specifications, measures);
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
    Require.that(!specifications.isEmpty(), "specifications must not be empty");
    return new Sweep(List.copyOf(specifications), Map.of());
  }

  private Sweep with(Map<String, ToDoubleFunction<Run>> numbers, Consumer<Sweep> change) {
    Sweep copy = new Sweep(specifications, numbers);
    copy.threads = threads;
    copy.workers = workers;
    copy.listener = listener;
    change.accept(copy);
    return copy;
  }

  /**
   * {@return the same sweep that keeps one more number of each run, such as a place of its log} A
   * file that is resumed keeps what it has under this name: name a changed measure anew.
   *
   * @param number computed from a finished run, finite
   * @throws IllegalArgumentException if the name is blank, holds a line end, or stands already
   */
  public Sweep withMeasure(String name, ToDoubleFunction<Run> number) {
    Map<String, ToDoubleFunction<Run>> more = new LinkedHashMap<>(measures);
    boolean isNew = more.put(Require.line("name of a measure", name), number) == null;
    Require.that(isNew, "measures must differ: %s stands twice", name);
    return with(more, copy -> {});
  }

  /** {@return the same sweep on another number of threads, which do not change its results} */
  public Sweep withThreads(int number) {
    return with(measures, copy -> copy.threads = Require.positive("threads", number));
  }

  /**
   * {@return the same sweep on a cluster's machines, which do not change its results} A run that
   * fails there is a row without numbers, and its reason stands in one more column, {@code
   * failure}; its line in the file is kept when the sweep is resumed, until somebody deletes it.
   */
  public Sweep on(Workers cluster) {
    return with(measures, copy -> copy.workers = Optional.of(cluster));
  }

  /**
   * {@return the same sweep with reports to a listener}
   *
   * @param told hears at the start how many runs the file held, then of every finished run that is
   *     on the disk; from a thread of the sweep, one at a time. What it throws ends the sweep
   */
  public Sweep withListener(Listener told) {
    return with(measures, copy -> copy.listener = told);
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
   *     (simulated steps in all), the measures, and {@code failure} if one failed on a cluster
   * @throws hyperlead.data.DataFormatException if the file holds anything but finished runs of this
   *     sweep, naming what differs; a last line without its end, which a kill leaves, is dropped
   * @throws java.util.concurrent.CancellationException if an interrupt came while the file was
   *     compared with this sweep
   * @throws IllegalStateException if the file is in use by another sweep, or a run failed, naming
   *     it; the finished ones are recorded
   * @throws java.io.UncheckedIOException if the file cannot be read or written
   */
  public Table run(Path file) {
    SortedMap<Integer, List<String>> rows = new TreeMap<>();
    try (SweepFile open = SweepFile.open(file, lines.header())) {
      LeaderTraining.asOne(
          runs -> {
            rows.putAll(open.read(text -> lines.read(text, threads)));
            boolean whole = finish(rows, open, runs::add);
            open.await();
            return whole;
          });
    }
    return lines.table(rows.values());
  }

  /**
   * Makes the rows that are missing, or as many as an interrupt leaves time for; whether it left
   * time for all.
   *
   * @param made is told of all runs, also of those that were ended early, in order
   */
  private boolean finish(
      SortedMap<Integer, List<String>> rows, SweepFile file, Consumer<Run> made) {
    report(rows.size(), "");
    int[] pending =
        IntStream.range(0, specifications.size()).filter(i -> !rows.containsKey(i)).toArray();
    return workers.isPresent()
        ? afar(workers.get(), pending, rows, file, made)
        : here(pending, rows, file, made);
  }

  private boolean here(
      int[] pending, SortedMap<Integer, List<String>> rows, SweepFile file, Consumer<Run> made) {
    int count = pending.length;
    OrderedTasks<Run> tasks = new OrderedTasks<>(count, threads, count, i -> name(pending[i]));
    return tasks.run(
        i -> {
          Specification specification = specifications.get(pending[i]);
          Run run = specification.training().run(specification.seed());
          if (!run.interrupted()) {
            List<String> row = lines.row(specification, run);
            synchronized (rows) {
              // A method that polls for interrupts by itself may have returned what it had.
              if (!tasks.stopping()) {
                record(pending[i], row, rows, file);
              }
            }
          }
          return run;
        },
        made);
  }

  private boolean afar(
      Workers cluster,
      int[] pending,
      SortedMap<Integer, List<String>> rows,
      SweepFile file,
      Consumer<Run> made) {
    SortedMap<Integer, Run> runs = new TreeMap<>();
    boolean whole =
        cluster.make(
            Arrays.stream(pending).mapToObj(specifications::get).toList(),
            (i, outcome) -> {
              synchronized (rows) {
                // A worker that was thought lost may still answer: the first answer counts.
                List<String> row =
                    rows.containsKey(pending[i]) ? List.of() : row(pending[i], outcome);
                if (!row.isEmpty()) {
                  record(pending[i], row, rows, file);
                  outcome.run().ifPresent(run -> runs.put(i, run));
                }
              }
            });
    synchronized (rows) {
      runs.values().forEach(made);
    }
    return whole;
  }

  /** The row of a worker's outcome, empty if an interrupt ended a measure: as a thread makes it. */
  private List<String> row(int number, Outcome outcome) {
    Specification specification = specifications.get(number);
    String shown = outcome.fingerprint();
    try {
      return outcome
          .run()
          .map(run -> lines.row(specification, run, shown))
          .orElseGet(() -> lines.failed(specification, shown));
    } catch (RuntimeException | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        return List.of();
      }
      throw OrderedTasks.failed(name(number), e);
    }
  }

  private String name(int number) {
    return "run of " + specifications.get(number);
  }

  private void record(
      int number, List<String> row, SortedMap<Integer, List<String>> rows, SweepFile file) {
    int done = rows.size() + 1;
    file.append(SweepLines.line(row), () -> report(done, specifications.get(number).toString()));
    rows.put(number, row);
  }

  private void report(int done, String status) {
    int total = specifications.size();
    listener.report(done, total, done == total ? "" : status);
  }

  @Override
  public String toString() {
    return "Sweep(%s runs by %s)"
        .formatted(specifications.size(), specifications.get(0).settings().keySet());
  }
}
