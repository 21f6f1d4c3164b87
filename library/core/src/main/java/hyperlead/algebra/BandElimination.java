package hyperlead.algebra;

import java.util.Arrays;

/**
 * Elimination without subtraction, state by state inside a band: (I − N) = (I − F) U.
 *
 * <p>Eliminating a state hands what enters it on to where it leads and to what leaves; pivots are
 * sums of these, not differences, so every entry of the inverse has a small relative error however
 * near to singular the system is. Cost: states · bandwidth² to factor, states · bandwidth to apply.
 * Source: Grassmann, Taksar, Heyman (1985); O'Cinneide, "Entrywise perturbation theory and error
 * analysis for Markov chains", Numerische Mathematik 65 (1993).
 */
final class BandElimination implements ApproximateInverse {
  private final PolicyRows rows;
  private final int n;
  private final int band;

  /** Numbers of a row: from {@code band} states before its own to as many after it. */
  private final int width;

  private final double[] entry;
  private final double[] leaving;
  private final double[] pivot;

  BandElimination(PolicyRows rows) {
    this.rows = rows;
    n = rows.states;
    band = rows.bandwidth;
    width = 2 * band + 1;
    entry = new double[n * width];
    leaving = new double[n];
    pivot = new double[n];
  }

  /** Where the number of row i, column j stands. */
  private int at(int i, int j) {
    return i * width + j - i + band;
  }

  @Override
  public void refresh() {
    Arrays.fill(entry, 0);
    System.arraycopy(rows.leaving, 0, leaving, 0, n);
    for (int i = 0; i < n; i++) {
      for (int p = rows.matrix.rowStart[i]; p < rows.matrix.rowStart[i + 1]; p++) {
        entry[at(i, rows.matrix.column[p])] = rows.matrix.value[p];
      }
    }
    for (int k = 0; k < n; k++) {
      eliminate(k, Math.min(n - 1, k + band));
    }
  }

  private void eliminate(int k, int last) {
    double sum = leaving[k];
    for (int j = k + 1; j <= last; j++) {
      sum += entry[at(k, j)];
    }
    pivot[k] = sum;
    for (int i = k + 1; i <= last; i++) {
      double multiplier = entry[at(i, k)] / sum;
      if (multiplier == 0) {
        continue;
      }
      entry[at(i, k)] = multiplier;
      leaving[i] += multiplier * leaving[k];
      int shift = at(i, 0) - at(k, 0);
      for (int q = at(k, k + 1); q <= at(k, last); q++) {
        entry[q + shift] += multiplier * entry[q];
      }
    }
  }

  @Override
  public boolean apply(double[] r, boolean transposed, double reduction) {
    if (transposed) {
      applyTransposed(r);
    } else {
      applyPlain(r);
    }
    return true;
  }

  private void applyPlain(double[] r) {
    for (int i = 0; i < n; i++) {
      for (int k = Math.max(0, i - band); k < i; k++) {
        r[i] += entry[at(i, k)] * r[k];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = Math.min(n - 1, i + band); j > i; j--) {
        r[i] += entry[at(i, j)] * r[j];
      }
      r[i] /= pivot[i];
    }
  }

  private void applyTransposed(double[] r) {
    for (int i = 0; i < n; i++) {
      r[i] /= pivot[i];
      for (int j = Math.min(n - 1, i + band); j > i; j--) {
        r[j] += entry[at(i, j)] * r[i];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = Math.max(0, i - band); k < i; k++) {
        r[k] += entry[at(i, k)] * r[i];
      }
    }
  }
}
