package hyperlead.algebra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final int STATES = 30;

  @Test
  void aBlockOfLeastSizeOneIsAStronglyConnectedComponent() {
    int several = 0;
    for (long seed = 0; seed < 100; seed++) {
      TransitionPattern pattern = randomPattern(seed);
      boolean[][] leads = leads(pattern);
      Blocks blocks = Blocks.of(pattern, 1);
      for (int x = 0; x < STATES; x++) {
        for (int y = 0; y < STATES; y++) {
          boolean together = blocks.block[x] == blocks.block[y];
          assertEquals(leads[x][y] && leads[y][x], together, x + ", " + y + ", seed " + seed);
        }
      }
      int[] sizes = sizes(blocks);
      several += sizes.length > 1 && sizes.length < STATES ? 1 : 0;
    }
    assertTrue(several > 50, "patterns with several components, some of several states " + several);
  }

  @Test
  void nothingLeadsToALaterBlockAndEveryBlockButTheLastIsLargeEnough() {
    for (long seed = 0; seed < 100; seed++) {
      TransitionPattern pattern = randomPattern(seed);
      Blocks blocks = Blocks.of(pattern, 6);
      for (int e = 0; e < pattern.entries(); e++) {
        int from = pattern.pair(e) / pattern.actions();
        int to = pattern.successor(e);
        assertTrue(to == STATES || blocks.block[to] <= blocks.block[from], "seed " + seed);
      }
      int[] sizes = sizes(blocks);
      assertEquals(STATES, Arrays.stream(sizes).sum());
      assertTrue(
          Arrays.stream(sizes, 0, sizes.length - 1).allMatch(size -> size >= 6),
          Arrays.toString(sizes));
    }
  }

  @Test
  void aLongChainNeedsNoDeepStack() {
    int n = 100_000;
    int[][] rows = new int[n][];
    Arrays.setAll(rows, i -> new int[] {i + 1});
    assertEquals(n / 1000, Blocks.of(TransitionPattern.of(n, 1, rows), 1000).count());
  }

  private static int[] sizes(Blocks blocks) {
    int[] sizes = new int[blocks.count()];
    for (int block : blocks.block) {
      sizes[block]++;
    }
    return sizes;
  }

  /** Two actions of one successor each: loops, chains and ways into them. */
  private static TransitionPattern randomPattern(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] rows = new int[2 * STATES][];
    Arrays.setAll(rows, i -> new int[] {random.nextInt(STATES + 1)});
    return TransitionPattern.of(STATES, 2, rows);
  }

  /** By brute force: whether one state leads to another, in no step or more. */
  private static boolean[][] leads(TransitionPattern pattern) {
    boolean[][] leads = new boolean[STATES + 1][STATES + 1];
    for (int x = 0; x < STATES; x++) {
      leads[x][x] = true;
    }
    for (int e = 0; e < pattern.entries(); e++) {
      leads[pattern.pair(e) / pattern.actions()][pattern.successor(e)] = true;
    }
    for (int k = 0; k < STATES; k++) {
      for (int x = 0; x < STATES; x++) {
        for (int y = 0; y < STATES; y++) {
          leads[x][y] |= leads[x][k] && leads[k][y];
        }
      }
    }
    return leads;
  }
}
