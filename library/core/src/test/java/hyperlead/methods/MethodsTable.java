package hyperlead.methods;

import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.algebra.Text;
import hyperlead.data.CsvFile;
import hyperlead.data.DataFile;
import hyperlead.estimators.Exact;
import hyperlead.experiments.Laboratory;
import hyperlead.followers.SoftPolicyIteration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tech.tablesaw.api.Row;

/**
 * Every method on every arena, at equal samples and at equal processor time, into
 * datasets/results/methods.csv.
 *
 * <pre>
 * mvn -q test-compile
 * cd library/core
 * java -cp 'target/test-classes:target/classes:target/lib/*' hyperlead.methods.MethodsTable
 * </pre>
 *
 * <p>Names of arenas say which, none stands for all; rows that the file has are left as they are.
 * Estimates are measured with the exact critic where BC-HG stands after a tenth of its updates, 200
 * of them, after 20 rounds that methods with a memory learn from; trainings learn their critics.
 * For each method and both budgets the rate is chosen by the median of the seeds 1 to 10, and the
 * last iterates are those of the seeds 101 to 140. At equal time a method makes as many updates as
 * take it the processor time of BC-HG's, at most ten times and at least one.
 */
final class MethodsTable {
  static final Path FILE = Path.of("../../datasets/results/methods.csv");

  private static final int REPEATS = 200;
  private static final int WARM_UP = 20;
  private static final long[] CHOOSING = LongStream.rangeClosed(1, 10).toArray();
  private static final long[] FRESH = LongStream.rangeClosed(101, 140).toArray();

  private final Arena arena;
  private final double failing;
  private final double[] point;
  private final Runs runs;

  /** Makes trainings, such as on a cluster. */
  interface Runs {
    /** The last iterates' objectives, one a seed. */
    double[] objectives(LeaderTraining<?> training, long... seeds);
  }

  /** On this machine's threads. */
  MethodsTable(Arena arena) {
    this(
        arena,
        (training, seeds) -> training.runs(seeds).stream().mapToDouble(Run::objective).toArray());
  }

  MethodsTable(Arena arena, Runs runs) {
    this.arena = arena;
    this.runs = runs;
    failing = arena.failing();
    double middle = arena.rates().get(arena.rates().size() / 2);
    point = run(Method.on(arena).get(0), middle, arena.updates() / 10, 1).theta();
  }

  /** Measures what the file does not have. */
  public static void main(String[] arenas) throws IOException {
    for (Arena arena : Arena.all()) {
      if (arenas.length == 0 || List.of(arenas).contains(arena.name())) {
        MethodsTable table = new MethodsTable(arena);
        for (Method method : Method.on(arena)) {
          if (stored(arena, method).isEmpty()) {
            append(table.row(method));
          }
        }
      }
    }
  }

  /** The fields of a row of the file by their columns; none if it has no such row. */
  static Map<String, String> stored(Arena arena, Method method) throws IOException {
    Map<String, String> row = new LinkedHashMap<>();
    if (Files.exists(FILE)) {
      CsvFile file = CsvFile.of(DataFile.read(FILE));
      for (List<CsvFile.Field> fields : file.rows()) {
        if (fields.get(0).text().equals(arena.name())
            && fields.get(1).text().equals(method.name())) {
          for (int i = 0; i < fields.size(); i++) {
            row.put(file.names().get(i), fields.get(i).text());
          }
        }
      }
    }
    return row;
  }

  static synchronized void append(Map<String, String> row) throws IOException {
    if (!Files.exists(FILE)) {
      Files.writeString(FILE, String.join(",", row.keySet()) + "\n");
    }
    List<String> fields =
        row.values().stream().map(f -> f.contains(",") ? '"' + f + '"' : f).toList();
    System.out.println(row);
    Files.writeString(FILE, String.join(",", fields) + "\n", StandardOpenOption.APPEND);
  }

  Map<String, String> row(Method method) throws IOException {
    Map<String, String> row = atEqualSamples(method);
    double cost = microseconds(method);
    row.put("microseconds", Text.of("%.1f", cost));
    Map<String, String> first = stored(arena, Method.on(arena).get(0));
    double usual = Double.parseDouble(first.getOrDefault("microseconds", "" + cost));
    long updates = Math.round(arena.updates() * Math.min(10, usual / cost));
    if (updates == arena.updates()) {
      List.of("updates", "rate", "failures", "least J", "median J", "most J")
          .forEach(column -> row.put("equal time: " + column, row.get(column)));
    } else {
      addTraining(row, "equal time: ", method, (int) Math.max(1, updates));
    }
    return row;
  }

  /** What does not depend on times. */
  Map<String, String> atEqualSamples(Method method) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("problem", arena.name());
    row.put("method", method.name());
    row.put("sees", method.sees());
    row.put("samples", Integer.toString(method.round() + method.own()));
    Row measured =
        Laboratory.of(arena.problem(), new SoftPolicyIteration(), new Exact<>())
            .with(method.name(), method.kind().apply(arena.exact()))
            .withSamples(method.round())
            .withRepeats(REPEATS)
            .withWarmUp(WARM_UP)
            .at(point, 1)
            .table()
            .row(0);
    for (String column :
        List.of(
            "relative bias",
            "bias",
            "standard error",
            "standard deviation",
            "cosine",
            "cosine low",
            "cosine high")) {
      row.put(column, Text.of("%.4g", measured.getDouble(column)));
    }
    addTraining(row, "", method, arena.updates());
    return row;
  }

  private void addTraining(Map<String, String> row, String prefix, Method method, int updates) {
    double best = arena.rates().get(0);
    double highest = Double.NEGATIVE_INFINITY;
    for (double rate : arena.rates()) {
      double median = quantile(last(method, rate, updates, CHOOSING), 0.5);
      if (median > highest) {
        highest = median;
        best = rate;
      }
    }
    double[] last = last(method, best, updates, FRESH);
    long failures = Arrays.stream(last).filter(j -> !(j >= failing)).count();
    row.put(prefix + "updates", Integer.toString(updates));
    row.put(prefix + "rate", Double.toString(best));
    row.put(prefix + "failures", Long.toString(failures));
    row.put(prefix + "least J", Text.of("%.4f", quantile(last, 0)));
    row.put(prefix + "median J", Text.of("%.4f", quantile(last, 0.5)));
    row.put(prefix + "most J", Text.of("%.4f", quantile(last, 1)));
  }

  private double[] last(Method method, double rate, int updates, long... seeds) {
    var training =
        arena.training(method.kind().apply(arena.learned()), method.round(), rate, updates);
    return Arrays.stream(runs.objectives(training, seeds)).sorted().toArray();
  }

  private Run run(Method method, double rate, int updates, long seed) {
    return arena
        .training(method.kind().apply(arena.learned()), method.round(), rate, updates)
        .run(seed);
  }

  private static double quantile(double[] sorted, double p) {
    return sorted[(int) Math.round(p * (sorted.length - 1))];
  }

  /**
   * Processor time of an update with all that belongs to it, the least of as many trainings as two
   * seconds have: the first are not compiled yet.
   */
  private double microseconds(Method method) {
    int updates = Math.max(20, arena.updates() / 20);
    long begin = processorTime();
    long least = Long.MAX_VALUE;
    for (int seed = 1; processorTime() - begin < 2_000_000_000L; seed++) {
      long before = processorTime();
      run(method, arena.rates().get(1), updates, seed);
      least = Math.min(least, processorTime() - before);
    }
    return 1e-3 * least / updates;
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
