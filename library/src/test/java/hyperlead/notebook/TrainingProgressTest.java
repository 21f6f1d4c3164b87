package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  @Test
  void sumsTheSeedsAndEndsWithTheLast() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      TrainingProgress progress = TrainingProgress.of("BC-HG", 2);
      progress.report(1, 0, 100, -1);
      progress.report(2, 100, 100, 0.25);
      assertEquals("", out.toString(StandardCharsets.UTF_8), "no terminal: only the last line");
      progress.report(1, 100, 100, 0.75);
    } finally {
      System.setOut(terminal);
    }
    assertEquals(
        "BC-HG: 200 of 200, mean objective 0.500", out.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void endsWhereARunWasInterrupted() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      TrainingProgress progress = TrainingProgress.of("BC-HG", 2);
      progress.report(1, 40, 100, 0.25);
      progress.interrupted(List.of());
      progress.report(2, 50, 100, 0.75);
    } finally {
      System.setOut(terminal);
    }
    assertEquals(
        "BC-HG: 40 of 200, mean objective 0.250 (interrupted? LeaderTraining.lastRuns() has it)",
        out.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void needsAtLeastOneRun() {
    assertThrows(IllegalArgumentException.class, () -> TrainingProgress.of("none", 0));
  }
}
