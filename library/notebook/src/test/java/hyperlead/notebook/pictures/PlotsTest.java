package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.ConfidenceInterval;
import hyperlead.notebook.Picture;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotsTest {
  private static final Axes AXES = Axes.of("method", "J");
  private static final Color BAR = Palette.tint(Palette.BLUE, 0.75);

  @Test
  void barsAreAsHighAsTheirValues() {
    BufferedImage image = Plots.bars(AXES, List.of("a", "b"), new double[] {3, 1.5});
    int[] heights = heights(image);
    assertEquals(2, heights.length);
    assertEquals(2, (double) heights[0] / heights[1], 0.03);
  }

  @Test
  void errorBarSpansTheInterval() {
    ConfidenceInterval sure = new ConfidenceInterval(2, 0);
    ConfidenceInterval unsure = new ConfidenceInterval(2, 1);
    BufferedImage image = Plots.bars(AXES, List.of("a", "b"), List.of(sure, unsure));
    double unit = heights(image)[0] / 2.0;
    int error = IntStream.range(440, 800).map(x -> dark(image, x)).max().orElseThrow();
    assertEquals(2 * unit, error, 4);
  }

  @Test
  void longNamesFindRoom() {
    String name = "a name that is far too long to stand below its bar";
    List<String> names = List.of(name, name + " b", name + " c", name + " d", name + " e");
    BufferedImage image = Plots.bars(AXES, names, new double[] {1, 2, 3, 4, 5});
    int[] centres = centres(image);
    assertEquals(5, centres.length);
    for (int centre : centres) {
      // XChart leaves out names without room. They end below their bar, above the axis's title.
      Rectangle below = new Rectangle(centre - 50, Pixels.height(image) - 110, 50, 80);
      assertTrue(ink(image, below) > 50, "name at " + centre + ": " + ink(image, below));
    }
  }

  @Test
  void rowPutsImagesSideBySide() {
    BufferedImage narrow = new Paper(30, 20).image("narrow");
    BufferedImage high = new Paper(10, 50).image("high");
    high.setRGB(6, 8, Color.RED.getRGB());
    BufferedImage row = Plots.row(narrow, high);
    assertEquals(30 + 16 + 10, Pixels.width(row));
    assertEquals(50, Pixels.height(row));
    assertEquals(Color.RED.getRGB(), Pixels.at(row, 30 + 16 + 3, 4));
    assertEquals(1, Pixels.count(row, Pixels.all(row), Color.RED));
  }

  /** Three charts beside each other would be shown too small to read. */
  @Test
  void whatIsBeyondTheColumnBeginsARowOfItsOwn() {
    BufferedImage wide = new Paper(480, 30).image("wide");
    BufferedImage last = new Paper(480, 20).image("last");
    last.setRGB(0, 0, Color.RED.getRGB());
    BufferedImage rows = Plots.row(wide, wide, last);
    assertEquals(480 + 16 + 480, Pixels.width(rows));
    assertEquals(30 + 16 + 20, Pixels.height(rows));
    assertEquals(Color.RED.getRGB(), Pixels.at(rows, 0, 30 + 16));
    assertEquals("wide; wide; last", rows.getProperty(Picture.COMMENT));
  }

  @Test
  void sameInputSameBytes() {
    assertArrayEquals(
        Pixels.png(Plots.bars(AXES, List.of("a"), new double[] {3})),
        Pixels.png(Plots.bars(AXES, List.of("a"), new double[] {3})));
  }

  @Test
  void errorsNameTheBar() {
    Pixels.assertMessage(
        "bar 'b' must be finite: NaN",
        () -> Plots.bars(AXES, List.of("a", "b"), new double[] {1, Double.NaN}));
    Pixels.assertMessage(
        "as many as their names, at least one: 1, 2",
        () -> Plots.bars(AXES, List.of("a", "b"), new double[] {1}));
    Pixels.assertMessage(
        "name of bar 1 must not be blank",
        () -> Plots.bars(AXES, List.of("a", " "), new double[] {1, 2}));
    Pixels.assertMessage(
        "linear axes", () -> Plots.bars(AXES.withLogarithmicY(), List.of("a"), new double[] {1}));
    Pixels.assertMessage("at least one image: 0", () -> Plots.row(new BufferedImage[0]));
  }

  /** The bars' heights in pixels, from the left. */
  private static int[] heights(BufferedImage image) {
    return Arrays.stream(centres(image)).map(x -> heightNear(image, x)).toArray();
  }

  /** Next to the middle, where an error bar would be. */
  private static int heightNear(BufferedImage image, int centre) {
    return Pixels.rows(image, centre - 15, BAR).length;
  }

  private static int dark(BufferedImage image, int x) {
    return (int)
        IntStream.range(0, Pixels.height(image) - 60)
            .filter(y -> new Color(Pixels.at(image, x, y)).getBlue() < 130)
            .count();
  }

  /** The bars' middle columns, from the left. */
  private static int[] centres(BufferedImage image) {
    int[] columns =
        IntStream.range(0, Pixels.width(image))
            .filter(x -> Pixels.rows(image, x, BAR).length > 5)
            .toArray();
    int[] starts =
        IntStream.range(0, columns.length)
            .filter(i -> i == 0 || columns[i] > columns[i - 1] + 1)
            .toArray();
    int width = columns.length / starts.length;
    return Arrays.stream(starts).map(i -> columns[i] + width / 2).toArray();
  }

  private static int ink(BufferedImage image, Rectangle area) {
    int ink = 0;
    for (int x = area.x; x < area.x + area.width; x++) {
      for (int y = area.y; y < area.y + area.height; y++) {
        ink += new Color(Pixels.at(image, x, y)).getGreen() < 110 ? 1 : 0;
      }
    }
    return ink;
  }
}
