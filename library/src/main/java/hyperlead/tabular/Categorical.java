package hyperlead.tabular;

import java.util.random.RandomGenerator;

/** Draws from a distribution over a range of indices. */
public final class Categorical {
  private Categorical() {}

  /**
   * {@return an index in [from, to) with the given probabilities} Rounding never yields one of
   * probability zero.
   *
   * @param probability probabilities, those in [from, to) sum to one
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
