package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;

/**
 * Numbers divided by the sums of their rows:
 *
 * <pre>P_e = p_e / s,   ∇P_e = ( ∇p_e − P_e Σ_row ∇p ) / s,   s = Σ_row p</pre>
 *
 * @param deviation the most that a sum may differ from one
 */
record NormalisedRows(TransitionPattern pattern, Coefficients numbers, double deviation)
    implements Coefficients {
  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public double at(double[] y, int e) {
    return numbers.at(y, e) / sum(y, pattern.pair(e));
  }

  private double sum(double[] y, int pair) {
    return pattern.row(pair).mapToDouble(e -> numbers.at(y, e)).sum();
  }

  @Override
  public void addGradient(double[] y, int e, double weight, double[] g) {
    int pair = pattern.pair(e);
    double sum = sum(y, pair);
    double share = numbers.at(y, e) / sum;
    numbers.addGradient(y, e, weight / sum, g);
    pattern.row(pair).forEach(k -> numbers.addGradient(y, k, -share * weight / sum, g));
  }

  @Override
  public double[] all(double[] y) {
    double[] all = numbers.all(y);
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      int from = pattern.rowStart(pair);
      int to = pattern.rowStart(pair + 1);
      double sum = Arrays.stream(all, from, to).sum();
      if (pattern.isAvailable(pair) && !(Math.abs(sum - 1) <= deviation)) {
        throw new IllegalArgumentException(
            "%s: probabilities must sum to one within %s: %s"
                .formatted(pattern.place(pair), deviation, sum));
      }
      for (int e = from; e < to; e++) {
        all[e] /= sum;
      }
    }
    return all;
  }

  @Override
  public boolean isFixed() {
    return numbers.isFixed();
  }

  @Override
  public String toString() {
    return numbers + ", rows divided by their sums";
  }
}
