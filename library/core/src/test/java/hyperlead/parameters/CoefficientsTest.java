package hyperlead.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoefficientsTest {
  private static final double[] Y = {3, 5, 7};
  private static final Coefficients FIXED = Coefficients.fixed(1, 2);
  private static final Coefficients BLOCK = Coefficients.block(1, 2);
  private static final Coefficients PAIRS =
      Coefficients.of(
          2, 3, (y, x, a) -> y[x] * y[x] + a, (y, x, a, weight, g) -> g[x] += weight * 2 * y[x]);

  private static double[] gradient(Coefficients numbers, int i) {
    double[] g = {100, 100, 100};
    numbers.addGradient(Y, i, 10, g);
    return g;
  }

  /** Slopes of every number by differences, which are exact for squares up to rounding. */
  private static void assertSlopes(Coefficients numbers) {
    double[] all = numbers.all(Y);
    assertEquals(numbers.size(), all.length);
    for (int i = 0; i < all.length; i++) {
      assertEquals(numbers.at(Y, i), all[i]);
      double[] g = new double[3];
      numbers.addGradient(Y, i, 2, g);
      for (int j = 0; j < 3; j++) {
        double[] up = Y.clone();
        double[] down = Y.clone();
        up[j]++;
        down[j]--;
        assertEquals(numbers.at(up, i) - numbers.at(down, i), g[j], 1e-12, "number " + i);
      }
    }
  }

  @Test
  void numbersAndGradientsAreThoseThatWereWrittenDown() {
    assertArrayEquals(new double[] {1, 2}, FIXED.all(Y));
    assertArrayEquals(new double[] {5, 7}, BLOCK.all(Y));
    assertArrayEquals(new double[] {9, 10, 11, 25, 26, 27}, PAIRS.all(Y));
    assertArrayEquals(new double[] {100, 100, 110}, gradient(BLOCK, 1));
    assertArrayEquals(new double[] {100, 200, 100}, gradient(PAIRS, 4));
    assertTrue(FIXED.isFixed());
    assertFalse(BLOCK.isFixed() || PAIRS.isFixed());
    List.of(FIXED, BLOCK, PAIRS).forEach(CoefficientsTest::assertSlopes);
  }

  @Test
  void joinedPartsKeepTheirOrderAndTheirFactors() {
    Coefficients empty = Coefficients.fixed();
    Coefficients joined = Coefficients.joined(List.of(empty, FIXED, empty, BLOCK, PAIRS));
    assertArrayEquals(new double[] {1, 2, 5, 7, 9, 10, 11, 25, 26, 27}, joined.all(Y));
    assertSlopes(joined);
    Coefficients scaled = Coefficients.joined(List.of(BLOCK.times(0.5), PAIRS.times(-2)));
    assertArrayEquals(new double[] {2.5, 3.5, -18, -20, -22, -50, -52, -54}, scaled.all(Y));
    assertSlopes(scaled);
    assertFalse(joined.isFixed());
    assertTrue(Coefficients.joined(List.of(FIXED, empty)).isFixed());
    assertEquals(0, Coefficients.joined(List.of()).all(Y).length);
  }

  @Test
  void sumsTakeNumbersOneByOne() {
    Coefficients sums = BLOCK.plus(FIXED);
    assertArrayEquals(new double[] {6, 9}, sums.all(Y));
    assertSlopes(sums);
    assertSlopes(PAIRS.plus(PAIRS.times(2)));
    assertFalse(sums.isFixed() || FIXED.plus(BLOCK).isFixed());
    assertTrue(FIXED.plus(FIXED).isFixed());
    Exception e = assertThrows(IllegalArgumentException.class, () -> PAIRS.plus(FIXED));
    assertEquals(
        "sums must be of equally many numbers: 6 functions of the configuration plus 2 fixed"
            + " numbers",
        e.getMessage());
  }

  @Test
  void pickedNumbersStandInTheOrderOfTheirIndices() {
    Coefficients joined = Coefficients.joined(List.of(FIXED, BLOCK, PAIRS));
    int[] indices = {9, 2, 2, 0};
    Coefficients picked = joined.picked(indices);
    indices[0] = 1;
    assertArrayEquals(new double[] {27, 5, 5, 1}, picked.all(Y));
    assertSlopes(picked);
    assertFalse(picked.isFixed());
    assertTrue(FIXED.picked(1, 1).isFixed());
    assertThrows(IllegalArgumentException.class, () -> joined.picked(10));
  }

  @Test
  void nobodyChangesNumbersThatWereWrittenDown() {
    double[] written = {1, 2};
    Coefficients numbers = Coefficients.fixed(written);
    written[0] = 9;
    numbers.all(Y)[1] = 9;
    assertArrayEquals(new double[] {1, 2}, numbers.all(Y));
  }

  @Test
  void refusesWhatIsNoNumberOrDoesNotFit() {
    assertMessage("coefficients[1] must be finite: NaN", () -> Coefficients.fixed(1, Double.NaN));
    assertMessage(
        "block of 2 numbers from entry 2 on must lie within the configuration, of length 3",
        () -> Coefficients.block(2, 2).all(Y));
  }

  private static void assertMessage(String expected, Runnable refused) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
