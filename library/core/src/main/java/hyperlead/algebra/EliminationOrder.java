package hyperlead.algebra;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The order in which states are eliminated, and the rows of the factors that elimination fills in.
 *
 * <p>Blocks one after the other, in each the order of {@link MinimumDegree}. What leads to an
 * earlier block is kept beside the factors as it is.
 */
final class EliminationOrder {
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
    MinimumDegree elimination = new MinimumDegree(pattern, blocks.block);
    int[] order = elimination.order;
    int[] position = new int[n + 1];
    position[n] = n;
    int[] blockStart = new int[blocks.count() + 1];
    for (int i = 0; i < n; i++) {
      position[order[i]] = i;
      blockStart[blocks.block[order[i]] + 1] = i + 1;
    }
    int[][] outside = new int[n][];
    int[][] later = new int[n][];
    for (int i = 0; i < n; i++) {
      outside[i] = outside(pattern, blocks.block, order[i], position);
      later[i] = Arrays.stream(elimination.later[i]).map(j -> position[j]).sorted().toArray();
    }
    return new EliminationOrder(order, position, blockStart, outside, later);
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
}
