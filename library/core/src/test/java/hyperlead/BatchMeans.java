package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Means of batches of estimates against the exact vector. */
public final class BatchMeans {
  private final double[] exact;
  private final double[] sum;
  private final double[] squares;
  private int batches;

  public BatchMeans(double[] exact) {
    this.exact = exact.clone();
    this.sum = new double[exact.length];
    this.squares = new double[exact.length];
  }

  public void add(double[] estimate) {
    batches++;
    for (int i = 0; i < exact.length; i++) {
      // Deviations from the exact value, which keeps the sum of squares free of cancellation.
      sum[i] += estimate[i] - exact[i];
      squares[i] += (estimate[i] - exact[i]) * (estimate[i] - exact[i]);
    }
  }

  /** The variance of one batch, summed over the entries. */
  public double variance() {
    double variance = 0;
    for (int i = 0; i < exact.length; i++) {
      double mean = sum[i] / batches;
      variance += Math.max(0, squares[i] / batches - mean * mean);
    }
    return variance;
  }

  /** Each entry within four standard errors, which are small enough that a wrong sign shows. */
  public void assertAgrees(String where) {
    assertAgrees(where, 0);
  }

  /** The same with a bias that each entry may have. */
  public void assertAgrees(String where, double bias) {
    double power = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < exact.length; i++) {
      double mean = sum[i] / batches;
      // Standard error of the mean of the batches; rounding counts where all batches agree.
      double variance = Math.max(0, squares[i] / batches - mean * mean) / (batches - 1);
      double limit = 4 * Math.sqrt(variance) + bias + 1e-12;
      assertEquals(0, mean, limit, where + "[" + i + "], exact " + exact[i]);
      power = Math.max(power, Math.abs(exact[i]) - limit);
    }
    // The test has power: with the sign flipped, an entry's mean lies more than its limit away.
    assertTrue(power > 0, where + ": no entry is larger than its limit");
  }
}
