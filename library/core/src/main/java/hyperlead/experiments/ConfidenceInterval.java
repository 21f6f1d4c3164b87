package hyperlead.experiments;

import hyperlead.algebra.Require;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of independent samples, such as one number per seed, with its 95 % confidence interval.
 *
 * <p>mean ± t·s/√n, where s is the sample standard deviation (n − 1 in the denominator) and t the
 * 0.975 quantile of Student's distribution with n − 1 degrees of freedom (Student, "The Probable
 * Error of a Mean", Biometrika 6, 1908). It is exact for normal samples; for the few seeds of a
 * learning curve it is wide, which is honest.
 *
 * @param halfWidth half of the interval's width, in the samples' unit
 */
public record ConfidenceInterval(double mean, double halfWidth) {
  private static final double LEVEL = 0.95;

  /**
   * {@return the mean and interval of at least two finite samples}
   *
   * @throws IllegalArgumentException when there are fewer than two samples, or one is not finite
   */
  public static ConfidenceInterval of(double... samples) {
    return of(samples, quantile(samples.length));
  }

  /**
   * {@return the intervals of many sets of samples, one at each place of a curve}
   *
   * @param curves one per sample, such as per seed; at least two, all of the same length
   * @throws IllegalArgumentException as {@link #of}, or when the lengths differ
   */
  public static List<ConfidenceInterval> across(List<double[]> curves) {
    double quantile = quantile(curves.size());
    int length = curves.get(0).length;
    for (int i = 0; i < curves.size(); i++) {
      int own = curves.get(i).length;
      Require.that(own == length, "curve %s must have length %s: %s", i, length, own);
    }
    return IntStream.range(0, length)
        .mapToObj(i -> of(curves.stream().mapToDouble(curve -> curve[i]).toArray(), quantile))
        .toList();
  }

  private static double quantile(int n) {
    Require.that(n >= 2, "a confidence interval needs at least 2 samples: %s", n);
    // No random generator: the distribution is only inverted.
    return new TDistribution(null, n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
  }

  private static ConfidenceInterval of(double[] samples, double quantile) {
    for (int i = 0; i < samples.length; i++) {
      Require.that(Double.isFinite(samples[i]), "sample %s must be finite: %s", i, samples[i]);
    }
    double error = Math.sqrt(StatUtils.variance(samples) / samples.length);
    return new ConfidenceInterval(StatUtils.mean(samples), quantile * error);
  }

  /** {@return the lower end, mean − half width} */
  public double low() {
    return mean - halfWidth;
  }

  /** {@return the upper end, mean + half width} */
  public double high() {
    return mean + halfWidth;
  }
}
