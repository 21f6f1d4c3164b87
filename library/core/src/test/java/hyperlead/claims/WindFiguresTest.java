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
    checkStored("cart-warm-wind.csv", "warm-cart", 0.3, "BC-HG");
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

  /**
   * V_F's errors over τ = 0.005 are what BC-HG climbs; naive leaders have most of what there is.
   */
  @Test
  void naiveLeadersOfTheWeakWindNeedNoGuidance() {
    double[] naive = returns("cart-weak-wind.csv", "naive", 40);
    double[] guided = returns("cart-weak-wind.csv", "BC-HG", 40);
    assertTrue(ConfidenceInterval.of(naive).low() > 180);
    assertTrue(ConfidenceInterval.of(guided).high() < 60);
  }

  /** Over τ = 1 they are small, and guidance neither helps nor harms, but for a few runs. */
  @Test
  void bothLeadersHoldTheWarmCart() {
    double naive = median(returns("cart-warm-wind.csv", "naive", 40));
    assertEquals(naive, median(returns("cart-warm-wind.csv", "BC-HG", 40)), 3);
    assertTrue(naive > 172 && naive < 180, "median " + naive);
  }

  private static double median(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }

  /** The pendulum's follower leans into the wind, which the direct term does not know. */
  @Test
  void leadersOfThePendulumNeedTheGuidance() {
    for (String file : List.of("pendulum-wind.csv", "pendulum-weak-wind.csv")) {
      ConfidenceInterval guided = ConfidenceInterval.of(returns(file, "BC-HG", 40));
      assertTrue(guided.low() > ConfidenceInterval.of(returns(file, "naive", 40)).high(), file);
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
