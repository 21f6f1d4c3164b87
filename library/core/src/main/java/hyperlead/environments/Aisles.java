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

  private static final int[] UP_AND_DOWN = {0, 2};
  private static final int[] RIGHT_AND_LEFT = {1, 3};

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
      if (aisles.aisle[cell] == NONE) {
        aisles.number(cell, RIGHT_AND_LEFT, 2);
      }
      if (aisles.aisle[cell] == NONE) {
        aisles.number(cell, UP_AND_DOWN, 1);
      }
    }
    return aisles;
  }

  /** Numbers the aisle that begins in a cell, if that has walls on both of the given sides. */
  private void number(int first, int[] sides, int ahead) {
    boolean vertical = ahead == 2;
    int cell = first;
    int before = NONE;
    while (cell != before && walled(cell, sides) && (vertical || !walled(cell, RIGHT_AND_LEFT))) {
      aisle[cell] = count;
      before = cell;
      cell = map.move(cell, ahead);
    }
    count += before == NONE ? 0 : 1;
  }

  /** Whether the moves to both sides stay where they are. */
  private boolean walled(int cell, int[] sides) {
    return map.move(cell, sides[0]) == cell && map.move(cell, sides[1]) == cell;
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
