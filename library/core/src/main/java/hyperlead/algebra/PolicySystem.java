package hyperlead.algebra;

/**
 * The linear systems {@code (I − γ P_π) v = b} and {@code (I − γ P_π)ᵀ m = b} of one policy.
 *
 * <p>Row-wise LU factors. The matrix is a strictly row-diagonally dominant M-matrix for γ &lt; 1,
 * so elimination needs no pivoting and is backward stable: the order is chosen once for the
 * pattern, to keep the factors sparse, and every {@link #factor} reuses it. Where the pattern falls
 * into blocks with no way back (robots that are loaded never become empty again), only the blocks
 * on the diagonal are factored, and systems are solved block by block. No allocation after
 * construction. Cost for a grid of n states: about n<sup>1.5</sup> operations a factorisation and n
 * log n a solve; a direct solve is preferred to sweeps because the error is then at rounding level
 * whatever γ is.
 *
 * <p>Source: Golub and Van Loan, Matrix Computations, 4th ed., §4.1.1 (diagonal dominance) and
 * §11.1 (sparse factors). Not thread-safe: one object for one thread.
 */
public final class PolicySystem {
  private final TransitionPattern pattern;
  private final int[] order;
  private final int[] position;
  private final int[] blockStart;
  private final int[] rowStart;
  private final int[] inner;
  private final int[] diagonal;
  private final int[] column;
  private final double[] factor;
  private final double[] row;
  private final double[] work;

  /**
   * Reserves the factors for a pattern.
   *
   * @param pattern where the transitions of P can lead
   */
  public PolicySystem(TransitionPattern pattern) {
    this(pattern, pattern.elimination());
  }

  PolicySystem(TransitionPattern pattern, EliminationOrder elimination) {
    this.pattern = pattern;
    order = elimination.order;
    position = elimination.position;
    blockStart = elimination.blockStart;
    rowStart = elimination.rowStart;
    inner = elimination.inner;
    diagonal = elimination.diagonal;
    column = elimination.column;
    factor = new double[column.length];
    row = new double[pattern.states() + 1];
    work = new double[pattern.states()];
  }

  /**
   * Factors {@code I − γ P_π}.
   *
   * @param probability P(x'|x,a), one number an entry of the pattern
   * @param policy π(a|x), one number a pair, at index {@code x · actions + a}
   * @param discount γ in [0, 1)
   * @return this system, ready to solve
   */
  public PolicySystem factor(double[] probability, double[] policy, double discount) {
    for (int i = 0; i < order.length; i++) {
      scatter(i, probability, policy, discount);
      for (int p = rowStart[i]; p < inner[i]; p++) {
        factor[p] = row[column[p]];
        row[column[p]] = 0;
      }
      for (int p = inner[i]; p < diagonal[i]; p++) {
        int k = column[p];
        if (row[k] == 0) {
          // Filled in by the symmetric pattern only, such as a state that is never returned to.
          factor[p] = 0;
          continue;
        }
        double multiplier = row[k] / factor[diagonal[k]];
        factor[p] = multiplier;
        row[k] = 0;
        for (int q = diagonal[k] + 1; q < rowStart[k + 1]; q++) {
          row[column[q]] -= multiplier * factor[q];
        }
      }
      for (int p = diagonal[i]; p < rowStart[i + 1]; p++) {
        factor[p] = row[column[p]];
        row[column[p]] = 0;
      }
    }
    return this;
  }

  /** Row i of the matrix; what falls on the end of the episode is dropped with {@code row[n]}. */
  private void scatter(int i, double[] probability, double[] policy, double discount) {
    int pair = order[i] * pattern.actions();
    row[i] = 1;
    for (int a = 0; a < pattern.actions(); a++, pair++) {
      double weight = discount * policy[pair];
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        row[position[pattern.successor(e)]] -= weight * probability[e];
      }
    }
  }

  /**
   * Solves {@code (I − γ P_π) v = b} in place.
   *
   * @param b right-hand side on entry, v on return, length at least {@code states}; entries beyond
   *     are left as they are
   */
  public void solve(double[] b) {
    for (int block = 0; block + 1 < blockStart.length; block++) {
      // Rows hold what leads to earlier blocks, whose part of v is in work by now, and L.
      for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
        double sum = b[order[i]];
        for (int p = rowStart[i]; p < diagonal[i]; p++) {
          sum -= factor[p] * work[column[p]];
        }
        work[i] = sum;
      }
      for (int i = blockStart[block + 1] - 1; i >= blockStart[block]; i--) {
        double sum = work[i];
        for (int p = diagonal[i] + 1; p < rowStart[i + 1]; p++) {
          sum -= factor[p] * work[column[p]];
        }
        work[i] = sum / factor[diagonal[i]];
        b[order[i]] = work[i];
      }
    }
  }

  /**
   * Solves {@code (I − γ P_π)ᵀ m = b} in place: discounted visits m from a starting measure b.
   *
   * @param b right-hand side on entry, m on return, length at least {@code states}; entries beyond
   *     are left as they are
   */
  public void solveTransposed(double[] b) {
    for (int i = 0; i < order.length; i++) {
      work[i] = b[order[i]];
    }
    for (int block = blockStart.length - 2; block >= 0; block--) {
      for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
        work[i] /= factor[diagonal[i]];
        for (int p = diagonal[i] + 1; p < rowStart[i + 1]; p++) {
          work[column[p]] -= factor[p] * work[i];
        }
      }
      for (int i = blockStart[block + 1] - 1; i >= blockStart[block]; i--) {
        for (int p = rowStart[i]; p < diagonal[i]; p++) {
          work[column[p]] -= factor[p] * work[i];
        }
        b[order[i]] = work[i];
      }
    }
  }
}
