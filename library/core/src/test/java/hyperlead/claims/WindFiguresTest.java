package hyperlead.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.ConfidenceInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    checkStored("cart-wind.csv", "cart", 1, "naive");
    checkStored("pendulum-wind.csv", "pendulum", 2, "BC-HG");
  }

  private void checkStored(String file, String machine, double wind, String method)
      throws IOException {
    List<String> kept =
        Files.readAllLines(STORED.resolveSibling(file)).stream()
            .filter(line -> !line.contains("\",1") || line.contains("\",103,"))
            .filter(line -> line.startsWith("method,") || line.startsWith(method + ","))
            .toList();
    assertEquals(2, kept.size(), "header, and seed 103");
    Path few = directory.resolve(file);
    Files.write(few, kept);
    assertEquals(1, WindFigures.of(machine, wind, List.of(method), 103).run(few).rowCount());
    assertEquals(kept, Files.readAllLines(few), "nothing was left to run");
  }

  /** Forty leaders of wind 1: the goal was a return of 186, and 189 can be had. */
  @Test
  void noLeaderOfTheCartFails() {
    double[] returns = returns("cart-wind.csv", "naive", 40);
    assertTrue(ConfidenceInterval.of(returns).low() > 186);
    assertTrue(Arrays.stream(returns).allMatch(r -> r > 183 && r < 190));
  }

  /** Naive leaders are within some steps of what can be had, where the follower is stronger. */
  @Test
  void naiveLeadersOfTheWeakWindNeedNoGuidance() {
    assertTrue(ConfidenceInterval.of(returns("cart-weak-wind.csv", "naive", 10)).low() > 180);
  }

  /** The pendulum's follower leans into the wind, which the direct term does not know. */
  @Test
  void leadersOfThePendulumNeedTheGuidance() {
    for (String file : List.of("pendulum-wind.csv", "pendulum-weak-wind.csv")) {
      ConfidenceInterval guided = ConfidenceInterval.of(returns(file, "BC-HG", 20));
      assertTrue(guided.low() > ConfidenceInterval.of(returns(file, "naive", 20)).high(), file);
    }
  }

  private static double[] returns(String file, String method, int seeds) {
    Table table = Table.read().csv(STORED.resolveSibling(file).toFile());
    double[] returns =
        table
            .where(table.stringColumn("method").isEqualTo(method))
            .doubleColumn("return")
            .asDoubleArray();
    assertEquals(seeds, returns.length);
    return returns;
  }
}
