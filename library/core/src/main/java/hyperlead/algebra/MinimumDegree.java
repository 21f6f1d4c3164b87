package hyperlead.algebra;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Elimination of the state with fewest neighbours next, block by block.
 *
 * <p>States of one block that exchange probability under some action are neighbours. Eliminating a
 * state joins its remaining neighbours; those with fewest first, and of these the lowest number,
 * keep the factors sparse (on a grid of n cells about n log n entries). Source: Tinney and Walker,
 * "Direct solutions of sparse network equations by optimally ordered triangular factorization",
 * Proc. IEEE 55 (1967).
 */
final class MinimumDegree {
  private static final int ELIMINATED = -1;

  /** position → state. */
  final int[] order;

  /** The neighbours that a state has when it is its turn, by position. */
  final int[][] later;

  private final int n;
  private final int[] block;
  private final int[][] neighbours;
  private final int[] union;

  /**
   * The degree by which a state stands in the queue: never more than the true one, so that a state
   * whose degree grew is put back only when it is met.
   */
  private final int[] told;

  /** Entries are (block · n + degree) · n + state; the one with the degree told counts. */
  private final PriorityQueue<Long> byDegree = new PriorityQueue<>();

  MinimumDegree(TransitionPattern pattern, int[] block) {
    this.block = block;
    n = block.length;
    neighbours = neighbours(pattern, block);
    order = new int[n];
    later = new int[n][];
    union = new int[n];
    told = new int[n];
    for (int state = 0; state < n; state++) {
      tell(state);
    }
    for (int i = 0; i < n; i++) {
      order[i] = next();
      later[i] = neighbours[order[i]];
      eliminate(order[i]);
    }
  }

  private void tell(int state) {
    told[state] = neighbours[state].length;
    byDegree.add(((long) block[state] * n + told[state]) * n + state);
  }

  private int next() {
    while (true) {
      long top = byDegree.remove();
      int state = (int) (top % n);
      if (told[state] != top / n % n) {
        continue;
      }
      if (told[state] == neighbours[state].length) {
        return state;
      }
      tell(state);
    }
  }

  private void eliminate(int state) {
    told[state] = ELIMINATED;
    for (int other : neighbours[state]) {
      neighbours[other] = joined(neighbours[other], neighbours[state], other, state);
      if (neighbours[other].length < told[other]) {
        tell(other);
      }
    }
  }

  /** The union of two ascending rows, without the two states themselves. */
  private int[] joined(int[] a, int[] b, int self, int gone) {
    int size = 0;
    for (int i = 0, j = 0; i < a.length || j < b.length; ) {
      int next;
      if (j == b.length || (i < a.length && a[i] < b[j])) {
        next = a[i++];
      } else {
        next = b[j++];
        if (i < a.length && a[i] == next) {
          i++;
        }
      }
      if (next != self && next != gone) {
        union[size++] = next;
      }
    }
    return Arrays.copyOf(union, size);
  }

  /** The symmetric graph inside the blocks, without loops and without the end, rows ascending. */
  private static int[][] neighbours(TransitionPattern pattern, int[] block) {
    int n = block.length;
    int[][] rows = new int[n][4];
    int[] length = new int[n];
    for (int state = 0; state < n; state++) {
      int pair = state * pattern.actions();
      int stop = pattern.rowStart(pair + pattern.actions());
      for (int e = pattern.rowStart(pair); e < stop; e++) {
        int next = pattern.successor(e);
        if (next != state && next != n && block[next] == block[state]) {
          append(rows, length, state, next);
          append(rows, length, next, state);
        }
      }
    }
    for (int state = 0; state < n; state++) {
      rows[state] = Arrays.stream(rows[state], 0, length[state]).sorted().distinct().toArray();
    }
    return rows;
  }

  private static void append(int[][] rows, int[] length, int row, int value) {
    if (length[row] == rows[row].length) {
      rows[row] = Arrays.copyOf(rows[row], 2 * length[row]);
    }
    rows[row][length[row]++] = value;
  }
}
