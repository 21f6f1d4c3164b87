package hyperlead.cluster;

import com.sun.management.OperatingSystemMXBean;
import hyperlead.experiments.Sweep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Prints what Spark costs beside as many threads: {@code Overhead MASTER ROWS UPDATES THREADS
 * TIMES}. Each is measured so many times, in turn, in one process, by the clock and by its
 * processors' time.
 */
final class Overhead {
  private Overhead() {}

  public static void main(String[] arguments) throws IOException {
    int rows = Integer.parseInt(arguments[1]);
    int updates = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("overhead");
    Sweep sweep =
        Gates.sweep(Gates.runs(rows / 2, updates)).withThreads(Integer.parseInt(arguments[3]));
    long begin = System.nanoTime();
    SparkConf conf = new SparkConf().setMaster(arguments[0]).setAppName("overhead");
    conf.set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1");
    conf.set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      Gates.sweep(Gates.runs(1, 1)).on(SparkCluster.of(spark)).run(folder.resolve("first.csv"));
      System.out.printf("start-up to the first rows: %.1f s%n", (System.nanoTime() - begin) * 1e-9);
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        double[] local = seconds(sweep, folder.resolve("local" + i));
        double[] afar = seconds(sweep.on(SparkCluster.of(spark)), folder.resolve("spark" + i));
        System.out.printf(
            "%d rows: threads %.2f s, Spark %.2f s, ratio %.2f; processor %.2f s, %.2f s, %.2f%n",
            rows, local[0], afar[0], afar[0] / local[0], local[1], afar[1], afar[1] / local[1]);
      }
    }
  }

  /** Of the clock, and of the processors on this process. */
  private static double[] seconds(Sweep sweep, Path file) {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begin = System.nanoTime();
    long used = process.getProcessCpuTime();
    var unused = sweep.run(file);
    return new double[] {
      (System.nanoTime() - begin) * 1e-9, (process.getProcessCpuTime() - used) * 1e-9
    };
  }
}
