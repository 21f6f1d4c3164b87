package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GaussianTest {
  private static final int DRAWS = 5_000_000;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private static double[] sorted;
  private static long hash;

  @BeforeAll
  static void draw() {
    SplittableRandom random = new SplittableRandom(1);
    sorted = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      sorted[i] = Gaussian.next(random);
      hash = 31 * hash + Double.doubleToLongBits(sorted[i]);
    }
    hash = 31 * hash + random.nextLong();
    Arrays.sort(sorted);
  }

  /** Found on JDK 17 and on JDK 25; the JDK's own draws part at 3,018,945 of these. */
  @Test
  void theBitsAreTheSameOnEveryJdk() {
    assertEquals(-5101525414710880407L, hash);
  }

  /** Moments of N(0, 1), each within four standard errors. */
  @Test
  void momentsAreThoseOfTheLaw() {
    double[] expected = {0, 1, 0, 3, 0, 15};
    // Var(x^k) = E[x^2k] − E[x^k]².
    double[] variance = {1, 2, 15, 96, 945, 10_170};
    for (int k = 1; k <= expected.length; k++) {
      int power = k;
      double mean = DoubleStream.of(sorted).map(x -> Math.pow(x, power)).sum() / DRAWS;
      double error = Math.sqrt(variance[k - 1] / DRAWS);
      assertEquals(expected[k - 1], mean, 4 * error, "moment " + k);
    }
  }

  /** Kolmogorov and Smirnov: P(√n sup|F_n − F| > 2.7) = 2 exp(−2 · 2.7²), less than 1e-6. */
  @Test
  void theDistributionFunctionIsThatOfTheLaw() {
    double largest = 0;
    for (int i = 0; i < DRAWS; i++) {
      double f = NORMAL.cumulativeProbability(sorted[i]);
      double above = (i + 1.0) / DRAWS - f;
      largest = Math.max(largest, Math.max(above, f - (double) i / DRAWS));
    }
    assertTrue(largest < 2.7 / Math.sqrt(DRAWS), "distance " + largest);
  }

  /** The middle of the table, the overhangs and what lies beyond the last layer, on both sides. */
  @Test
  void tailsAreAsHeavyAsTheLaws() {
    for (double from : new double[] {0.1, 1, 2, 3, 3.636, 3.8, 4, 4.5}) {
      double p = NORMAL.cumulativeProbability(-from);
      double error = Math.sqrt(p * (1 - p) * DRAWS);
      long below = DoubleStream.of(sorted).filter(x -> x < -from).count();
      long above = DoubleStream.of(sorted).filter(x -> x > from).count();
      assertEquals(p * DRAWS, (double) below, 4 * error, "below " + -from);
      assertEquals(p * DRAWS, (double) above, 4 * error, "above " + from);
    }
  }

  @Test
  void layersAndOverhangsFillTheAreaUnderTheCurve() {
    double root = Math.sqrt(2 * Math.PI);
    assertFills("normal.csv", 253, x -> root * NORMAL.cumulativeProbability(-x), root / 2);
    assertFills("exponential.csv", 252, x -> Math.exp(-x), 1);
  }

  /**
   * Every layer x_i (y_i − y_{i−1}) is 1/256 of the area, and the alias table takes the tail and
   * the overhangs in proportion to theirs.
   *
   * @param beyond area beyond x
   */
  private static void assertFills(
      String name, int layers, DoubleUnaryOperator beyond, double whole) {
    List<String[]> rows = Ziggurat.rows(name);
    double[] x = column(rows, 0);
    double[] y = column(rows, 1);
    double[] chosen = new double[256];
    for (int j = 0; j < 256; j++) {
      double kept = Double.parseDouble(rows.get(j)[2]) / 0x1p64 + 0.5;
      chosen[j] += kept / 256;
      chosen[Integer.parseInt(rows.get(j)[3])] += (1 - kept) / 256;
    }
    double left = whole * (256 - layers) / 256;
    assertEquals(beyond.applyAsDouble(x[0]) / left, chosen[0], 1e-13, name + ", tail");
    assertEquals(whole / 256, x[0] * y[0], 1e-15, name + ", layer 0");
    for (int i = 1; i <= layers; i++) {
      double overhang =
          beyond.applyAsDouble(x[i])
              - beyond.applyAsDouble(x[i - 1])
              - y[i - 1] * (x[i - 1] - x[i]);
      assertEquals(overhang / left, chosen[i], 1e-13, name + ", overhang " + i);
      double layer = i < layers ? whole / 256 : 0;
      assertEquals(layer, x[i] * (y[i] - y[i - 1]), 1e-15, name + ", layer " + i);
    }
  }

  private static double[] column(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
  }
}
