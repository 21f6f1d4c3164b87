package hyperlead.notebook.pictures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * A picture of a grid world: walls, a heat map over the free cells, policy arrows, marked cells.
 * Immutable: every {@code with…} method returns a new picture. Rows count downwards and columns to
 * the right, both from 0, as the numbers at the edges show. Data given per free cell runs through
 * the cells that are not walls, row by row, as {@link hyperlead.data.GridMap} numbers them.
 *
 * <p>Size: unless {@link #withCellSize} says otherwise, a cell's side is the largest whole number
 * of pixels, from 1 to 36, with which the longer side of the grid stays within 360 pixels (640
 * where that is more than 30 cells). Arrows follow the cell's side: from 18 pixels one per action,
 * from 8 pixels one for the most probable action, below that none; there a mark is a dot.
 *
 * <pre>{@code
 * GridPicture.of(map.rows(), map.columns(), map::isWall)
 *     .withHeat(incentives, "incentive") // one value per free cell
 *     .withArrows(policy) // up, right, down, left of each free cell
 *     .withMark(4, 1, "S", Palette.BLUE)
 *     .image();
 * }</pre>
 */
public final class GridPicture {
  private static final int WALL = -1;

  /** A cell with a letter on a disc. */
  record Mark(int row, int column, String label, Color colour) {}

  /** The number of each free cell, or WALL. */
  private final int[][] cells;

  private String title = "";
  private Heat heat = Heat.NONE;
  private double[][] arrows = {};
  private List<Mark> marks = List.of();
  private int cellSize;

  private GridPicture(int[][] cells) {
    this.cells = cells;
    int longer = Math.max(cells.length, cells[0].length);
    this.cellSize = Math.max(1, Math.min(36, (longer > 30 ? 640 : 360) / longer));
  }

  /** A copy for a {@code with…} method to change before it hands it out. */
  private GridPicture(GridPicture other) {
    this.cells = other.cells;
    this.title = other.title;
    this.heat = other.heat;
    this.arrows = other.arrows;
    this.marks = other.marks;
    this.cellSize = other.cellSize;
  }

  /**
   * A map with nothing on it but walls.
   *
   * @param rows number of rows, positive
   * @param columns number of columns, positive
   * @param wall tells of (row, column) whether it is a wall
   * @return the picture
   */
  public static GridPicture of(int rows, int columns, BiPredicate<Integer, Integer> wall) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "grid must have at least one row and column: " + rows + " x " + columns);
    }
    int[][] cells = new int[rows][columns];
    int free = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        cells[row][column] = wall.test(row, column) ? WALL : free++;
      }
    }
    return new GridPicture(cells);
  }

  /**
   * Sets the title.
   *
   * @param newTitle shown above the grid
   * @return a new picture
   */
  public GridPicture withTitle(String newTitle) {
    GridPicture picture = new GridPicture(this);
    picture.title = Objects.requireNonNull(newTitle, "title");
    return picture;
  }

  /**
   * Colours the free cells by value. Values of one sign run from pale, nearest to zero, to dark;
   * where both signs occur the scale is centred on zero, red below and blue above.
   *
   * @param values one per free cell; NaN leaves the cell white
   * @param label what the values are, with their unit
   * @return a new picture
   */
  public GridPicture withHeat(double[] values, String label) {
    requireOnePerFreeCell("heat", values.length);
    GridPicture picture = new GridPicture(this);
    picture.heat = Heat.of(values, label);
    return picture;
  }

  /**
   * Fixes the ends of the colour scale, so that several pictures can share it; values beyond get
   * the colour of the nearer end.
   *
   * @param low value at the lower end
   * @param high value at the upper end
   * @return a new picture
   */
  public GridPicture withRange(double low, double high) {
    GridPicture picture = new GridPicture(this);
    picture.heat = heat.between(low, high);
    return picture;
  }

  /**
   * Draws a policy. An arrow is as long as its action is probable; below 0.04 there is none. Marked
   * cells show their letter instead. In cells of fewer than 18 pixels a single arrow of full length
   * shows the most probable action.
   *
   * @param policy probabilities of up, right, down and left of each free cell, [free cell][4]; an
   *     empty row: no arrows
   * @return a new picture
   */
  public GridPicture withArrows(double[][] policy) {
    requireOnePerFreeCell("policy", policy.length);
    GridPicture picture = new GridPicture(this);
    picture.arrows = new double[policy.length][];
    for (int i = 0; i < policy.length; i++) {
      if (policy[i].length > 0) {
        requireProbabilities(i, policy[i]);
      }
      picture.arrows[i] = policy[i].clone();
    }
    return picture;
  }

  /**
   * Marks a cell with a letter on a disc.
   *
   * @param row from 0, downwards
   * @param column from 0, to the right
   * @param label one or two letters
   * @param colour of the disc, such as {@link Palette#VERMILION}
   * @return a new picture
   */
  public GridPicture withMark(int row, int column, String label, Color colour) {
    if (row < 0 || row >= cells.length || column < 0 || column >= cells[0].length) {
      throw new IllegalArgumentException(
          String.format(
              "mark '%s' must lie in the grid of %d x %d: (%d, %d)",
              label, cells.length, cells[0].length, row, column));
    }
    GridPicture picture = new GridPicture(this);
    picture.marks = new ArrayList<>(marks);
    picture.marks.add(new Mark(row, column, label, Objects.requireNonNull(colour, "colour")));
    return picture;
  }

  /**
   * Sets the side of a cell.
   *
   * @param pixels positive
   * @return a new picture
   */
  public GridPicture withCellSize(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException("cell size must be positive: " + pixels);
    }
    GridPicture picture = new GridPicture(this);
    picture.cellSize = pixels;
    return picture;
  }

  /**
   * Draws the picture.
   *
   * @return the image
   */
  public BufferedImage image() {
    return new GridPainter(this).image();
  }

  int rows() {
    return cells.length;
  }

  int columns() {
    return cells[0].length;
  }

  boolean isWall(int row, int column) {
    return cells[row][column] == WALL;
  }

  String title() {
    return title;
  }

  Heat heat() {
    return heat;
  }

  /** The colour of a cell: white where there is no value to show. */
  Color colour(int row, int column) {
    return isWall(row, column) ? Palette.WALL : heat.colourOf(cells[row][column]);
  }

  List<Mark> marks() {
    return marks;
  }

  int cellSize() {
    return cellSize;
  }

  /** The probabilities of a cell's actions; empty when there is nothing to draw. */
  double[] arrows(int row, int column) {
    boolean marked = marks.stream().anyMatch(m -> m.row() == row && m.column() == column);
    boolean none = marked || isWall(row, column) || arrows.length == 0;
    return none ? new double[0] : arrows[cells[row][column]];
  }

  private void requireOnePerFreeCell(String what, int given) {
    int free = 1 + Arrays.stream(cells).flatMapToInt(Arrays::stream).max().orElseThrow();
    if (given != free) {
      throw new IllegalArgumentException(
          what + " must have one entry for each of the " + free + " free cells: " + given);
    }
  }

  private static void requireProbabilities(int cell, double[] actions) {
    boolean valid = actions.length == 4 && Math.abs(Arrays.stream(actions).sum() - 1) <= 1e-6;
    if (!valid || !Arrays.stream(actions).allMatch(probability -> probability >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "policy of free cell %d must be 4 probabilities that sum to one: %s",
              cell, Arrays.toString(actions)));
    }
  }
}
