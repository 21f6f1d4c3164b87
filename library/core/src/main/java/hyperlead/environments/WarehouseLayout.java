package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.data.DataFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plans of warehouses of any size: blocks of shelves two deep with aisles of eight cells between
 * them, and two-lane cross-aisles between the blocks.
 *
 * <p>A plan has {@code aisles · (14 blocks + 6)} free cells. In every second aisle people pick (P
 * in every cell), in every second, drawn anew, there are goods (G in one cell); every second
 * cross-aisle has a packing station (D) in every sixth aisle's place. People and goods are drawn;
 * the same seed gives the same plan.
 *
 * @param blocks rows of shelves, &gt; 0
 * @param aisles aisles in each, &gt; 2
 * @param seed of what is drawn; any number
 */
public record WarehouseLayout(int blocks, int aisles, long seed) {
  private static final int DEPTH = 8;
  private static final int PITCH = 3;
  private static final double PEOPLE = 0.5;
  private static final double GOODS = 0.5;

  /** Throws an {@link IllegalArgumentException} if there are too few blocks or aisles. */
  public WarehouseLayout {
    Require.positive("blocks", blocks);
    Require.that(aisles >= 3, "aisles must be at least 3: %s", aisles);
  }

  /** {@return the plan as text, one line a row, as {@link hyperlead.data.GridMap} reads it} */
  public DataFile file() {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    lines.add("x".repeat(PITCH * aisles + 2));
    addCrossAisle(lines, true);
    for (int block = 0; block < blocks; block++) {
      addShelves(lines, random);
      addCrossAisle(lines, block % 2 == 1);
    }
    lines.add(lines.get(0));
    return new DataFile(toString(), lines);
  }

  private void addCrossAisle(List<String> lines, boolean stations) {
    char[] lane = new char[PITCH * aisles];
    Arrays.fill(lane, ' ');
    lines.add("x" + new String(lane) + "x");
    for (int aisle = 2; stations && aisle < aisles; aisle += 6) {
      lane[PITCH * aisle + 1] = 'D';
    }
    lines.add("x" + new String(lane) + "x");
  }

  private void addShelves(List<String> lines, SplittableRandom random) {
    char[][] rows = new char[DEPTH][PITCH * aisles];
    for (char[] row : rows) {
      Arrays.fill(row, 'x');
    }
    for (int aisle = 0; aisle < aisles; aisle++) {
      // The first aisle always has goods and the second people, so that the smallest plan has both.
      char floor = random.nextDouble() < PEOPLE || aisle == 1 ? 'P' : ' ';
      for (char[] row : rows) {
        row[PITCH * aisle] = floor;
      }
      int goods = random.nextInt(DEPTH);
      if (random.nextDouble() < GOODS || aisle == 0) {
        rows[goods][PITCH * aisle] = 'G';
      }
    }
    for (char[] row : rows) {
      lines.add("x" + new String(row) + "x");
    }
  }
}
