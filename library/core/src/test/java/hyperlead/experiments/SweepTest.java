package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.LeaderTraining;
import hyperlead.data.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class SweepTest {
  private static final String COLUMNS = "method,temperature,training,seed,";
  private static final String HEADER =
      COLUMNS + "fingerprint,objective,updates,samples,first objective,check";
  private static final String TRAINING =
      "random MDP, seed 3(τ = 0.5), SoftPolicyIteration, BoltzmannCovariance(ExactCritic), Adam(0.01),"
          + " 20 updates of at most 50 steps, γ_F = 0.936368883377008,"
          + " γ_L = 0.9353005965399668, horizon 10000, a row every 10 updates";
  private static final String RUN = "BC-HG,0.5,\"" + TRAINING + "\"";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("results.csv");
  }

  private static Sweep sweep() {
    return SmallSweep.of(20);
  }

  static void assertSame(Table expected, Table actual) {
    assertEquals(expected.columnNames(), actual.columnNames());
    assertEquals(expected.rowCount(), actual.rowCount());
    for (int c = 0; c < expected.columnCount(); c++) {
      assertEquals(expected.column(c).asList(), actual.column(c).asList());
    }
  }

  @Test
  void tabulatesTheRunsInTheirOrder() throws IOException {
    Table table = sweep().run(file);
    List<Specification> runs = SmallSweep.runs(20, 4);
    assertEquals(runs.size(), table.rowCount());
    assertEquals(
        COLUMNS + "objective,updates,samples,first objective",
        String.join(",", table.columnNames()));
    assertEquals(TRAINING, table.stringColumn("training").get(0));
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i).training().run(runs.get(i).seed());
      assertEquals(run.objective(), table.doubleColumn("objective").get(i), 0.0);
      assertEquals(run.column("objective")[0], table.doubleColumn("first objective").get(i), 0.0);
      assertEquals(runs.get(i).seed(), table.longColumn("seed").get(i));
      assertEquals(runs.get(i).settings().get("method"), table.stringColumn("method").get(i));
      assertEquals(0.5, table.doubleColumn("temperature").get(i), 0.0);
      assertEquals(20, table.intColumn("updates").get(i));
      assertEquals(1000, table.longColumn("samples").get(i));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(HEADER, lines.get(0));
    assertEquals(runs.size() + 1, lines.size());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith(RUN + ",1,")), lines.toString());
  }

  @Test
  void sameBitsOnOneThreadOrMany() {
    assertSame(sweep().withThreads(1).run(file), sweep().withThreads(5).run(other()));
  }

  private Path other() {
    return directory.resolve("other.csv");
  }

  @Test
  void resumesFromWhatStandsInTheFile() throws IOException {
    Table whole = sweep().run(file);
    List<String> lines = Files.readAllLines(file);
    // Each possible end of a kill: after a line, within one, within the header, before it.
    String text = Files.readString(file);
    int third = text.indexOf(lines.get(3));
    for (int length : new int[] {0, 7, HEADER.length(), HEADER.length() + 1, third, third + 9}) {
      Files.writeString(file, text.substring(0, length));
      List<String> reports = new ArrayList<>();
      Table resumed =
          sweep().withListener((done, total, status) -> reports.add(done + "/" + total)).run(file);
      assertSame(whole, resumed);
      int done = length < third ? 0 : 2;
      assertEquals(done + "/8", reports.get(0));
      assertEquals(8 - done + 1, reports.size());
      assertEquals("8/8", reports.get(reports.size() - 1));
      assertEquals(List.of(), difference(lines, Files.readAllLines(file)));
    }
    byte[] before = Files.readAllBytes(file);
    Files.writeString(file, "BC-HG,0.5", StandardOpenOption.APPEND);
    assertSame(whole, sweep().run(file));
    assertArrayEquals(before, Files.readAllBytes(file), "nothing to run, only to cut off");
  }

  private static List<String> difference(List<String> a, List<String> b) {
    List<String> more = new ArrayList<>(a);
    more.removeAll(b);
    return more;
  }

  @Test
  void takesTheRunsFromTheFile() throws IOException {
    // A run that would fail if it were run again.
    Table whole = sweep().run(file);
    Sweep failing = sweep().withMeasure("m", run -> Double.NaN);
    assertThrows(DataFormatException.class, () -> failing.run(file), "another header");
    Exception e = assertThrows(IllegalStateException.class, () -> failing.run(other()));
    assertEquals("run of BC-HG, 0.5, seed 1 failed: measure m must be finite: NaN", e.getMessage());
    Sweep extended = SmallSweep.of(20, 5);
    assertEquals(10, extended.run(file).rowCount());
    assertThrows(DataFormatException.class, () -> sweep().run(file), "runs of the larger sweep");
    assertSame(
        whole, extended.run(file).where(extended.run(file).longColumn("seed").isLessThan(5)));
  }

  @Test
  void saysWhereTheFileIsWrong() throws IOException {
    sweep().run(file);
    List<String> lines = Files.readAllLines(file);
    String line = lines.stream().filter(l -> l.startsWith(RUN + ",1,")).findFirst().orElseThrow();
    String[] fields = line.substring((RUN + ",1,").length()).split(",");
    int objective = (RUN + ",1,").length() + fields[0].length() + 2;
    int updates = objective + fields[1].length() + 1;
    int check = line.lastIndexOf(',') + 2;
    String names = "expected the header " + HEADER + ": ";
    assertError("1:1: " + names + "method,objective", "method,objective", line);
    assertError("1:1: " + names + HEADER + "\\r", HEADER + "\r", line);
    assertError(
        "2:1: expected 10 fields separated by commas (" + HEADER + "): 9",
        HEADER,
        line.substring(0, check - 2));
    assertError("3:1: expected 10 fields separated by commas", HEADER, line, "");
    assertError("2:" + objective + ": expected a number: \"0.x\"", HEADER, with(fields, 1, "0.x"));
    assertError(
        "2:" + objective + ": expected a finite number: NaN", HEADER, with(fields, 1, "NaN"));
    assertError(
        "2:" + updates + ": expected a whole number: \"20.5\"", HEADER, with(fields, 2, "20.5"));
    assertError(
        "2:" + updates + ": expected a whole number in [0, 2147483647]: -1",
        HEADER,
        with(fields, 2, "-1"));
    assertError("3:1: run stands twice: BC-HG, 0.5, seed 1", HEADER, line, line);
    // One digit changed, all else in order.
    assertError(
        "2:" + check + ": line was changed: its check is " + fields[5] + ", its content's",
        HEADER,
        with(fields, 3, "1001"));
  }

  @Test
  void saysWhichSettingDiffers() throws IOException {
    sweep().run(file);
    List<String> lines = Files.readAllLines(file);
    String line = lines.stream().filter(l -> l.startsWith(RUN + ",1,")).findFirst().orElseThrow();
    String nearest = "expected a run of this sweep; the nearest, BC-HG, 0.5, seed 1, differs in ";
    String advice = " now; choose another file, or delete this line";
    assertError(
        "2:1: " + nearest + "seed: 9 in the file, 1" + advice,
        HEADER,
        line.replace(RUN + ",1,", RUN + ",9,"));
    assertError(
        "2:1: " + nearest + "training: γ_F = 0.8 in the file, γ_F = 0.936368883377008" + advice,
        HEADER,
        line.replace("γ_F = 0.936368883377008", "γ_F = 0.8"));
    assertError(
        "2:1: "
            + nearest
            + "temperature: 0.7 in the file, 0.5 now, training:  in the file, "
            + "BoltzmannCovariance(ExactCritic)"
            + advice,
        HEADER,
        line.replace("BC-HG,0.5", "BC-HG,0.7").replace("BoltzmannCovariance(ExactCritic), ", ""));
  }

  private static String with(String[] fields, int field, String text) {
    String[] changed = fields.clone();
    changed[field] = text;
    return RUN + ",1," + String.join(",", changed);
  }

  private void assertError(String expected, String... lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    Files.writeString(file, text);
    Exception e = assertThrows(DataFormatException.class, () -> sweep().run(file));
    assertTrue(e.getMessage().startsWith(file + ":" + expected), e.getMessage());
    assertEquals(text, Files.readString(file), "the file is left as it is");
  }

  @Test
  void namesMayHoldCommasAndQuotes() {
    Specification odd =
        Specification.of("\"best\", of all", SmallSweep.runs(20, 4).get(0).training(), 1)
            .with("a, b", "c\"d");
    Table first = Sweep.of(List.of(odd)).run(file);
    assertEquals("\"best\", of all", first.stringColumn("method").get(0));
    assertEquals("c\"d", Table.read().csv(file.toFile()).stringColumn("a, b").get(0));
    assertSame(first, Sweep.of(List.of(odd)).run(file));
  }

  @Test
  void leavesAForeignFileWithoutLineEndAlone() throws IOException {
    Files.writeString(file, "my notes");
    Exception e = assertThrows(DataFormatException.class, () -> sweep().run(file));
    assertEquals(file + ":1:1: expected the header " + HEADER + ": my notes", e.getMessage());
    assertEquals("my notes", Files.readString(file));
  }

  @Test
  void interruptRecordsOnlyFinishedRuns() {
    Thread here = Thread.currentThread();
    Sweep slow =
        SmallSweep.of(100, 30)
            .withThreads(2)
            .withListener(
                (done, total, status) -> {
                  if (done == 3) {
                    here.interrupt();
                  }
                });
    Table early = slow.run(file);
    // At most 33 wait for the disk, and two are under way.
    assertTrue(early.rowCount() >= 3 && early.rowCount() <= 38, early.print());
    assertTrue(Thread.interrupted(), "the caller sees it, too");
    for (int updates : early.intColumn("updates").asIntArray()) {
      assertEquals(100, updates);
    }
    assertSame(SmallSweep.of(100, 30).run(other()), SmallSweep.of(100, 30).run(file));
  }

  @Test
  void rowsThatEndWhileTheDiskIsBusyAreWrittenAndReportedLater() {
    List<Long> reports = new ArrayList<>();
    Sweep sweep =
        SmallSweep.of(1, 50)
            .withListener(
                (done, total, status) -> {
                  // The first of them keeps the disk's thread until no more may wait for it.
                  boolean isDisk = Thread.currentThread().getName().equals("hyperlead-disk");
                  while (done == 1 && isDisk && lines() < 1 + 33) {
                    Thread.onSpinWait();
                  }
                  assertTrue(lines() >= 1 + done, "a row is written before it is reported");
                  reports.add(done);
                });
    assertEquals(100, sweep.run(file).rowCount());
    assertEquals(LongStream.rangeClosed(0, 100).boxed().toList(), reports);
  }

  /** Whole ones in the file. */
  private long lines() {
    try {
      return Files.readString(file).chars().filter(c -> c == '\n').count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatAListenerThrowsEndsTheSweep() {
    Sweep sweep =
        SmallSweep.of(1, 50)
            .withListener(
                (done, total, status) -> {
                  if (done == 5) {
                    throw new UnsupportedOperationException("no more");
                  }
                });
    Exception e = assertThrows(RuntimeException.class, () -> sweep.run(file));
    assertTrue(e.getMessage().endsWith("no more"), e.getMessage());
    assertTrue(lines() >= 6 && lines() < 101, "" + lines());
    assertEquals(100, SmallSweep.of(1, 50).run(file).rowCount());
  }

  @Test
  void refusesAFileInUse() {
    List<String> messages = new ArrayList<>();
    sweep()
        .withListener(
            (done, total, status) ->
                messages.add(
                    assertThrows(IllegalStateException.class, () -> sweep().run(file))
                        .getMessage()))
        .run(file);
    assertEquals(9, messages.size());
    assertEquals(
        file + " is in use by another sweep; wait for its end or choose another file",
        messages.get(0));
    assertEquals(8, sweep().run(file).rowCount(), "free again");
  }

  @Test
  void checksItsSpecifications() {
    LeaderTraining<?> training = SmallSweep.runs(20, 4).get(0).training();
    Specification one = Specification.of("a", training, 1);
    assertMessage("specifications must not be empty", () -> Sweep.of(List.of()));
    assertMessage("specification must stand once: a, seed 1", () -> Sweep.of(List.of(one, one)));
    assertMessage(
        "settings must be [method] in every specification: [method, step]",
        () -> Sweep.of(List.of(one, one.with("step", 0.5))));
    assertMessage(
        "columns must differ: seed stands twice", () -> Sweep.of(List.of(one.with("seed", 1))));
    assertMessage("setting must stand once: method", () -> one.with("method", "b"));
    assertMessage(
        "setting method must be one line of text: \"a\\nb\"",
        () -> Specification.of("a\nb", training, 1));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> one.with("step", new double[1]));
    assertTrue(e.getMessage().startsWith("setting step must not hold a hash code"), "" + e);
    assertMessage(
        "columns must differ: check stands twice",
        () -> Sweep.of(List.of(one)).withMeasure("check", r -> 0));
    assertMessage("threads must be positive: 0", () -> Sweep.of(List.of(one)).withThreads(0));
  }

  private static void assertMessage(String message, Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
