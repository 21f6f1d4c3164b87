package hyperlead.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SquashedNormalTest {
  private static SquashedNormal law(double mean, double outputs) {
    SquashedNormal law = new SquashedNormal();
    law.read(new double[] {mean, outputs});
    return law;
  }

  /** Without the tanh correction the integral over u is another. */
  @Test
  void theDensityIntegratesToOneOverTheActions() {
    for (double mean : new double[] {0, 0.7, -2}) {
      SquashedNormal law = law(mean, 0.3);
      double deviation = StrictMath.exp(-5 + 3.5 * (1 + StrictMath.tanh(0.3)));
      double sum = 0;
      int cells = 200_000;
      for (int i = 0; i < cells; i++) {
        double u = -1 + (2 * i + 1.0) / cells;
        double z = 0.5 * StrictMath.log((1 + u) / (1 - u));
        assertEquals(u, law.at((z - mean) / deviation), 1e-9);
        sum += StrictMath.exp(law.logDensity()) * 2 / cells;
      }
      assertEquals(1, sum, 1e-3, "mean " + mean);
    }
  }

  @Test
  void theDensityStaysFiniteWhereTheActionRoundsToOne() {
    for (double mean : new double[] {60, -60, 1000, -1000}) {
      SquashedNormal law = law(mean, 0);
      assertEquals(Math.signum(mean), law.at(0));
      assertTrue(Double.isFinite(law.logDensity()), "log π = " + law.logDensity());
      double[] error = new double[2];
      law.fillError(0.1, 5, 1, error);
      assertEquals(0.2 * Math.signum(mean), error[0], 1e-12);
    }
  }

  /** L(m, ρ) = τ log π − Q at fixed ε, with Q = 3u − u². */
  private static double loss(double mean, double rho, double noise, double temperature) {
    SquashedNormal law = law(mean, rho);
    double u = law.at(noise);
    return temperature * law.logDensity() - (3 * u - u * u);
  }

  @Test
  void errorsAreThoseOfDifferences() {
    double tau = 0.4;
    double h = 1e-6;
    for (double noise : new double[] {-1.3, 0.2, 2}) {
      SquashedNormal law = law(0.3, 0.1);
      double u = law.at(noise);
      double[] error = new double[2];
      law.fillError(tau, 3 - 2 * u, 0.5, error);
      double byMean = loss(0.3 + h, 0.1, noise, tau) - loss(0.3 - h, 0.1, noise, tau);
      double byRho = loss(0.3, 0.1 + h, noise, tau) - loss(0.3, 0.1 - h, noise, tau);
      assertEquals(0.5 * byMean / (2 * h), error[0], 1e-7, "noise " + noise);
      assertEquals(0.5 * byRho / (2 * h), error[1], 1e-7, "noise " + noise);
    }
  }

  @Test
  void scoresAreThoseOfDifferencesAtAnyAction() {
    double h = 1e-6;
    for (double u : new double[] {-0.999, -0.3, 0, 0.8}) {
      double[] score = new double[2];
      law(0.3, 0.1).fillScore(u, score);
      double byMean = logDensity(0.3 + h, 0.1, u) - logDensity(0.3 - h, 0.1, u);
      double byRho = logDensity(0.3, 0.1 + h, u) - logDensity(0.3, 0.1 - h, u);
      assertEquals(byMean / (2 * h), score[0], 1e-6, "u = " + u);
      assertEquals(byRho / (2 * h), score[1], 1e-6, "u = " + u);
    }
    double[] rounded = new double[2];
    law(0, 0).fillScore(-1, rounded);
    assertTrue(Double.isFinite(rounded[0]) && rounded[0] < 0, "∂log π/∂m = " + rounded[0]);
  }

  private static double logDensity(double mean, double rho, double u) {
    double deviation = StrictMath.exp(-5 + 3.5 * (1 + StrictMath.tanh(rho)));
    SquashedNormal law = law(mean, rho);
    double unused = law.at((StrictMath.log((1 + u) / (1 - u)) / 2 - mean) / deviation);
    return law.logDensity();
  }
}
