package hyperlead.parameters;

import java.util.random.RandomGenerator;

/** Distributions over the indices in [from, to) of an array: softmax, its derivative, draws. */
public final class Categorical {
  private Categorical() {}

  /**
   * Turns numbers z into {@code p_i = exp((z_i − V)/τ)} in place.
   *
   * @param z numbers on entry, probabilities on return
   * @param temperature τ &gt; 0
   * @return V = τ log Σ_j exp(z_j/τ)
   */
  public static double softmax(double[] z, int from, int to, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, z[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      z[i] = z[i] == max ? 1 : StrictMath.exp((z[i] - max) / temperature);
      sum += z[i];
    }
    for (int i = from; i < to; i++) {
      z[i] /= sum;
    }
    return max + temperature * StrictMath.log(sum);
  }

  /**
   * Fills {@code (∂p/∂z)ᵀ g = p ∘ (g − p·g)} for p = softmax(z) with τ = 1. By differences to the g
   * of the likeliest, lest rounding is all that is left where p is all but certain.
   */
  static void pullBack(double[] p, double[] g, int from, int to, double[] pulled) {
    double reference = g[likeliest(p, from, to)];
    double mean = 0;
    for (int i = from; i < to; i++) {
      pulled[i] = g[i] - reference;
      mean += p[i] * pulled[i];
    }
    for (int i = from; i < to; i++) {
      pulled[i] = p[i] * (pulled[i] - mean);
    }
  }

  /** {@return the index of the largest probability, the first of several} */
  public static int likeliest(double[] probability, int from, int to) {
    int likeliest = from;
    double most = probability[from];
    for (int i = from + 1; i < to; i++) {
      if (probability[i] > most) {
        most = probability[i];
        likeliest = i;
      }
    }
    return likeliest;
  }

  /**
   * {@return an index drawn with the given probabilities} Rounding never yields one of probability
   * zero.
   *
   * @param probability those in [from, to) sum to one
   * @param to one past the last index, &gt; from
   * @param random source of the draw; one number is taken
   */
  public static int sample(double[] probability, int from, int to, RandomGenerator random) {
    double u = random.nextDouble();
    int possible = from;
    for (int i = from; i < to; i++) {
      if (probability[i] > 0) {
        possible = i;
        u -= probability[i];
        if (u < 0) {
          return i;
        }
      }
    }
    return possible;
  }
}
