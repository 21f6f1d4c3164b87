package hyperlead.algebra;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

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

  /** N; beyond its numbers stands what {@link #fill} drops there. */
  final SweptRows matrix;

  /** One over the diagonal of I − γ P_π. */
  final double[] scale;

  /** (I − N) 1, one number a state. */
  final double[] leaving;

  private final TransitionPattern pattern;
  private final int[] slot;
  private SweptRows transposed;
  private boolean current;

  PolicyRows(TransitionPattern pattern) {
    MergedRows merged = pattern.merged();
    this.pattern = pattern;
    states = pattern.states();
    slot = merged.slot;
    double[] value = new double[merged.column.length + 2];
    matrix = new SweptRows(merged.rowStart, merged.upper, merged.column, value);
    scale = new double[states];
    leaving = new double[states];
  }

  void fill(double[] probability, double[] policy, IntToDoubleFunction discount) {
    current = false;
    double[] value = matrix.value;
    int[] rowStart = matrix.rowStart;
    int end = matrix.column.length;
    Arrays.fill(value, 0);
    for (int x = 0; x < states; x++) {
      value[end] = 0;
      double missing = merge(x, probability, policy);
      double away = 0;
      for (int p = rowStart[x]; p < rowStart[x + 1]; p++) {
        away += value[p];
      }
      double own = discount.applyAsDouble(x);
      double leaks = 1 - own + own * (value[end] + missing);
      double diagonal = leaks + own * away;
      leaving[x] = leaks / diagonal;
      scale[x] = 1 / diagonal;
      for (int p = rowStart[x]; p < rowStart[x + 1]; p++) {
        value[p] *= own * scale[x];
      }
    }
  }

  /** Adds the row of P_π to zeros, and returns what it lacks to one but for rounding. */
  private double merge(int x, double[] probability, double[] policy) {
    double[] value = matrix.value;
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

  /** {@return Nᵀ, made when it is first asked for since the rows were filled} */
  SweptRows transposed() {
    if (transposed == null) {
      transposed = matrix.transposed();
    }
    if (!current) {
      matrix.transpose(transposed);
      current = true;
    }
    return transposed;
  }
}
