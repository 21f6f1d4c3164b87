package hyperlead.algebra;

import java.util.Arrays;

/**
 * Where a state leads to under any of its actions: the rows that every P_π has, compressed, without
 * the state itself and without the end of the episode.
 */
final class MergedRows {
  /** First entry of a state's row; one more for the end of the last row. */
  final int[] rowStart;

  /** First entry of a row that leads to a later state. */
  final int[] upper;

  /** The state that each entry leads to, ascending in each row. */
  final int[] column;

  /**
   * Entry of the pattern → entry of these rows; their number stands for the end of the episode, and
   * one more for the state itself.
   */
  final int[] slot;

  MergedRows(TransitionPattern pattern) {
    int n = pattern.states();
    rowStart = new int[n + 1];
    upper = new int[n];
    slot = new int[pattern.entries()];
    int[] columns = new int[pattern.entries()];
    for (int x = 0; x < n; x++) {
      int to = merge(pattern, x, columns);
      rowStart[x + 1] = to;
      upper[x] = -1 - Arrays.binarySearch(columns, rowStart[x], to, x);
    }
    column = Arrays.copyOf(columns, rowStart[n]);
    for (int x = 0; x < n; x++) {
      findSlots(pattern, x);
    }
  }

  /** Writes the row of a state behind those before it, and returns where it ends. */
  private int merge(TransitionPattern pattern, int x, int[] columns) {
    int from = rowStart[x];
    int to = from;
    int last = pattern.rowStart((x + 1) * pattern.actions());
    for (int e = pattern.rowStart(x * pattern.actions()); e < last; e++) {
      int next = pattern.successor(e);
      if (next != x && next != pattern.end()) {
        columns[to++] = next;
      }
    }
    Arrays.sort(columns, from, to);
    int size = from;
    for (int p = from; p < to; p++) {
      if (size == from || columns[size - 1] != columns[p]) {
        columns[size++] = columns[p];
      }
    }
    return size;
  }

  private void findSlots(TransitionPattern pattern, int x) {
    int last = pattern.rowStart((x + 1) * pattern.actions());
    for (int e = pattern.rowStart(x * pattern.actions()); e < last; e++) {
      int next = pattern.successor(e);
      if (next == pattern.end()) {
        slot[e] = column.length;
      } else if (next == x) {
        slot[e] = column.length + 1;
      } else {
        slot[e] = Arrays.binarySearch(column, rowStart[x], rowStart[x + 1], next);
      }
    }
  }
}
