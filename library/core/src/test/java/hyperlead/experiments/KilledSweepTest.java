package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep in another process, killed with SIGKILL. */
class KilledSweepTest {
  private static final int UPDATES = 5;
  private static final int SEEDS = 250;

  @TempDir Path directory;

  private Process start(Path file) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SmallSweep.class.getName(),
            Integer.toString(UPDATES),
            Integer.toString(SEEDS),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
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
