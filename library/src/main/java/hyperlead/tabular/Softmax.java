package hyperlead.tabular;

/** The Boltzmann policy of action values, and their soft maximum. */
public final class Softmax {
  private Softmax() {}

  /**
   * Turns Q(x,·) into π(a|x) = exp((Q(x,a) − V(x))/τ) in place.
   *
   * @param q values of one state's actions on entry, probabilities on return
   * @param temperature τ &gt; 0
   * @return V(x) = τ log Σ_a exp(Q(x,a)/τ)
   */
  public static double inPlace(double[] q, int from, int actions, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + actions; i++) {
      max = Math.max(max, q[i]);
    }
    double sum = 0;
    for (int i = from; i < from + actions; i++) {
      q[i] = q[i] == max ? 1 : StrictMath.exp((q[i] - max) / temperature);
      sum += q[i];
    }
    for (int i = from; i < from + actions; i++) {
      q[i] /= sum;
    }
    return max + temperature * StrictMath.log(sum);
  }
}
