package hyperlead.cluster;

import hyperlead.algebra.Require;
import hyperlead.environments.ProblemFactory;
import hyperlead.experiments.Outcome;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Workers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Apache Spark makes the runs of a sweep, whose table has the same bits as that of threads.
 *
 * <p>The driver appends each row to the file as it comes. A row that throws, takes longer than a
 * limit or kills every worker that tries it alone is a failed row. An interrupt cancels the jobs.
 *
 * <p>What travels is the specification. What a notebook's cell defines cannot travel, but for
 * measures: finished runs come back to the driver. Both in full, with costs: notebooks/clusters.md.
 * Prefer threads as long as one machine will do. Immutable.
 */
public final class SparkCluster implements Workers {
  private final JavaSparkContext spark;
  private final long limit;
  private final Map<String, ProblemFactory> factories;

  private SparkCluster(JavaSparkContext spark, long limit, Map<String, ProblemFactory> factories) {
    this.spark = spark;
    this.limit = limit;
    this.factories = factories;
  }

  /**
   * {@return the cluster of a Spark context, without a limit of time}
   *
   * @param spark left open; of a Spark session, {@code
   *     JavaSparkContext.fromSparkContext(session.sparkContext())}
   */
  public static SparkCluster of(JavaSparkContext spark) {
    return new SparkCluster(spark, 0, Map.of());
  }

  /**
   * {@return the same cluster that gives up a row after this time, at least a millisecond} A loop
   * that does not ask for interrupts goes on in the background until its worker ends.
   */
  public SparkCluster withLimit(Duration time) {
    long millis = TimeUnit.MILLISECONDS.convert(time); // of more than there are, the most
    Require.that(millis > 0, "time must be at least a millisecond: %s", time);
    return new SparkCluster(spark, millis, factories);
  }

  /**
   * {@return the same cluster whose workers know how a problem is made}
   *
   * @param name of its {@link hyperlead.Setting}, without the temperature
   * @param factory such as {@code setting -> Town.problem().with(setting)}
   */
  public SparkCluster knowing(String name, ProblemFactory factory) {
    Map<String, ProblemFactory> more = new LinkedHashMap<>(factories);
    more.put(Require.line("name", name), factory);
    return new SparkCluster(spark, limit, more);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a specification cannot travel, naming the field
   * @throws IllegalStateException if Spark fails for another reason than a row
   */
  @Override
  public boolean make(List<Specification> runs, BiConsumer<Integer, Outcome> taker) {
    Broadcast<byte[]> sent;
    try {
      byte[] packed = Packing.of(runs, factories);
      Require.uninterrupted("sending");
      sent = spark.broadcast(packed);
    } catch (CancellationException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    boolean whole;
    try {
      whole = new Dispatch(spark, new Rows(sent, limit, List.of()), runs.size(), taker).run();
    } finally {
      sent.unpersist();
    }
    if (!whole) {
      Thread.currentThread().interrupt(); // not before: Spark would not answer
    }
    return whole;
  }
}
