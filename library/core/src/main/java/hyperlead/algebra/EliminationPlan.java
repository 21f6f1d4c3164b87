package hyperlead.algebra;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which order states are eliminated and where the numbers stand: made once for a pattern.
 *
 * <p>The next state is one with the fewest neighbours, which become each other's: the minimum
 * degree. Positions in this order take the place of states' numbers. Source: Tinney, Walker,
 * "Direct solutions of sparse network equations by optimally ordered triangular factorization",
 * Proceedings of the IEEE 55 (1967).
 */
final class EliminationPlan {
  /** Position → state. */
  final int[] order;

  /** First entry of a position; one more for the end of the last one's. */
  final int[] start;

  /**
   * Where the neighbours stand that are eliminated later, ascending for each position. An entry is
   * that of the row towards the neighbour, and {@code neighbour.length} further on that of the
   * neighbour's row back.
   */
  final int[] neighbour;

  /** For each position, its neighbours i and j in turn: the entry of i towards j. */
  final int[] target;

  /** Entry of the merged rows → entry. */
  final int[] place;

  private EliminationPlan(MergedRows rows, int[] order, int[][] later, int cost) {
    int n = order.length;
    int[] position = new int[n];
    for (int k = 0; k < n; k++) {
      position[order[k]] = k;
    }
    this.order = order;
    start = new int[n + 1];
    for (int k = 0; k < n; k++) {
      later[k] = Arrays.stream(later[k]).map(x -> position[x]).sorted().toArray();
      start[k + 1] = start[k] + later[k].length;
    }
    neighbour = Stream.of(later).flatMapToInt(Arrays::stream).toArray();
    target = new int[cost];
    int t = 0;
    for (int[] near : later) {
      for (int i : near) {
        for (int j : near) {
          target[t++] = entry(i, j);
        }
      }
    }
    place = new int[rows.column.length];
    for (int x = 0; x < n; x++) {
      for (int p = rows.rowStart[x]; p < rows.rowStart[x + 1]; p++) {
        place[p] = entry(position[x], position[rows.column[p]]);
      }
    }
  }

  /** The entry of row i towards j; that of a row towards itself stands after all others. */
  private int entry(int i, int j) {
    if (i == j) {
      return 2 * neighbour.length;
    }
    int first = Math.min(i, j);
    int p = Arrays.binarySearch(neighbour, start[first], start[first + 1], Math.max(i, j));
    return i < j ? p : neighbour.length + p;
  }

  /** {@return the plan, if it costs at most so many products; nothing if more} */
  static Optional<EliminationPlan> of(MergedRows rows, int most) {
    BitSet[] near = neighbours(rows);
    int[] order = new int[near.length];
    int[][] later = new int[near.length][];
    long cost = 0;
    for (int k = 0; k < order.length && cost <= most; k++) {
      int next = fewest(near);
      order[k] = next;
      later[k] = near[next].stream().toArray();
      cost += (long) later[k].length * later[k].length;
      for (int x : later[k]) {
        near[x].or(near[next]);
        near[x].clear(x);
        near[x].clear(next);
      }
      near[next] = null;
    }
    return cost > most
        ? Optional.empty()
        : Optional.of(new EliminationPlan(rows, order, later, (int) cost));
  }

  /** The first of the states that are left with the fewest neighbours. */
  private static int fewest(BitSet[] near) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int x = 0; x < near.length; x++) {
      if (near[x] != null && near[x].cardinality() < least) {
        best = x;
        least = near[x].cardinality();
      }
    }
    return best;
  }

  /** The states that each leads to or is led to from. */
  private static BitSet[] neighbours(MergedRows rows) {
    BitSet[] near = new BitSet[rows.upper.length];
    Arrays.setAll(near, x -> new BitSet());
    for (int x = 0; x < near.length; x++) {
      for (int p = rows.rowStart[x]; p < rows.rowStart[x + 1]; p++) {
        near[x].set(rows.column[p]);
        near[rows.column[p]].set(x);
      }
    }
    return near;
  }
}
