package hyperlead.notebook.pictures;

import static java.util.stream.Collectors.joining;

import hyperlead.algebra.Require;
import hyperlead.notebook.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A picture of a grid world: walls, a heat map over the free cells, policy arrows, marked cells.
 * Immutable. Rows count downwards and columns to the right, both from 0, as the numbers at the
 * edges show. Data given per free cell runs through the cells that are not walls, row by row, as
 * {@link hyperlead.data.GridMap} numbers them.
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
public final class GridPicture implements Picture {
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

  /**
   * {@return a map with nothing on it but walls}
   *
   * @param rows number of rows, positive
   * @param columns number of columns, positive
   * @param wall tells of (row, column) whether it is a wall
   */
  public static GridPicture of(int rows, int columns, BiPredicate<Integer, Integer> wall) {
    Require.positive("rows", rows);
    Require.positive("columns", columns);
    int[][] cells = new int[rows][columns];
    int free = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        cells[row][column] = wall.test(row, column) ? WALL : free++;
      }
    }
    return new GridPicture(cells);
  }

  private GridPicture with(Consumer<GridPicture> change) {
    GridPicture copy = new GridPicture(cells);
    copy.title = title;
    copy.heat = heat;
    copy.arrows = arrows;
    copy.marks = marks;
    copy.cellSize = cellSize;
    change.accept(copy);
    return copy;
  }

  /** {@return the same picture with a title above it} */
  public GridPicture withTitle(String text) {
    return with(copy -> copy.title = text);
  }

  /**
   * {@return the same picture with free cells coloured by value} Values of one sign run from pale,
   * nearest to zero, to dark; where both signs occur the scale is centred on zero, red below and
   * blue above.
   *
   * @param values one per free cell; NaN leaves the cell white
   * @param label what the values are, with their unit
   */
  public GridPicture withHeat(double[] values, String label) {
    requireOnePerFreeCell("heat", values.length);
    return with(copy -> copy.heat = Heat.of(values, label));
  }

  /**
   * {@return the same picture with fixed ends of the colour scale, so that several pictures can
   * share it; values beyond get the colour of the nearer end}
   */
  public GridPicture withRange(double low, double high) {
    return with(copy -> copy.heat = heat.between(low, high));
  }

  /**
   * {@return the same picture with a policy's arrows} An arrow is as long as its action is
   * probable; below 0.04 there is none. Marked cells show their letter instead. In cells of fewer
   * than 18 pixels a single arrow of full length shows the most probable action.
   *
   * @param policy probabilities of up, right, down and left of each free cell, [free cell][4]; an
   *     empty row: no arrows
   */
  public GridPicture withArrows(double[][] policy) {
    requireOnePerFreeCell("policy", policy.length);
    for (int i = 0; i < policy.length; i++) {
      if (policy[i].length > 0) {
        requireProbabilities(i, policy[i]);
      }
    }
    double[][] own = Arrays.stream(policy).map(double[]::clone).toArray(double[][]::new);
    return with(copy -> copy.arrows = own);
  }

  /**
   * {@return the same picture with a letter on a disc in a cell}
   *
   * @param row from 0, downwards
   * @param column from 0, to the right
   * @param label one or two letters
   * @param colour of the disc, such as {@link Palette#VERMILION}
   */
  public GridPicture withMark(int row, int column, String label, Color colour) {
    Require.index("row of mark " + label, row, cells.length);
    Require.index("column of mark " + label, column, cells[0].length);
    List<Mark> more = new ArrayList<>(marks);
    more.add(new Mark(row, column, label, colour));
    return with(copy -> copy.marks = more);
  }

  /** {@return the same picture with cells of so many pixels a side} */
  public GridPicture withCellSize(int pixels) {
    Require.positive("cell size", pixels);
    return with(copy -> copy.cellSize = pixels);
  }

  /** {@return the picture as an image} */
  @Override
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

  /** What is on the picture, in words. */
  String description() {
    String map = "map of " + rows() + " × " + columns() + " cells";
    String coloured = heat.isShown() ? ", colours: " + heat.label() : "";
    String policy = arrows.length > 0 ? ", policy as arrows" : "";
    String letters = marks.stream().map(Mark::label).distinct().collect(joining(", "));
    String marked = letters.isEmpty() ? "" : ", marks " + letters;
    return (title.isEmpty() ? "" : title + ": ") + map + coloured + policy + marked;
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
          "policy of free cell %s must be 4 probabilities that sum to one: %s"
              .formatted(cell, Arrays.toString(actions)));
    }
  }

  @Override
  public String toString() {
    return "GridPicture of " + cells.length + " × " + cells[0].length + " cells";
  }
}
