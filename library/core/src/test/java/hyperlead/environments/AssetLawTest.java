package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.TransitionPattern;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AssetLawTest {
  private static final Economy ECONOMY = new Economy(5, 0.1, 1, 5, 2, 0.1, 3, 5);
  private static final Choices CHOICES = new Choices(10, 8, 3, 5, 5);
  private static final AssetGrid GRID = new AssetGrid(51, -100, 100);
  private static final TaxCode CODE =
      new TaxCode(ECONOMY, CHOICES, GRID, new double[] {0.6, 0.3, 0.1});

  /** P(·|i,a) over the whole grid. */
  private static double[] row(double incomeTax, int point, int action) {
    TransitionPattern pattern = CODE.transitions().pattern();
    double[] y = CODE.configuration(CODE.theta(incomeTax, 1, 1, 1));
    double[] probability = CODE.transitions().probability().all(y);
    int pair = point * CHOICES.actions() + action;
    double[] row = new double[GRID.points()];
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      row[pattern.successor(e)] += probability[e];
    }
    return row;
  }

  /** ∫ φ(z) v(cut(mean + σz)) dz by the midpoint rule, v linear between the points of the grid. */
  private static double integral(double mean, double[] v) {
    double sum = 0;
    int cells = 200_000;
    for (int k = 0; k < cells; k++) {
      double z = -9 + 18 * (k + 0.5) / cells;
      double x = Math.max(-100, Math.min(100, mean + ECONOMY.noise() * z));
      double place = (x + 100) / GRID.step();
      int below = (int) Math.min(GRID.points() - 2, Math.floor(place));
      double value = v[below] + (place - below) * (v[below + 1] - v[below]);
      sum += Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * value * 18 / cells;
    }
    return sum;
  }

  /** In the middle, near the ends, and drifting far beyond them. */
  private static final int[][] PLACES = {
    {25, 0}, {25, 129}, {25, 117}, {0, 12}, {1, 3}, {50, 117}, {49, 80}, {50, 12}, {0, 129}
  };

  @Test
  void aStepIsTheNormalLawWithValuesInterpolatedLinearly() {
    double[] v = new double[GRID.points()];
    Arrays.setAll(v, j -> Math.sin(0.2 * j) + 0.01 * j * j);
    for (double tax : new double[] {0.1, 0.7, 1.6}) {
      for (int[] place : PLACES) {
        double[] row = row(tax, place[0], place[1]);
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < row.length; j++) {
          sum += row[j];
          mean += row[j] * v[j];
        }
        double drift = ECONOMY.drift(tax, CHOICES.hours(place[1]), CHOICES.spending(place[1]));
        String where = "tax %s, point %d, action %d".formatted(tax, place[0], place[1]);
        assertEquals(1, sum, 1e-14, where);
        // Beyond six deviations, 1e-9, rows count moves as nearer than they are.
        assertEquals(integral(GRID.assets(place[0]) + drift, v), mean, 1e-7, where);
      }
    }
  }

  @Test
  void noProbabilityIsNegativeAtAnyTax() {
    for (double tax = 0.001; tax < 2; tax += 0.0371) {
      double[] y = CODE.configuration(CODE.theta(tax, 1, 1, 1));
      // Throws if a row is none.
      CODE.transitions().pattern().checkProbabilities(CODE.transitions().probability().all(y));
    }
  }

  @Test
  void assetsRiseWithHoursAndFallWithSpendingAndTaxes() {
    double base = mean(row(0.5, 25, 5 * CHOICES.budgets() + 4));
    assertTrue(mean(row(0.5, 25, 6 * CHOICES.budgets() + 4)) > base + 1, "hours");
    assertTrue(mean(row(0.5, 25, 5 * CHOICES.budgets() + 5)) < base - 1, "spending");
    assertTrue(mean(row(0.6, 25, 5 * CHOICES.budgets() + 4)) < base - 1, "taxes");
    // 0.5 · 5 · 40/9 − 5 without the grid's or the range's help.
    assertEquals(0.5 * 5 * 40 / 9 - 5, base, 1e-9);
  }

  private static double mean(double[] row) {
    double mean = 0;
    for (int j = 0; j < row.length; j++) {
      mean += row[j] * GRID.assets(j);
    }
    return mean;
  }

  @Test
  void averagesOfTheNormalLawKeepTheirDigitsInBothTails() {
    // Narrow cells: the average is Φ at the middle, to second order.
    assertEquals(0.5, AssetLaw.average(-1e-3, 1e-3), 1e-13);
    assertEquals(0.8413447460685429, AssetLaw.average(0.9995, 1.0005), 1e-7);
    double lower = AssetLaw.average(-8.1, -8);
    assertEquals(1, AssetLaw.average(8, 8.1) + lower, 0.0);
    // Φ(−8.1) = 2.748e-16 and Φ(−8) = 6.221e-16.
    assertTrue(lower > 2.748e-16 && lower < 6.221e-16, "average " + lower);
  }

  @Test
  void pointsAndAssetsAreInverse() {
    for (int point = 0; point < GRID.points(); point++) {
      assertEquals(point, GRID.nearest(GRID.assets(point) + 1.9));
    }
    assertEquals(50, GRID.nearest(1e9));
    assertEquals(0, GRID.nearest(-1e9));
    Exception e = assertThrows(IllegalArgumentException.class, () -> new AssetGrid(1, 0, 1));
    assertEquals("points - 1 must be positive: 0", e.getMessage());
  }
}
