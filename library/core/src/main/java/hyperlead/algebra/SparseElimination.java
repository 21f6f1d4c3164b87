package hyperlead.algebra;

import java.util.Arrays;

/**
 * Elimination without subtraction, state by state: (I − N) = (I − F) U.
 *
 * <p>Eliminating a state hands what enters it on to where it leads and to what leaves; pivots are
 * sums of these, not differences, so every entry of the inverse has a small relative error however
 * near to singular the system is. Cost: the squares of the numbers of neighbours to factor, their
 * sum to apply. Source: Grassmann, Taksar, Heyman (1985); O'Cinneide, "Entrywise perturbation
 * theory and error analysis for Markov chains", Numerische Mathematik 65 (1993).
 */
final class SparseElimination implements ApproximateInverse {
  private final PolicyRows rows;
  private final EliminationPlan plan;
  private final int[] start;
  private final int[] neighbour;

  /** Entries towards later states, then those of their rows back. */
  private final double[] entry;

  private final double[] leaving;
  private final double[] pivot;

  /** A right-hand side in the order of elimination. */
  private final double[] ordered;

  SparseElimination(PolicyRows rows, EliminationPlan plan) {
    this.rows = rows;
    this.plan = plan;
    start = plan.start;
    neighbour = plan.neighbour;
    entry = new double[2 * neighbour.length + 1];
    leaving = new double[rows.states];
    pivot = new double[rows.states];
    ordered = new double[rows.states];
  }

  @Override
  public void refresh() {
    Arrays.fill(entry, 0);
    for (int p = 0; p < plan.place.length; p++) {
      entry[plan.place[p]] = rows.matrix.value[p];
    }
    int[] target = plan.target;
    int t = 0;
    gather(rows.leaving, leaving);
    for (int k = 0; k < pivot.length; k++) {
      int to = start[k + 1];
      double sum = leaving[k];
      for (int p = start[k]; p < to; p++) {
        sum += entry[p];
      }
      pivot[k] = sum;
      for (int q = start[k]; q < to; q++) {
        double multiplier = entry[neighbour.length + q] / sum;
        entry[neighbour.length + q] = multiplier;
        leaving[neighbour[q]] += multiplier * leaving[k];
        for (int p = start[k]; p < to; p++) {
          entry[target[t++]] += multiplier * entry[p];
        }
      }
    }
  }

  @Override
  public boolean apply(double[] r, boolean transposed, double reduction) {
    gather(r, ordered);
    if (transposed) {
      applyTransposed(ordered);
    } else {
      applyPlain(ordered);
    }
    for (int k = 0; k < ordered.length; k++) {
      r[plan.order[k]] = ordered[k];
    }
    return true;
  }

  private void gather(double[] numbers, double[] sorted) {
    for (int k = 0; k < sorted.length; k++) {
      sorted[k] = numbers[plan.order[k]];
    }
  }

  private void applyPlain(double[] r) {
    for (int k = 0; k < r.length; k++) {
      for (int q = start[k]; q < start[k + 1]; q++) {
        r[neighbour[q]] += entry[neighbour.length + q] * r[k];
      }
    }
    for (int k = r.length - 1; k >= 0; k--) {
      for (int p = start[k]; p < start[k + 1]; p++) {
        r[k] += entry[p] * r[neighbour[p]];
      }
      r[k] /= pivot[k];
    }
  }

  private void applyTransposed(double[] r) {
    for (int k = 0; k < r.length; k++) {
      r[k] /= pivot[k];
      for (int p = start[k]; p < start[k + 1]; p++) {
        r[neighbour[p]] += entry[p] * r[k];
      }
    }
    for (int k = r.length - 1; k >= 0; k--) {
      for (int q = start[k]; q < start[k + 1]; q++) {
        r[k] += entry[neighbour.length + q] * r[neighbour[q]];
      }
    }
  }
}
