package hyperlead.experiments;

import static hyperlead.experiments.Verdict.Outcome.AGREES;
import static hyperlead.experiments.Verdict.Outcome.DIFFERS;
import static hyperlead.experiments.Verdict.Outcome.UNDECIDED;
import static java.util.Comparator.comparingDouble;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Independent estimates of entry i of a vector against the exact one, by Student's t.
 *
 * <pre>limit_i = q · s_i / √n,   q the 1 − 0.0005/d quantile of t with n − 1 degrees of freedom
 * </pre>
 *
 * <p>s_i is the standard deviation of the entry. Estimates without bias agree in 999 of 1000
 * checks, whatever d is. If even the opposite vector would agree, nothing is decided.
 *
 * @param error s_i / √n
 */
record Sample(int i, double mean, double error, double exact, double quantile) {
  private static Sample of(List<double[]> estimates, int i, double exact, double quantile) {
    double[] entries = estimates.stream().mapToDouble(estimate -> estimate[i]).toArray();
    double error = Math.sqrt(StatUtils.variance(entries) / entries.length);
    return new Sample(i, StatUtils.mean(entries), error, exact, quantile);
  }

  /** With a little for rounding, which is all there is if the estimates do not vary. */
  private double limit() {
    return quantile * error + 1e-9 * Math.abs(exact) + 1e-12;
  }

  private double distance() {
    return Math.abs(mean - exact) / limit();
  }

  static Verdict verdict(String name, List<double[]> estimates, double[] exact) {
    int d = exact.length;
    double quantile =
        new TDistribution(null, estimates.size() - 1).inverseCumulativeProbability(1 - 0.0005 / d);
    List<Sample> entries =
        IntStream.range(0, d).mapToObj(i -> of(estimates, i, exact[i], quantile)).toList();
    // No number is the largest of all.
    Sample worst = Collections.max(entries, comparingDouble(Sample::distance));
    if (!(worst.distance() <= 1)) {
      return DIFFERS.verdict(
          "%s: %s The difference is not chance: the estimator or its critic is biased here, or the"
              + " horizon is too short for the discount.",
          name, worst);
    }
    return entries.stream().anyMatch(entry -> Math.abs(entry.exact) > entry.limit())
        ? AGREES.verdict("%s: %s The difference may well be chance.", name, worst)
        : UNDECIDED.verdict(
            "%s: %s Too noisy: the opposite gradient would pass as well. Use more episodes.",
            name, worst);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "worst entry θ[%d], mean %.4g with standard error %.2g, exact %.4g.",
        i,
        mean,
        error,
        exact);
  }
}
