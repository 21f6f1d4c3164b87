package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GridPictureTest {
  private static final String[] ROWS = {"xxxxx", "x   x", "x x x", "xxxxx"};
  private static final GridPicture MAP =
      GridPicture.of(4, 5, (row, column) -> ROWS[row].charAt(column) == 'x');
  private static final double[] VALUES = {0, 1, 2, 3, 4};

  @Test
  void freeCellsAreColouredRowByRow() {
    GridPicture picture = MAP.withTitle("Heat").withHeat(VALUES, "heat");
    assertEquals(Palette.sequential(0), centre(picture, 1, 1));
    assertEquals(Palette.sequential(0.25), centre(picture, 1, 2));
    assertEquals(Palette.sequential(0.75), centre(picture, 2, 1));
    assertEquals(Palette.sequential(1), centre(picture, 2, 3));
    assertEquals(Palette.WALL, centre(picture, 0, 0));
    assertEquals(Palette.WALL, centre(picture, 2, 2));
  }

  @Test
  void cellsWithoutHeatAreWhite() {
    assertEquals(Color.WHITE, centre(MAP, 1, 1));
    double[] values = VALUES.clone();
    values[1] = Double.NaN;
    assertEquals(Color.WHITE, centre(MAP.withHeat(values, "heat"), 1, 2));
  }

  @Test
  void picturesWithOneRangeShareTheirColours() {
    GridPicture low = MAP.withHeat(VALUES, "heat").withRange(0, 10);
    assertEquals(Palette.sequential(0.4), centre(low, 2, 3));
  }

  /** Ink in the half of the cell to which the policy goes, and none in the opposite one. */
  @Test
  void arrowsPointWhereThePolicyGoes() {
    int[][] moves = {{-1, 0}, {0, 1}, {1, 0}, {0, -1}};
    for (int action = 0; action < 4; action++) {
      double[] policy = new double[4];
      policy[action] = 1;
      GridPicture picture = MAP.withArrows(everywhere(policy));
      int ahead = inkBeside(picture, moves[action][0], moves[action][1]);
      int behind = inkBeside(picture, -moves[action][0], -moves[action][1]);
      assertTrue(ahead > 15, "ahead, action " + action + ": " + ahead);
      assertEquals(0, behind, "behind, action " + action);
    }
  }

  @Test
  void arrowsAreAsLongAsTheirActionIsProbable() {
    GridPicture picture = MAP.withArrows(everywhere(0, 0.75, 0, 0.25));
    int reach = reachRightwards(picture);
    int fullReach = reachRightwards(MAP.withArrows(everywhere(0, 1, 0, 0)));
    assertEquals(0.75, (double) reach / fullReach, 0.1);
  }

  @Test
  void smallCellsShowOneArrowAndTinyOnesNone() {
    GridPicture both = MAP.withArrows(everywhere(0, 0.6, 0, 0.4));
    GridPicture first = MAP.withArrows(everywhere(0, 1, 0, 0));
    assertEquals(bytes(first.withCellSize(17)), bytes(both.withCellSize(17)));
    assertEquals(bytes(MAP.withCellSize(7)), bytes(both.withCellSize(7)));
    assertTrue(!bytes(first.withCellSize(18)).equals(bytes(both.withCellSize(18))));
  }

  @Test
  void marksAreDiscsInsteadOfArrows() {
    GridPicture picture = MAP.withMark(1, 1, "S", Palette.VERMILION);
    BufferedImage image = picture.image();
    Rectangle cell = new GridPainter(picture).placeOf(1, 1);
    assertTrue(Pixels.count(image, cell, Palette.VERMILION) > cell.width * cell.height / 3);
    assertEquals(
        Pixels.count(image, cell, Palette.VERMILION),
        Pixels.count(picture.withArrows(everywhere(0, 1, 0, 0)).image(), cell, Palette.VERMILION));
  }

  @Test
  void largeGridsGetSmallCellsAndMarksThatCanBeFound() {
    GridPicture large = GridPicture.of(300, 200, (row, column) -> false);
    assertEquals(2, large.cellSize());
    assertTrue(Pixels.height(large.image()) < 700);
    BufferedImage image = large.withMark(150, 100, "S", Palette.VERMILION).image();
    assertTrue(Pixels.count(image, Pixels.all(image), Palette.VERMILION) > 40);
    assertEquals(36, MAP.cellSize());
    assertEquals(27, GridPicture.of(13, 13, (row, column) -> false).cellSize());
    assertEquals(1, GridPicture.of(1, 2000, (row, column) -> false).cellSize());
  }

  @Test
  void colourBarRunsOverTheWholeScale() {
    GridPicture picture = MAP.withHeat(VALUES, "heat");
    BufferedImage image = picture.image();
    Rectangle corner = new GridPainter(picture).placeOf(0, 4);
    int x = corner.x + corner.width + 20;
    assertEquals(Palette.sequential(1).getRGB(), Pixels.at(image, x, corner.y));
    assertEquals(
        Palette.sequential(0).getRGB(), Pixels.at(image, x, corner.y + 4 * corner.height - 1));
  }

  @Test
  void picturesAreImmutableAndDeterministic() {
    double[] values = VALUES.clone();
    double[][] policy = everywhere(1, 0, 0, 0);
    GridPicture picture =
        MAP.withHeat(values, "heat").withArrows(policy).withMark(1, 1, "S", Palette.BLUE);
    String before = bytes(picture);
    Arrays.fill(values, 9);
    policy[0][0] = 0;
    picture.withTitle("other").withCellSize(9).withRange(-1, 1);
    assertEquals(before, bytes(picture));
    assertArrayEquals(Pixels.png(picture.image()), Pixels.png(picture.image()));
  }

  @Test
  void errorsSayWhatIsWrong() {
    Pixels.assertMessage(
        "heat must have one entry for each of the 5 free cells: 4",
        () -> MAP.withHeat(new double[4], "heat"));
    Pixels.assertMessage(
        "policy of free cell 0 must be 4 probabilities that sum to one: [0.5, 0.0, 0.0, 0.0]",
        () -> MAP.withArrows(everywhere(0.5, 0, 0, 0)));
    Pixels.assertMessage(
        "free cell 0 must be 4 probabilities",
        () -> MAP.withArrows(everywhere(Double.NaN, 1, 0, 0)));
    Pixels.assertMessage(
        "row of mark S must be in [0, 4): 4", () -> MAP.withMark(4, 1, "S", Palette.BLUE));
    Pixels.assertMessage("cell size must be positive: 0", () -> MAP.withCellSize(0));
    Pixels.assertMessage(
        "rows must be positive: 0", () -> GridPicture.of(0, 3, (row, column) -> true));
  }

  private static Color centre(GridPicture picture, int row, int column) {
    Rectangle cell = new GridPainter(picture).placeOf(row, column);
    return new Color(Pixels.at(picture.image(), (int) cell.getCenterX(), (int) cell.getCenterY()));
  }

  /** Dark pixels of cell (1, 2) in the half towards the given side, beyond the arrow's root. */
  private static int inkBeside(GridPicture picture, int down, int right) {
    Rectangle cell = new GridPainter(picture).placeOf(1, 2);
    BufferedImage image = picture.image();
    int ink = 0;
    for (int y = 2; y < cell.height - 1; y++) {
      for (int x = 2; x < cell.width - 1; x++) {
        int ahead = (y - cell.height / 2) * down + (x - cell.width / 2) * right;
        ink +=
            ahead > 3 && new Color(Pixels.at(image, cell.x + x, cell.y + y)).getRed() < 128 ? 1 : 0;
      }
    }
    return ink;
  }

  private static int reachRightwards(GridPicture picture) {
    Rectangle cell = new GridPainter(picture).placeOf(1, 2);
    BufferedImage image = picture.image();
    int y = (int) cell.getCenterY();
    int x = (int) cell.getMaxX() - 2;
    while (new Color(Pixels.at(image, x, y)).getRed() > 128) {
      x--;
    }
    return x - (int) cell.getCenterX();
  }

  private static double[][] everywhere(double... policy) {
    double[][] all = new double[5][];
    Arrays.setAll(all, i -> policy.clone());
    return all;
  }

  private static String bytes(GridPicture picture) {
    return Arrays.toString(Pixels.png(picture.image()));
  }
}
