package hyperlead.data;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A grid world drawn in text: {@code x} is a wall, a space a free cell, a letter a free cell with a
 * mark. Free cells are numbered row by row, from 0; coordinates are (row, column), both from 0.
 */
public final class GridMap {
  /** Number of moves: up, right, down, left, in this order. */
  public static final int MOVES = 4;

  private static final int[] ROW_STEP = {-1, 0, 1, 0};
  private static final int[] COLUMN_STEP = {0, 1, 0, -1};
  private static final char WALL = 'x';

  private final DataFile file;
  private final int columns;
  private final int[][] cellAt;
  private final List<int[]> places = new ArrayList<>();

  private GridMap(DataFile file) {
    this.file = file;
    this.columns = file.lines().get(0).length();
    this.cellAt = new int[file.lines().size()][columns];
  }

  /**
   * {@return a map read from text}
   *
   * @param file one line a row of the map
   * @throws DataFormatException if it is empty, its lines differ in length, a character is unknown,
   *     or a free cell lies on the border
   */
  public static GridMap of(DataFile file) {
    if (file.lines().isEmpty()) {
      throw file.error(0, 0, "expected a map: the file is empty");
    }
    GridMap map = new GridMap(file);
    for (int row = 0; row < map.rows(); row++) {
      map.read(row, file.lines().get(row));
    }
    return map;
  }

  private void read(int row, String line) {
    if (line.length() != columns) {
      throw file.error(
          row,
          Math.min(columns, line.length()),
          "expected " + columns + " characters: " + line.length());
    }
    for (int column = 0; column < columns; column++) {
      char c = line.charAt(column);
      cellAt[row][column] = -1;
      if (c == WALL) {
        continue;
      }
      if (c != ' ' && !(c >= 'A' && c <= 'Z')) {
        throw file.error(row, column, "expected x, space or a capital letter: '" + c + "'");
      }
      if (row == 0 || row == rows() - 1 || column == 0 || column == columns - 1) {
        throw file.error(row, column, "expected a wall on the border: '" + c + "'");
      }
      cellAt[row][column] = places.size();
      places.add(new int[] {row, column});
    }
  }

  /** {@return the number of rows, walls included} */
  public int rows() {
    return cellAt.length;
  }

  /** {@return the number of columns, walls included} */
  public int columns() {
    return columns;
  }

  /** {@return the number of free cells} */
  public int cells() {
    return places.size();
  }

  /** {@return the row of a free cell} */
  public int row(int cell) {
    return places.get(cell)[0];
  }

  /** {@return the column of a free cell} */
  public int column(int cell) {
    return places.get(cell)[1];
  }

  /** {@return whether a place on the map is a wall} */
  public boolean isWall(int row, int column) {
    return cellAt[row][column] < 0;
  }

  /**
   * {@return the free cell at a place}
   *
   * @throws IllegalArgumentException if the place is a wall or outside
   */
  public int cell(int row, int column) {
    Require.index("row", row, rows());
    Require.index("column", column, columns);
    if (isWall(row, column)) {
      throw new IllegalArgumentException("(" + row + ", " + column + ") is a wall");
    }
    return cellAt[row][column];
  }

  /**
   * {@return the one cell with a mark}
   *
   * @throws DataFormatException if no cell, or more than one, has it
   */
  public int marked(char mark) {
    int[] found = cells(mark);
    if (found.length > 1) {
      throw error(found[1], "expected one cell marked " + mark + ": a second");
    }
    if (found.length == 0) {
      throw file.error(rows(), 0, "expected one cell marked " + mark + ": none");
    }
    return found[0];
  }

  /**
   * {@return all cells with a mark, ascending}
   *
   * @throws DataFormatException if no cell has it
   */
  public int[] allMarked(char mark) {
    int[] found = cells(mark);
    if (found.length == 0) {
      throw file.error(rows(), 0, "expected a cell marked " + mark + ": none");
    }
    return found;
  }

  private int[] cells(char mark) {
    return IntStream.range(0, cells()).filter(cell -> mark(cell) == mark).toArray();
  }

  /**
   * {@return for each cell whether it has a mark}
   *
   * @throws DataFormatException if no cell has it
   */
  public boolean[] marks(char mark) {
    boolean[] marks = new boolean[cells()];
    for (int cell : allMarked(mark)) {
      marks[cell] = true;
    }
    return marks;
  }

  /**
   * Checks that no cell has a mark but these.
   *
   * @throws DataFormatException naming the first cell with another
   */
  public void checkMarks(String marks) {
    for (int cell = 0; cell < cells(); cell++) {
      if (mark(cell) != ' ' && marks.indexOf(mark(cell)) < 0) {
        throw error(cell, "expected one of the marks " + marks + ": '" + mark(cell) + "'");
      }
    }
  }

  /** {@return an error at the place of a cell, to be thrown} */
  public DataFormatException error(int cell, String problem) {
    return file.error(row(cell), column(cell), problem);
  }

  private char mark(int cell) {
    return file.lines().get(row(cell)).charAt(column(cell));
  }

  /** {@return where a move leads: the neighbour, or the same cell if that is a wall} */
  public int move(int cell, int move) {
    int next = cellAt[row(cell) + ROW_STEP[move]][column(cell) + COLUMN_STEP[move]];
    return next < 0 ? cell : next;
  }

  /**
   * Checks that every free cell can be reached from one of them.
   *
   * @throws DataFormatException naming the first that cannot
   */
  public void checkConnected(int from) {
    int[][] next = new int[cells() * MOVES][];
    Arrays.setAll(next, pair -> new int[] {move(pair / MOVES, pair % MOVES)});
    int cell = TransitionPattern.of(cells(), MOVES, next).reachable(from).nextClearBit(0);
    if (cell < cells()) {
      throw error(
          cell, "free cell cannot be reached from (%s, %s)".formatted(row(from), column(from)));
    }
  }

  @Override
  public String toString() {
    return rows() + " × " + columns + " map, " + cells() + " free cells";
  }
}
