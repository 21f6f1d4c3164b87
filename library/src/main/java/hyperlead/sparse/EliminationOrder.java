package hyperlead.sparse;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A minimum-degree elimination order in each block and the rows of the factors that elimination
 * fills in.
 *
 * <p>States of one block that exchange probability under some action are neighbours. Eliminating a
 * state joins its remaining neighbours; eliminating the state with fewest neighbours next keeps the
 * factors sparse (on a grid of n cells about n log n entries). What leads to an earlier block is
 * kept beside the factors as it is. Source: Tinney and Walker, "Direct solutions of sparse network
 * equations by optimally ordered triangular factorization", Proc. IEEE 55 (1967).
 */
final class EliminationOrder {
  private static final int ELIMINATED = -1;

  /** position → state. */
  final int[] order;

  /** state → position; the end of the episode has the position {@code states}. */
  final int[] position;

  /** First position of a block; one more for the end of the last block. */
  final int[] blockStart;

  /** First entry of a row, by position; one more for the end of the last row. */
  final int[] rowStart;

  /** First entry of a row of the factors; before it what leads to earlier blocks. */
  final int[] inner;

  /** The entry on the diagonal; before it the row of L, after it the row of U. */
  final int[] diagonal;

  /** The column (a position) of each entry, ascending in each row. */
  final int[] column;

  private EliminationOrder(
      int[] order, int[] position, int[] blockStart, int[][] outside, int[][] later) {
    this.order = order;
    this.position = position;
    this.blockStart = blockStart;
    int n = order.length;
    rowStart = new int[n + 1];
    inner = new int[n];
    diagonal = new int[n];
    int[] earlier = new int[n];
    for (int[] row : later) {
      for (int j : row) {
        earlier[j]++;
      }
    }
    for (int i = 0; i < n; i++) {
      inner[i] = rowStart[i] + outside[i].length;
      diagonal[i] = inner[i] + earlier[i];
      rowStart[i + 1] = Math.addExact(diagonal[i], 1 + later[i].length);
    }
    column = columns(outside, later);
  }

  /** The filled pattern is symmetric: row i of L lists the earlier rows that have i in U. */
  private int[] columns(int[][] outside, int[][] later) {
    int n = order.length;
    int[] columns = new int[rowStart[n]];
    int[] next = inner.clone();
    for (int i = 0; i < n; i++) {
      System.arraycopy(outside[i], 0, columns, rowStart[i], outside[i].length);
      columns[diagonal[i]] = i;
      System.arraycopy(later[i], 0, columns, diagonal[i] + 1, later[i].length);
      for (int j : later[i]) {
        columns[next[j]++] = i;
      }
    }
    return columns;
  }

  /**
   * {@return the order for a pattern}
   *
   * @param least states of a block, as {@link Blocks} gathers them
   */
  static EliminationOrder of(TransitionPattern pattern, int least) {
    int n = pattern.states();
    Blocks blocks = Blocks.of(pattern, least);
    int[][] neighbours = neighbours(pattern, blocks.block);
    int[] order = new int[n];
    int[] position = new int[n + 1];
    position[n] = n;
    int[][] later = eliminated(neighbours, blocks.block, order);
    int[] blockStart = new int[blocks.count() + 1];
    for (int i = 0; i < n; i++) {
      position[order[i]] = i;
      blockStart[blocks.block[order[i]] + 1] = i + 1;
    }
    for (int[] row : later) {
      for (int k = 0; k < row.length; k++) {
        row[k] = position[row[k]];
      }
      Arrays.sort(row);
    }
    int[][] outside = new int[n][];
    Arrays.setAll(outside, i -> outside(pattern, blocks.block, order[i], position));
    return new EliminationOrder(order, position, blockStart, outside, later);
  }

  /** Fills the order, block by block, and returns each state's neighbours when it is its turn. */
  private static int[][] eliminated(int[][] neighbours, int[] block, int[] order) {
    int n = order.length;
    int[][] later = new int[n][];
    int[] union = new int[n];
    // Entries are (block · n + degree) · n + state. The one that counts tells the degree that is in
    // told: never more than the true one, so that a state whose degree grew is put back only when
    // it is met.
    int[] told = new int[n];
    PriorityQueue<Long> byDegree = new PriorityQueue<>();
    for (int state = 0; state < n; state++) {
      told[state] = neighbours[state].length;
      byDegree.add(((long) block[state] * n + told[state]) * n + state);
    }
    for (int i = 0; i < n; ) {
      long top = byDegree.remove();
      int state = (int) (top % n);
      int degree = neighbours[state].length;
      if (told[state] != top / n % n) {
        continue;
      }
      if (told[state] < degree) {
        told[state] = degree;
        byDegree.add(((long) block[state] * n + degree) * n + state);
        continue;
      }
      told[state] = ELIMINATED;
      order[i] = state;
      later[i++] = neighbours[state];
      for (int other : neighbours[state]) {
        neighbours[other] = joined(neighbours[other], neighbours[state], other, state, union);
        if (neighbours[other].length < told[other]) {
          told[other] = neighbours[other].length;
          byDegree.add(((long) block[other] * n + told[other]) * n + other);
        }
      }
    }
    return later;
  }

  /** The positions in earlier blocks that a state leads to, ascending. */
  private static int[] outside(TransitionPattern pattern, int[] block, int state, int[] position) {
    int pair = state * pattern.actions();
    return IntStream.range(pattern.rowStart(pair), pattern.rowStart(pair + pattern.actions()))
        .map(pattern::successor)
        .filter(next -> next != pattern.end() && block[next] != block[state])
        .map(next -> position[next])
        .sorted()
        .distinct()
        .toArray();
  }

  /** The symmetric graph inside the blocks, without loops and without the end, rows ascending. */
  private static int[][] neighbours(TransitionPattern pattern, int[] block) {
    int n = pattern.states();
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

  /** The union of two ascending rows, without the two states themselves; gathered in union. */
  private static int[] joined(int[] a, int[] b, int self, int gone, int[] union) {
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
}
