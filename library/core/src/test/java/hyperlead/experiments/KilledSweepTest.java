package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep in another process, killed with SIGKILL. */
class KilledSweepTest {
  private static final int UPDATES = 5;
  private static final int SEEDS = 250;

  @TempDir Path directory;

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(command(file)).redirectError(Redirect.INHERIT).start();
  }

  private static List<String> command(Path file) {
    return command(SmallSweep.class, file);
  }

  private static List<String> command(Class<?> program, Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData", // a file of its own
        "-cp",
        System.getProperty("java.class.path"),
        program.getName(),
        Integer.toString(UPDATES),
        Integer.toString(SEEDS),
        file.toString());
  }

  /**
   * Kills a sweep at a random moment: some runs further, while it works on up to 20 more and 35
   * that wait for the disk. Then it would wait, so that it cannot come to its end first, however
   * late this process is.
   *
   * @return the number of runs that it found in the file
   */
  private int killOnce(Path file, SplittableRandom random) throws Exception {
    Process process = start(file);
    try (BufferedReader out = process.inputReader()) {
      int further = random.nextInt(1, 30);
      process.getOutputStream().write(new byte[further + 20]);
      process.getOutputStream().flush();
      String first = out.readLine();
      for (int run = 0; run < further; run++) {
        assertNotNull(out.readLine(), "the sweep reports");
      }
      return Integer.parseInt(first.substring(0, first.indexOf(' ')));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Lines with their end, without the header. */
  private static int recorded(Path file) throws IOException {
    return (int) Files.readString(file).chars().filter(c -> c == '\n').count() - 1;
  }

  @Test
  void givesTheSameTableWhenResumed() throws Exception {
    Path killed = directory.resolve("killed.csv");
    SplittableRandom random = new SplittableRandom(4);
    int before = 0;
    for (int kill = 0; kill < 5; kill++) {
      assertEquals(before, killOnce(killed, random), "no recorded run is lost");
      int after = recorded(killed);
      assertTrue(before < after && after < 2 * SEEDS, "killed in the middle: " + after);
      before = after;
    }
    Sweep sweep = SmallSweep.of(UPDATES, SEEDS);
    SweepTest.assertSame(sweep.run(directory.resolve("whole.csv")), sweep.run(killed));
  }

  /** No file may be longer than 8 KiB there, so that the system takes a part of a line. */
  @Test
  void cutsOffTheLineForWhichTheDiskHasNoRoom() throws Exception {
    Path file = directory.resolve("full.csv");
    List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 8; exec \"$@\"", "-"));
    limited.addAll(command(file));
    Process process = new ProcessBuilder(limited).redirectErrorStream(true).start();
    process.getOutputStream().write(new byte[2 * SEEDS]);
    process.getOutputStream().flush();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    assertTrue(said.contains("cannot write to " + file + ": File too large"), said);
    String held = Files.readString(file);
    assertTrue(held.endsWith("\n"), "a torn line: " + held.substring(held.lastIndexOf('\n')));
    assertTrue(held.length() > 6_000, "a line is shorter than 2 KB: " + held.length());
    Sweep sweep = SmallSweep.of(UPDATES, SEEDS);
    SweepTest.assertSame(sweep.run(directory.resolve("all.csv")), sweep.run(file));
  }

  /** Interrupts itself before a sweep, whose table is the first of the process. */
  static final class Interrupted {
    private Interrupted() {}

    public static void main(String[] arguments) {
      Thread.currentThread().interrupt();
      int rows = SmallSweep.of(UPDATES).run(Path.of(arguments[2])).rowCount();
      System.out.println(rows + " rows, interrupted: " + Thread.interrupted());
    }
  }

  @Test
  void theFirstTableOfAProcessLeavesAnInterruptToTheCaller() throws Exception {
    Path file = directory.resolve("interrupted.csv");
    Process process = new ProcessBuilder(command(Interrupted.class, file)).start();
    try (BufferedReader out = process.inputReader()) {
      assertTrue(out.lines().toList().contains("0 rows, interrupted: true"));
    }
    assertEquals(0, process.waitFor());
  }

  @Test
  void refusesAFileThatAnotherProcessUses() throws Exception {
    Path file = directory.resolve("shared.csv");
    Process process = start(file);
    try (BufferedReader out = process.inputReader()) {
      assertNotNull(out.readLine(), "the sweep reports");
      List<String> before = Files.readAllLines(file);
      Sweep sweep = SmallSweep.of(UPDATES, SEEDS);
      Exception e = assertThrows(IllegalStateException.class, () -> sweep.run(file));
      assertEquals(
          file + " is in use by another sweep; wait for its end or choose another file",
          e.getMessage());
      assertEquals(before, Files.readAllLines(file).subList(0, before.size()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
