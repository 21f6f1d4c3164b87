package hyperlead.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** One master and two workers of one core each, in processes of their own, which are killed. */
class StandaloneClusterTest {
  private static final int SEEDS = 40;
  private static final String SCRIPT = "src/test/cluster.sh";

  /** For processes that live for seconds, most of which loading Spark's classes takes. */
  private static final List<String> QUICK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  @TempDir static Path directory;
  private static String master;

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    master = script("start", "1", "1").strip();
  }

  @AfterAll
  static void end() throws IOException, InterruptedException {
    script("stop");
  }

  private static String script(String command, String... cores)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("bash", SCRIPT, command, "" + directory));
    line.addAll(List.of(cores));
    ProcessBuilder script = new ProcessBuilder(line);
    script.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // The workers outlive the script and would keep a pipe open.
    Path said = directory.resolve(command + ".out");
    Process process =
        script.redirectOutput(said.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertEquals(0, process.waitFor(), command);
    return Files.readString(said);
  }

  private static JavaSparkContext spark(String address) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(address)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.executor.memory", "512m")
            .set("spark.task.maxFailures", "2")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executor.extraJavaOptions", String.join(" ", QUICK)));
  }

  /**
   * A driver with workers in its process that prints a line at each report, and goes on once it has
   * read a byte.
   */
  public static void main(String[] arguments) {
    try (JavaSparkContext spark = spark("local[2]")) {
      Gates.sweep(Gates.runs(SEEDS, 5))
          .on(SparkCluster.of(spark))
          .withListener((done, total, status) -> report(done + " of " + total))
          .run(Path.of(arguments[0]));
    }
  }

  private static void report(String line) {
    System.out.println(line);
    try {
      int unused = System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills a driver after so many reports, and some more rows that it may have had time for, and
   * some that were written and wait for the disk.
   */
  private static void killDriver(Path file, int reports) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")),
                        QUICK.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path")),
                        Stream.of(StandaloneClusterTest.class.getName(), file))
                    .flatMap(part -> part)
                    .map(Object::toString)
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      process.getOutputStream().write(new byte[reports + 10]);
      process.getOutputStream().flush();
      for (int i = 0; i < reports; i++) {
        assertNotNull(out.readLine(), "the driver reports");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static double[] deadly() {
    Runtime.getRuntime().halt(3);
    return new double[5];
  }

  /** Dies twice, as often as Spark tries, and then no more. */
  private static double[] shy(String folder) {
    for (String time : List.of("first", "second")) {
      if (Path.of(folder, time).toFile().mkdir()) {
        Runtime.getRuntime().halt(3);
      }
    }
    return new double[5];
  }

  @Test
  void driversAndWorkersMayBeKilled() throws Exception {
    Sweep sweep = Gates.sweep(Gates.runs(SEEDS, 5));
    String whole = text(sweep.withThreads(1).run(file("whole")));
    killDriver(file("killed"), 15);
    int recorded = Files.readAllLines(file("killed")).size() - 1;
    assertTrue(recorded >= 14 && recorded < 2 * SEEDS, "killed in the middle: " + recorded);
    try (JavaSparkContext spark = spark(master)) {
      SparkCluster cluster = SparkCluster.of(spark);
      List<Integer> done = new ArrayList<>();
      Table resumed =
          sweep
              .on(cluster)
              .withListener((count, total, status) -> done.add((int) count))
              .run(file("killed"));
      assertEquals(recorded, done.get(0), "no recorded row is lost");
      assertEquals(whole, text(resumed));
      killWorkers(cluster);
      poison(cluster);
      giveUpOnce(cluster);
    }
  }

  /** Both executors wait at a gate; a worker and its executor are killed, then the gate opens. */
  private void killWorkers(SparkCluster cluster) throws Exception {
    Path gate = Files.createDirectory(directory.resolve("gate"));
    Sweep waiting = Gates.sweep(Gates.waiting(2, gate));
    Thread killer =
        new Thread(
            () -> {
              try {
                List<ProcessHandle> executors = Gates.processes(gate, 2);
                long pid =
                    Long.parseLong(Files.readString(directory.resolve("worker-1.pid")).strip());
                ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
                List<ProcessHandle> dead = new ArrayList<>(worker.descendants().toList());
                assertTrue(dead.stream().anyMatch(executors::contains), "its executor waits");
                dead.add(0, worker);
                dead.forEach(ProcessHandle::destroyForcibly);
                dead.forEach(process -> process.onExit().join());
                Files.createFile(gate.resolve("open"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    killer.start();
    Table table = waiting.on(cluster).run(file("worker"));
    killer.join();
    assertEquals(4, table.rowCount());
    assertEquals(5, Files.readAllLines(file("worker")).size(), "each once");
    assertEquals(text(waiting.run(file("no-worker"))), text(table));
  }

  /** A row that kills its worker fails, and its neighbours do not. */
  private void poison(SparkCluster cluster) {
    List<Specification> runs = new ArrayList<>(Gates.runs(3, 3));
    runs.add(2, Gates.poisoned("deadly", random -> deadly()));
    Table table = Gates.sweep(runs).on(cluster).run(file("deadly"));
    assertTrue(table.stringColumn("failure").get(2).startsWith("its workers died: "));
    assertEquals(6, table.where(table.stringColumn("failure").isEqualTo("")).rowCount());
  }

  /** Rows for which Spark has given up are made when they are tried alone. */
  private void giveUpOnce(SparkCluster cluster) throws IOException {
    String folder = Files.createDirectory(directory.resolve("shy")).toString();
    List<Specification> runs = new ArrayList<>(Gates.runs(1, 3));
    runs.add(1, Gates.poisoned("shy", random -> shy(folder)));
    Table table = Gates.sweep(runs).on(cluster).run(file("shy"));
    assertFalse(table.containsColumn("failure"));
    assertEquals(3, table.rowCount());
    assertTrue(Files.exists(Path.of(folder, "second")), "it died twice");
  }

  private static Path file(String name) {
    return directory.resolve(name + ".csv");
  }

  private static String text(Table table) {
    return table.write().toString("csv");
  }
}
