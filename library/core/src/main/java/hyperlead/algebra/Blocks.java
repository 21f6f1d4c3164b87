package hyperlead.algebra;

/**
 * States in blocks: no transition leads from a block to a later one, so that systems are solved
 * block by block and elimination fills in nothing between them.
 *
 * <p>Strongly connected components, each found after those that it leads to, and as many together
 * as make a block of the least size. Cost O(entries). Source: Tarjan, "Depth-first search and
 * linear graph algorithms", SIAM J. Comput. 1 (1972); blocks before elimination as in Duff,
 * Erisman, Reid, Direct Methods for Sparse Matrices, 2nd ed., §6.
 */
final class Blocks {
  private static final int NONE = -1;

  /** state → block, in [0, count). */
  final int[] block;

  private final TransitionPattern pattern;
  private final int least;

  /** When a state was found, from 1; 0 for one that was not. */
  private final int[] found;

  /** The earliest found of the open states that a state is known to lead to. */
  private final int[] low;

  /** The next entry to follow from a state. */
  private final int[] next;

  /** From the state that the search began with to the one where it is. */
  private final int[] path;

  /** States found whose component is not complete. */
  private final int[] open;

  private int depth;
  private int waiting;
  private int clock;
  private int last;
  private int size;

  private Blocks(TransitionPattern pattern, int least) {
    int n = pattern.states();
    this.pattern = pattern;
    this.least = least;
    block = new int[n];
    found = new int[n];
    low = new int[n];
    next = new int[n];
    path = new int[n];
    open = new int[n];
  }

  /**
   * {@return the blocks of a pattern}
   *
   * @param least states in every block but the last, &gt; 0
   */
  static Blocks of(TransitionPattern pattern, int least) {
    Blocks blocks = new Blocks(pattern, least);
    for (int state = 0; state < pattern.states(); state++) {
      if (blocks.found[state] == 0) {
        blocks.search(state);
      }
    }
    return blocks;
  }

  /** {@return the number of blocks} */
  int count() {
    return last + 1;
  }

  private void search(int root) {
    enter(root);
    while (depth > 0) {
      int state = path[depth - 1];
      if (next[state] == pattern.rowStart((state + 1) * pattern.actions())) {
        leave(state);
        continue;
      }
      int other = pattern.successor(next[state]++);
      if (other == pattern.end()) {
        continue;
      }
      if (found[other] == 0) {
        enter(other);
      } else if (block[other] == NONE) {
        low[state] = Math.min(low[state], found[other]);
      }
    }
  }

  private void enter(int state) {
    found[state] = ++clock;
    low[state] = clock;
    next[state] = pattern.rowStart(state * pattern.actions());
    block[state] = NONE;
    path[depth++] = state;
    open[waiting++] = state;
  }

  /** A state that leads to none found before it is the first of its component. */
  private void leave(int state) {
    depth--;
    if (depth > 0) {
      low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[state]);
    }
    if (low[state] < found[state]) {
      return;
    }
    if (size >= least) {
      last++;
      size = 0;
    }
    int member;
    do {
      member = open[--waiting];
      block[member] = last;
      size++;
    } while (member != state);
  }
}
