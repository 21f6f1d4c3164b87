package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Heat maps over two numbers, and plans of buildings. */
class PlansTest {
  private static final Axes AXES = Axes.of("x", "y").withSize(400, 300);
  private static final Axes.Limits UNIT = new Axes.Limits(0, 1);

  private static HeatPlot halves() {
    // 1 to the right of the middle, 0 to the left; nothing above the middle.
    return HeatPlot.of(AXES, UNIT, UNIT, 20, "f", (x, y) -> y > 0.5 ? Double.NaN : x > 0.5 ? 1 : 0);
  }

  /** Where the map of the halves lies: its lower left quarter has a colour of its own. */
  private static Rectangle map(BufferedImage image) {
    Rectangle left = new Rectangle(250, Pixels.height(image));
    Rectangle quarter = Pixels.bounds(image, left, Palette.sequential(0));
    return new Rectangle(
        quarter.x, quarter.y - quarter.height, 2 * quarter.width, 2 * quarter.height);
  }

  private static int at(BufferedImage image, double x, double y) {
    Rectangle map = map(image);
    return Pixels.at(
        image, (int) (map.x + x * map.width), (int) (map.y + map.height - y * map.height));
  }

  @Test
  void theMapShowsTheFunctionWhereItIs() {
    BufferedImage image = halves().image();
    assertEquals(400, Pixels.width(image));
    assertTrue(map(image).width > 200 && map(image).height > 200, map(image).toString());
    assertEquals(Palette.sequential(0).getRGB(), at(image, 0.2, 0.1));
    assertEquals(Palette.sequential(1).getRGB(), at(image, 0.8, 0.1));
    assertEquals(Color.WHITE.getRGB(), at(image, 0.2, 0.9));
    assertEquals(Color.WHITE.getRGB(), at(image, 0.8, 0.9));
  }

  @Test
  void pathsRunWhereTheirPointsLie() {
    HeatPlot plot = halves().withPath("p", new double[] {0.1, 0.9}, new double[] {0.25, 0.25});
    BufferedImage image = plot.image();
    assertEquals(Color.WHITE.getRGB(), at(image, 0.1, 0.25), "ring at the start");
    assertEquals(Palette.series(1).getRGB(), at(image, 0.9, 0.25), "disc at the end");
    int blue =
        DoubleStream.of(0.24, 0.245, 0.25, 0.255, 0.26)
            .mapToInt(y -> at(image, 0.45, y) & 0xFF)
            .min()
            .orElseThrow();
    assertTrue(blue < 0x50, "line between, of the series' colour: " + blue);
    assertEquals(Palette.sequential(0).getRGB(), at(image, 0.2, 0.1), "elsewhere");
  }

  @Test
  void pathsBeyondTheAxesAreCutOff() {
    BufferedImage image =
        halves().withPath("p", new double[] {0.5, 0.5}, new double[] {0.4, 50}).image();
    Rectangle above = new Rectangle(150, 0, 100, 35);
    assertEquals(above.width * above.height, Pixels.count(image, above, Color.WHITE));
  }

  @Test
  void plotsNeedValuesAndPoints() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HeatPlot.of(AXES, UNIT, UNIT, 10, "f", (x, y) -> Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> HeatPlot.of(AXES, UNIT, UNIT, 1, "f", (x, y) -> x));
    assertThrows(
        IllegalArgumentException.class,
        () -> halves().withPath("p", new double[] {1}, new double[] {1, 2}));
  }

  @Test
  void wallsAreAsThickAsTheirInsulation() {
    double[] doors = {1, 1, 1, 1};
    BufferedImage image = BuildingPlan.of(new double[] {1, 0, 0, 1}, doors).image();
    // Zones 1 and 4 stand left and are insulated, zones 2 and 3 right and are not.
    int y = 52 + 40;
    assertEquals(22, walls(image, new Rectangle(0, y, 48, 1)));
    assertEquals(2, walls(image, new Rectangle(48 + 340, y, 30, 1)));
  }

  private static int walls(BufferedImage image, Rectangle area) {
    return Pixels.count(image, area, Palette.WALL);
  }

  @Test
  void doorsAreAsWideAsTheirAirflow() {
    double[] half = {0.5, 0.5, 0.5, 0.5};
    int shut = between12(BuildingPlan.of(half, new double[] {0, 1, 1, 1}).image());
    int open = between12(BuildingPlan.of(half, new double[] {1, 0, 0, 0}).image());
    // The wall is 170 high and 5 wide; an open door takes eight tenths of it.
    assertTrue(shut > 4 * 140, "shut " + shut);
    assertTrue(open < 5 * 40, "open " + open);
  }

  private static int between12(BufferedImage image) {
    return walls(image, new Rectangle(48 + 165, 53, 10, 168));
  }

  @Test
  void zonesAreColouredInTheRingsOrder() {
    double[] half = {0.5, 0.5, 0.5, 0.5};
    BufferedImage image =
        BuildingPlan.of(half, half).withTemperatures("K", new double[] {0, 1, 2, 4}, 0, 4).image();
    assertEquals(Palette.sequential(0).getRGB(), Pixels.at(image, 60, 70));
    assertEquals(Palette.sequential(0.25).getRGB(), Pixels.at(image, 48 + 320, 70));
    assertEquals(Palette.sequential(0.5).getRGB(), Pixels.at(image, 48 + 320, 52 + 320));
    assertEquals(Palette.sequential(1).getRGB(), Pixels.at(image, 60, 52 + 320));
    assertArrayEquals(Pixels.png(image), Pixels.png(image));
  }

  @Test
  void levelsMustBeFourInTheUnitInterval() {
    double[] half = {0.5, 0.5, 0.5, 0.5};
    Pixels.assertMessage(
        "insulation must be four levels in [0, 1]", () -> BuildingPlan.of(new double[3], half));
    Pixels.assertMessage(
        "airflow must be four levels in [0, 1]",
        () -> BuildingPlan.of(half, new double[] {0, 0, 0, Double.NaN}));
    Pixels.assertMessage(
        "temperatures must be four",
        () -> BuildingPlan.of(half, half).withTemperatures("K", new double[2], 0, 1));
  }
}
