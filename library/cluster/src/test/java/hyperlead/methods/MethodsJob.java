package hyperlead.methods;

import hyperlead.LeaderTraining;
import hyperlead.algebra.Text;
import hyperlead.cluster.SparkCluster;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.experiments.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The table of all methods, whose trainings Spark makes; see notebooks/clusters.md. Arguments: a
 * folder for the sweeps' files, by which a job that was killed goes on, and the arenas; none stands
 * for all. The master is that of spark-submit, else local[*].
 *
 * <p>Rows of an arena are worked on at once, after BC-HG, whose time the others are given.
 * Estimates and times are measured here, on the driver.
 */
public final class MethodsJob {
  private MethodsJob() {}

  /** Adds to the file what it does not have. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<String> names = List.of(arguments).subList(1, arguments.length);
    SparkConf conf = new SparkConf().setAppName("table of methods");
    conf.setIfMissing("spark.master", "local[*]").setIfMissing("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      for (Arena arena : Arena.all()) {
        if (names.isEmpty() || names.contains(arena.name())) {
          MethodsTable table = new MethodsTable(arena, on(SparkCluster.of(spark), folder));
          List<Method> methods = Method.on(arena);
          add(table, arena, methods.get(0));
          methods.parallelStream().forEach(method -> add(table, arena, method));
        }
      }
    }
  }

  private static void add(MethodsTable table, Arena arena, Method method) {
    try {
      if (MethodsTable.stored(arena, method).isEmpty()) {
        MethodsTable.append(table.row(method));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trainings as a sweep, whose file is named by their settings. */
  static MethodsTable.Runs on(Workers cluster, Path folder) {
    return (training, seeds) -> {
      String name = Text.of("%08x.csv", training.settings().toString().hashCode() ^ seeds.length);
      return Sweep.of(Arrays.stream(seeds).mapToObj(seed -> run(training, seed)).toList())
          .on(cluster)
          .run(folder.resolve(name))
          .doubleColumn("objective")
          .asDoubleArray();
    };
  }

  private static Specification run(LeaderTraining<?> training, long seed) {
    return Specification.of("method", training, seed);
  }
}
