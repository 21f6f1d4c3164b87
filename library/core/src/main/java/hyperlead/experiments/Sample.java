package hyperlead.experiments;

import hyperlead.algebra.Text;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Estimates of entry i of a vector, one a round, against the exact one, by Student's t.
 *
 * <pre>
 * ρ = ( n ρ̂ + 1 ) / ( n − 3 ),   ρ̂ = Σ_k (g_k − ḡ)(g_{k+1} − ḡ) / Σ_k (g_k − ḡ)²,   0 ≤ ρ ≤ 0.9
 * m = n ( 1 − ρ ) / ( 1 + ρ ),   limit = q · s / √m,   q the 1 − 0.0005/d quantile of t, m − 1 degrees
 * </pre>
 *
 * <p>s is the standard deviation of the entry. An estimator or critic that remembers makes rounds
 * alike, and n of them are worth m independent ones; a ρ that is more than chance, above 2/√n, is
 * taken a standard error larger. Estimates without bias agree in 999 of 1000 checks, whatever d is.
 * Source of ρ: Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 41, 1954.
 *
 * @param error s / √m
 * @param worth m / n
 * @param limit of the mean's distance from the exact value, with a little for rounding, which is
 *     all there is if the estimates do not vary
 */
record Sample(int i, double mean, double error, double worth, double exact, double limit) {
  private static final double MOST_ALIKE = 0.9;

  static Sample of(List<double[]> estimates, int i, double exact, int d) {
    double[] entries = estimates.stream().mapToDouble(estimate -> estimate[i]).toArray();
    int n = entries.length;
    double mean = StatUtils.mean(entries);
    double alike = (n * correlation(entries, mean) + 1) / (n - 3);
    double chance = 1 / Math.sqrt(n);
    double careful = alike > 2 * chance ? alike + (1 - alike * alike) * chance : alike;
    double bounded = Math.max(0, Math.min(MOST_ALIKE, careful));
    double worth = (1 - bounded) / (1 + bounded);
    double error = Math.sqrt(StatUtils.variance(entries) / (n * worth));
    double quantile =
        new TDistribution(null, n * worth - 1).inverseCumulativeProbability(1 - 0.0005 / d);
    double rounding = 1e-9 * Math.abs(exact) + 1e-12;
    return new Sample(i, mean, error, worth, exact, quantile * error + rounding);
  }

  /**
   * Of each entry with the next one; −1/n, what chance makes it on average, if they are all alike.
   */
  private static double correlation(double[] entries, double mean) {
    double products = 0;
    double squares = 0;
    for (int k = 0; k < entries.length; k++) {
      double deviation = entries[k] - mean;
      squares += deviation * deviation;
      products += k > 0 ? deviation * (entries[k - 1] - mean) : 0;
    }
    return squares > 0 ? products / squares : -1.0 / entries.length;
  }

  /** The distance from the exact value, in limits. */
  double distance() {
    return Math.abs(mean - exact) / limit;
  }

  /** Whether the opposite value would be told from the exact one. */
  boolean decides() {
    return Math.abs(exact) > limit;
  }

  @Override
  public String toString() {
    return Text.of(
        "worst entry θ[%d], mean %.4g with standard error %.2g, exact %.4g.",
        i, mean, error, exact);
  }
}
