package hyperlead.algebra;

import java.util.Arrays;

/**
 * I − γ P_π of one policy with its rows divided by their diagonal: I − N, N ≥ 0 without a diagonal.
 *
 * <p>What a row of N lacks to one, {@code leaving}, is computed as a sum of what leaves (the
 * discount, the end), not as the difference: so it is exact to rounding however near one γ is.
 * Source: Grassmann, Taksar, Heyman, "Regenerative analysis and steady state distributions for
 * Markov chains", Operations Research 33 (1985).
 */
final class PolicyRows {
  /** A row of probabilities may miss one by so much through rounding. */
  private static final double ROUNDED = 1e-9;

  final int states;
  final int bandwidth;
  final int[] rowStart;
  final int[] upper;
  final int[] column;

  /** N, one number an entry of the rows; beyond them what {@link #fill} drops there. */
  final double[] value;

  /** One over the diagonal of I − γ P_π. */
  final double[] scale;

  /** (I − N) 1, one number a state. */
  final double[] leaving;

  private final TransitionPattern pattern;
  private final int[] slot;

  PolicyRows(TransitionPattern pattern) {
    MergedRows rows = pattern.merged();
    this.pattern = pattern;
    states = pattern.states();
    bandwidth = rows.bandwidth;
    rowStart = rows.rowStart;
    upper = rows.upper;
    column = rows.column;
    slot = rows.slot;
    value = new double[column.length + 2];
    scale = new double[states];
    leaving = new double[states];
  }

  void fill(double[] probability, double[] policy, double discount) {
    Arrays.fill(value, 0);
    int end = column.length;
    for (int x = 0; x < states; x++) {
      value[end] = 0;
      double missing = merge(x, probability, policy);
      double away = 0;
      for (int p = rowStart[x]; p < rowStart[x + 1]; p++) {
        away += value[p];
      }
      double leaks = 1 - discount + discount * (value[end] + missing);
      double diagonal = leaks + discount * away;
      leaving[x] = leaks / diagonal;
      scale[x] = 1 / diagonal;
      for (int p = rowStart[x]; p < rowStart[x + 1]; p++) {
        value[p] *= discount * scale[x];
      }
    }
  }

  /** Adds the row of P_π to zeros, and returns what it lacks to one but for rounding. */
  private double merge(int x, double[] probability, double[] policy) {
    double missing = 0;
    for (int pair = x * pattern.actions(); pair < (x + 1) * pattern.actions(); pair++) {
      double weight = policy[pair];
      if (weight == 0) {
        continue;
      }
      double left = 1;
      int to = pattern.rowStart(pair + 1);
      for (int e = pattern.rowStart(pair); e < to; e++) {
        value[slot[e]] += weight * probability[e];
        left -= probability[e];
      }
      missing += left > ROUNDED ? weight * left : 0;
    }
    return missing;
  }

  /**
   * x ← (I − L)⁻¹ (y − t) for the part L of N that leads to earlier states; transposed (I − Uᵀ)⁻¹
   * (y − t).
   */
  void before(double[] y, double[] t, double[] x, boolean transposed) {
    for (int i = 0; i < states; i++) {
      double sum = y[i] - t[i];
      for (int p = rowStart[i]; p < upper[i] && !transposed; p++) {
        sum += value[p] * x[column[p]];
      }
      x[i] = sum;
    }
    for (int i = 0; i < states && transposed; i++) {
      scatter(upper[i], rowStart[i + 1], x[i], x);
    }
  }

  /** x ← (I − U)⁻¹ y for the part U of N that leads to later states; transposed (I − Lᵀ)⁻¹ y. */
  void after(double[] y, double[] x, boolean transposed) {
    if (transposed) {
      System.arraycopy(y, 0, x, 0, states);
    }
    for (int i = states - 1; i >= 0; i--) {
      if (transposed) {
        scatter(rowStart[i], upper[i], x[i], x);
      } else {
        double sum = y[i];
        for (int p = rowStart[i + 1] - 1; p >= upper[i]; p--) {
          sum += value[p] * x[column[p]];
        }
        x[i] = sum;
      }
    }
  }

  /** Adds N x to y, or Nᵀ x, and the sums of the sizes of its terms to size. */
  void addProduct(double[] x, boolean transposed, double[] y, double[] size) {
    for (int i = 0; i < states; i++) {
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        int to = transposed ? column[p] : i;
        double term = value[p] * x[transposed ? i : column[p]];
        y[to] += term;
        size[to] += Math.abs(term);
      }
    }
  }

  private void scatter(int from, int to, double weight, double[] x) {
    for (int p = from; p < to; p++) {
      x[column[p]] += value[p] * weight;
    }
  }
}
