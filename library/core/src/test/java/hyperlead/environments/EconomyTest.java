package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EconomyTest {
  private static final Economy ECONOMY = new Economy(5, 0.1, 1, 5, 2, 0.1, 3, 5);

  /** Welfare of a household that spends c, so that consumption answers to taxes. */
  private static double welfare(double[] t, double hours, double... spending) {
    return ECONOMY.welfare(t, hours, consumption(t, spending));
  }

  private static double[] consumption(double[] t, double... spending) {
    double[] consumption = spending.clone();
    for (int i = 0; i < consumption.length; i++) {
      consumption[i] /= 1 + t[i + 1];
    }
    return consumption;
  }

  @Test
  void agreesWithHandComputedNumbers() {
    double[] t = {0.4, 1, 0.25, 0};
    double[] e = consumption(t, 5, 2.5, 1.25);
    assertArrayEquals(new double[] {2.5, 2, 1.25}, e);
    assertArrayEquals(new double[] {8, 2.5, 0.5, 0}, ECONOMY.paid(t, 4, e));
    assertEquals(11, ECONOMY.revenue(t, 4, e), 1e-15);
    // 15 · ((2.5 + 2 + 1.25) / 3) / 5 + 5 log 12.
    assertEquals(5.75 + 5 * Math.log(12), ECONOMY.welfare(t, 4, e), 1e-14);
    assertEquals(0.6 * 5 * 4 - 8.75, ECONOMY.drift(0.4, 4, 8.75), 1e-15);
    assertEquals(-8, ECONOMY.drift(1.4, 4, 0), 1e-14, "a tax above one takes more than the pay");
  }

  @Test
  void everyTermOfWelfareHasItsSign() {
    double[] t = {0.4, 0.3, 0.2, 0.1};
    assertTrue(welfare(t, 4, 1, 2, 3) > welfare(t, 3, 1, 2, 3), "work is taxed");
    assertTrue(welfare(t, 4, 1, 3, 3) > welfare(t, 4, 1, 2, 3), "consumption");
    assertEquals(0, welfare(new double[4], 4, 0, 0, 0), "no tax and no consumption");
    double[] higher = {0.5, 0.3, 0.2, 0.1};
    assertTrue(welfare(higher, 4, 1, 2, 3) > welfare(t, 4, 1, 2, 3), "revenue from work");
    assertEquals(welfare(t, 0, 1, 2, 3), welfare(higher, 0, 1, 2, 3), "nobody works");
  }

  /** ∂welfare/∂t_i has the sign of β/(1 + revenue) − α/G, so of 4 − revenue. */
  @Test
  void taxesOnGoodsPayOnlyBelowARevenueOfFour() {
    for (double revenue : new double[] {1, 3.9, 4.1, 20}) {
      double[] g = new double[4];
      double[] t = {1, 0, 0, 0};
      ECONOMY.addWelfareGradient(t, revenue / 5, new double[] {2, 0, 1}, 1, g);
      assertEquals(Math.signum(4 - revenue), Math.signum(g[1]), "revenue " + revenue);
      assertEquals(0, g[2], "good 2 is not bought");
      assertEquals(g[1] / 2, g[3], 1e-15);
    }
  }

  @Test
  void theGradientOfWelfareIsItsSlope() {
    SplittableRandom random = new SplittableRandom(1);
    for (int repeat = 0; repeat < 20; repeat++) {
      double[] t = random.doubles(4, 0.1, 1.9).toArray();
      double[] spending = random.doubles(3, 0, 5).toArray();
      double hours = random.nextDouble(8);
      double[] g = {1, 1, 1, 1};
      ECONOMY.addWelfareGradient(t, hours, consumption(t, spending), 2, g);
      for (int i = 0; i < 4; i++) {
        double[] up = t.clone();
        double[] down = t.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double slope = (welfare(up, hours, spending) - welfare(down, hours, spending)) / 2e-5;
        // Central differences with 1e-5: errors of about 1e-10 of a third derivative below 10.
        assertEquals(1 + 2 * slope, g[i], 1e-7);
      }
    }
  }

  @Test
  void namesTheConstantThatIsWrong() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new Economy(5, -0.1, 1, 5, 2, 0.1, 3, 5));
    assertEquals("workDisutility must be positive and finite: -0.1", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Economy(5, 0.1, 1, 5, Double.NaN, 0.1, 3, 5));
  }
}
