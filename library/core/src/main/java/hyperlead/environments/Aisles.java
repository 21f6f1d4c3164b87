package hyperlead.environments;

import hyperlead.data.GridMap;
import java.util.Arrays;

/**
 * The aisles of a map: maximal straight runs of free cells with walls on both sides.
 *
 * <p>A cell with walls to its left and right lies in a vertical aisle, one with walls above and
 * below it in a horizontal one (in a vertical one if both hold); any other cell is open floor.
 * Aisles are numbered by their first cells. Cost O(cells). Immutable.
 */
public final class Aisles {
  /** The number of an open floor's aisle: none. */
  public static final int NONE = -1;

  private final GridMap map;
  private final int[] aisle;
  private int count;

  private Aisles(GridMap map) {
    this.map = map;
    this.aisle = new int[map.cells()];
    Arrays.fill(aisle, NONE);
  }

  /** {@return the aisles of a map} */
  public static Aisles of(GridMap map) {
    Aisles aisles = new Aisles(map);
    for (int cell = 0; cell < map.cells(); cell++) {
      int ahead = aisles.ahead(cell);
      if (ahead != NONE && aisles.aisle[cell] == NONE) {
        aisles.number(cell, ahead);
      }
    }
    return aisles;
  }

  /** Numbers the aisle that begins in a cell. */
  private void number(int first, int ahead) {
    int before = NONE;
    for (int cell = first; cell != before && ahead(cell) == ahead; cell = map.move(cell, ahead)) {
      aisle[cell] = count;
      before = cell;
    }
    count++;
  }

  /** The move along the aisle of a cell: down if it has walls to its right and left. */
  private int ahead(int cell) {
    if (map.move(cell, 1) == cell && map.move(cell, 3) == cell) {
      return 2;
    }
    return map.move(cell, 0) == cell && map.move(cell, 2) == cell ? 1 : NONE;
  }

  /** {@return the number of aisles} */
  public int count() {
    return count;
  }

  /** {@return the aisle of a cell, in [0, count), or {@link #NONE} on open floor} */
  public int at(int cell) {
    return aisle[cell];
  }

  @Override
  public String toString() {
    return count + " aisles, " + map;
  }
}
