package hyperlead.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.ConfidenceInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class WindFiguresTest {
  private static final Path STORED = Claims.FILE.resolveSibling("cart-wind.csv");

  @TempDir Path directory;

  /** A sweep reads a row only if its settings, and its first update, are those of now. */
  @Test
  void aStoredRunIsOfTodaysTraining() throws IOException {
    List<String> kept =
        Files.readAllLines(STORED).stream()
            .filter(line -> !line.contains("\",1") || line.contains("\",103,"))
            .toList();
    assertEquals(2, kept.size(), "header, and seed 103");
    Path few = directory.resolve("few.csv");
    Files.write(few, kept);
    assertEquals(1, WindFigures.of("cart", 1, List.of("naive"), 103).run(few).rowCount());
    assertEquals(kept, Files.readAllLines(few), "nothing was left to run");
  }

  /** Naive leaders are within some steps of what can be had, where the follower is stronger. */
  @Test
  void naiveLeadersOfTheWeakWindNeedNoGuidance() {
    Table table = Table.read().csv(STORED.resolveSibling("cart-weak-wind.csv").toFile());
    double[] returns = table.doubleColumn("return").asDoubleArray();
    assertEquals(20, returns.length);
    assertTrue(ConfidenceInterval.of(returns).low() > 180);
  }
}
