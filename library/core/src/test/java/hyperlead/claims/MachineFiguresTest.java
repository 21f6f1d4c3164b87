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

class MachineFiguresTest {
  private static final Path STORED = Claims.FILE.resolveSibling("cart-leaders.csv");

  @TempDir Path directory;

  /**
   * A sweep reads a row only if its settings, and what its first update shows, are those of now.
   */
  @Test
  void storedRunsAreOfTodaysTrainings() throws IOException {
    List<String> lines = Files.readAllLines(STORED);
    Path few = directory.resolve("few.csv");
    List<String> kept =
        lines.stream().filter(line -> !line.contains("\",1") || line.contains("\",103,")).toList();
    assertEquals(5, kept.size(), "header, and four methods of seed 103");
    Files.write(few, kept);
    Table table = MachineFigures.of(103).run(few);
    assertEquals(kept, Files.readAllLines(few), "nothing was left to run");
    assertEquals(4, table.rowCount());
  }

  @Test
  void hypergradientsAreApartFromNaive() {
    ConfidenceInterval naive = last("naive");
    for (String method : List.of("BC-HG", "HPGD", "total derivative")) {
      ConfidenceInterval guided = last(method);
      assertTrue(guided.low() > naive.high(), method + ": " + guided + " and " + naive);
    }
  }

  private static ConfidenceInterval last(String method) {
    Table table = Table.read().csv(STORED.toFile());
    double[] numbers =
        table
            .where(table.stringColumn("method").isEqualTo(method))
            .doubleColumn("last J")
            .asDoubleArray();
    assertEquals(40, numbers.length);
    return ConfidenceInterval.of(numbers);
  }
}
