package hyperlead.checks;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Independent estimates of a vector against the exact one, by Student's t.
 *
 * <pre>limit_i = q · s_i / √n,   q the 1 − 0.0005/d quantile of t with n − 1 degrees of freedom
 * </pre>
 *
 * <p>s_i is the standard deviation of entry i. Estimates without bias agree in 999 of 1000 checks,
 * whatever d is. If even the opposite vector would agree, nothing is decided.
 */
record Sample(List<double[]> estimates) {

  Verdict verdict(String name, double[] exact) {
    double quantile =
        new TDistribution(null, estimates.size() - 1)
            .inverseCumulativeProbability(1 - 0.0005 / exact.length);
    int worst = 0;
    double largest = -1;
    boolean powerful = false;
    for (int i = 0; i < exact.length; i++) {
      double limit = quantile * error(i) + 1e-9 * Math.abs(exact[i]) + 1e-12;
      double ratio = Math.abs(mean(i) - exact[i]) / limit;
      if (!(ratio <= largest)) {
        largest = ratio;
        worst = i;
      }
      powerful |= Math.abs(exact[i]) > limit;
    }
    String numbers =
        String.format(
            Locale.ROOT,
            "%s: worst entry θ[%d], mean %.4g with standard error %.2g, exact %.4g. ",
            name,
            worst,
            mean(worst),
            error(worst),
            exact[worst]);
    if (!(largest <= 1)) {
      return new Verdict(
          Verdict.Outcome.DIFFERS,
          numbers + "The difference is not chance: the estimator, or its critic, is biased here.");
    }
    return powerful
        ? new Verdict(Verdict.Outcome.AGREES, numbers + "The difference may well be chance.")
        : new Verdict(
            Verdict.Outcome.UNDECIDED,
            numbers + "Too noisy: the opposite gradient would pass as well. Use more episodes.");
  }

  private double mean(int i) {
    return estimates.stream().mapToDouble(e -> e[i]).average().orElseThrow();
  }

  /** s_i / √n. */
  private double error(int i) {
    double mean = mean(i);
    double squares = estimates.stream().mapToDouble(e -> (e[i] - mean) * (e[i] - mean)).sum();
    return Math.sqrt(squares / (estimates.size() - 1) / estimates.size());
  }
}
