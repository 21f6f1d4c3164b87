package hyperlead.laboratory;

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
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * Seeds × settings × methods: a list of runs, worked off on all cores, that survives being killed.
 *
 * <p>Each finished run is appended to a CSV file and forced to the disk before the next begins on
 * that core. Started again with the same file, a sweep leaves out what stands there; its table has
 * the same bits as if it had never been killed. A line that this sweep did not write (changed, of
 * another run, twice) is an error with its place, never a result. A sweep may be extended: more
 * specifications, same columns, same file.
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
 * @param specifications the runs, in the order of the table's rows
 * @param measures further numbers that are kept of each run
 * @param threads that work; the results do not depend on it
 * @param listener told after every run
 */
public record Sweep(
    List<Specification> specifications, List<Measure> measures, int threads, Listener listener) {
  private static final List<String> OWN =
      List.of("training", "seed", "objective", "updates", "samples", "check");

  /**
   * A sweep with every setting of its own.
   *
   * @param specifications the runs, at least one, each once, with the same names of settings
   * @param measures further numbers that are kept of each run
   * @param threads that work, at least 1
   * @param listener told after every run
   * @throws IllegalArgumentException if there are no runs, two have one identity, names of settings
   *     differ, a name stands twice, or threads is not positive
   */
  public Sweep {
    specifications = List.copyOf(specifications);
    measures = List.copyOf(measures);
    Require.positive("threads", threads);
    if (specifications.isEmpty()) {
      throw new IllegalArgumentException("specifications must not be empty");
    }
    List<String> names = names(specifications.get(0));
    Set<String> identities = new HashSet<>();
    for (Specification specification : specifications) {
      if (!names(specification).equals(names)) {
        throw new IllegalArgumentException(
            "settings must be " + names + " in every specification: " + names(specification));
      }
      if (!identities.add(specification.identity())) {
        throw new IllegalArgumentException("specification must stand once: " + specification);
      }
    }
    checkNames(names, measures);
  }

  private static List<String> names(Specification specification) {
    return List.copyOf(specification.settings().keySet());
  }

  private static void checkNames(List<String> settings, List<Measure> measures) {
    List<String> all = new ArrayList<>(OWN);
    all.addAll(settings);
    measures.forEach(measure -> all.add(measure.name()));
    Set<String> seen = new HashSet<>();
    for (String name : all) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("column must stand once: " + name);
      }
    }
  }

  /**
   * {@return a sweep on all cores}
   *
   * @param specifications the runs, in the order of the table's rows
   */
  public static Sweep of(Collection<Specification> specifications) {
    return new Sweep(
        List.copyOf(specifications),
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        (done, total, status) -> {});
  }

  /**
   * {@return the same sweep that keeps one more number of each run, such as a place of its log}
   *
   * @param name of the column
   * @param number computed from a finished run, finite
   */
  public Sweep withMeasure(String name, ToDoubleFunction<Run> number) {
    List<Measure> more = new ArrayList<>(measures);
    more.add(new Measure(name, number));
    return new Sweep(specifications, more, threads, listener);
  }

  /**
   * {@return the same sweep on another number of threads}
   *
   * @param number of threads, at least 1
   */
  public Sweep withThreads(int number) {
    return new Sweep(specifications, measures, number, listener);
  }

  /**
   * {@return the same sweep with reports to a listener}
   *
   * @param told hears at the start how many runs the file held, then of every finished run; from
   *     several threads, but one at a time
   */
  public Sweep withListener(Listener told) {
    return new Sweep(specifications, measures, threads, told);
  }

  /**
   * Runs what does not stand in the file yet. An interrupt ends the runs under way, which are not
   * recorded, and the table then holds the finished ones.
   *
   * @param file CSV file of this sweep, created if there is none; its directory must exist
   * @return a row for each finished run, in the order of the specifications: the settings (as
   *     numbers where all of a column are), {@code training} (what was set, in one line), {@code
   *     seed}, the last iterate's exact {@code objective}, {@code updates}, {@code samples}
   *     (simulated steps in all), then the measures
   * @throws hyperlead.data.DataFormatException if the file holds anything but finished runs of this
   *     sweep; a last line without its end, which a kill leaves, is dropped
   * @throws IllegalStateException if the file is in use by another sweep, or a run failed, naming
   *     it; the finished ones are recorded
   * @throws java.io.UncheckedIOException if the file cannot be read or written
   */
  public Table run(Path file) {
    try (SweepFile lines = SweepFile.open(file, new SweepLines(this))) {
      Map<Integer, Outcome> outcomes = new TreeMap<>(lines.read());
      new SweepWork(this, lines, outcomes).finish();
      return new SweepTable(this).of(outcomes);
    }
  }

  /** The columns of the table, in order. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(names(specifications.get(0)));
    columns.addAll(OWN.subList(0, OWN.size() - 1));
    measures.forEach(measure -> columns.add(measure.name()));
    return columns;
  }
}
