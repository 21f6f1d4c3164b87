package hyperlead.accuracy;

/** Solves dense systems by Gaussian elimination with partial pivots. */
final class Elimination {
  private final Twofold[][] rows;
  private final int[] order;

  /** Takes the matrix over. */
  Elimination(Twofold[][] matrix) {
    rows = matrix;
    order = new int[matrix.length];
    for (int k = 0; k < rows.length; k++) {
      pivot(k);
      for (int i = k + 1; i < rows.length; i++) {
        if (rows[i][k].high() != 0) {
          eliminate(i, k);
        }
      }
    }
  }

  private void pivot(int k) {
    int best = k;
    for (int i = k; i < rows.length; i++) {
      best = Math.abs(rows[i][k].high()) > Math.abs(rows[best][k].high()) ? i : best;
    }
    order[k] = best;
    Twofold[] row = rows[k];
    rows[k] = rows[best];
    rows[best] = row;
  }

  private void eliminate(int i, int k) {
    Twofold factor = rows[i][k].over(rows[k][k]);
    rows[i][k] = factor;
    Twofold minus = factor.negated();
    for (int j = k + 1; j < rows.length; j++) {
      if (rows[k][j].high() != 0) {
        rows[i][j] = rows[i][j].plus(rows[k][j].times(minus));
      }
    }
  }

  Twofold[] solve(Twofold[] right) {
    Twofold[] x = right.clone();
    for (int k = 0; k < x.length; k++) {
      Twofold swapped = x[k];
      x[k] = x[order[k]];
      x[order[k]] = swapped;
    }
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        x[i] = x[i].minus(rows[i][j].times(x[j]));
      }
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < x.length; j++) {
        x[i] = x[i].minus(rows[i][j].times(x[j]));
      }
      x[i] = x[i].over(rows[i][i]);
    }
    return x;
  }
}
