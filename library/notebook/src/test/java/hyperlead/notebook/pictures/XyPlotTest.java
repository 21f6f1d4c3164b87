package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.experiments.ConfidenceInterval;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class XyPlotTest {
  private static final Axes AXES = Axes.of("update", "J");
  private static final double[] X = {0, 1, 2, 3};

  /** Mean 5, interval 5 ± 2.48 by Student's t; lines at 0 and 10 give the scale. */
  @Test
  void bandIsTheConfidenceIntervalAroundTheMean() {
    List<double[]> seeds = List.of(flat(4), flat(5), flat(6));
    BufferedImage image =
        Plots.xy(AXES)
            .withSeeds("mean", X, seeds)
            .withLine("0", X, flat(0))
            .withLine("10", X, flat(10))
            .image();
    int x = 300;
    double zero = middle(Pixels.rows(image, x, Palette.VERMILION));
    double ten = middle(Pixels.rows(image, x, Palette.GREEN));
    double unit = (zero - ten) / 10;
    int[] band = bandRows(image, x);
    double halfWidth = ConfidenceInterval.of(4, 5, 6).halfWidth();
    assertEquals(zero - 5 * unit, middle(Pixels.rows(image, x, Palette.BLUE)), 1.5);
    assertEquals(zero - (5 - halfWidth) * unit, band[band.length - 1], 1.5);
    assertEquals(zero - (5 + halfWidth) * unit, band[0], 1.5);
  }

  @Test
  void seedsOnALogarithmicAxisGiveTheGeometricMean() {
    List<double[]> seeds = List.of(flat(0.01), flat(1));
    Axes axes = AXES.withLogarithmicY().withLimits(1e-3, 10);
    int x = 300;
    BufferedImage mean = Plots.xy(axes).withSeeds("mean", X, seeds).image();
    BufferedImage tenth = Plots.xy(axes).withSeeds("mean", X, List.of(flat(.1), flat(.1))).image();
    assertEquals(
        middle(Pixels.rows(tenth, x, Palette.BLUE)), middle(Pixels.rows(mean, x, Palette.BLUE)));
  }

  @Test
  void nothingRunsIntoTheLegend() {
    Axes axes = AXES.withTitle("Title").withLimits(0, 1);
    XyPlot plot = Plots.xy(axes).withLine("up to the edge", X, new double[] {0, 1, 0, 1});
    for (int i = 1; i < 7; i++) {
      plot = plot.withLine("a long name of a series that lies above the axes " + i, X, flat(9));
    }
    BufferedImage image = plot.image();
    // Title, three entries a row would not fit: seven entries take four rows of two.
    int head = 30 + 4 * 22 + 6;
    Rectangle legend = new Rectangle(Pixels.width(image), head);
    Rectangle below = new Rectangle(0, head, Pixels.width(image), Pixels.height(image) - head);
    assertTrue(Pixels.count(image, legend, Palette.VERMILION) > 20, "entry is missing");
    assertEquals(0, Pixels.count(image, below, Palette.VERMILION), "line beyond the limits");
    assertTrue(Pixels.count(image, below, Palette.BLUE) > 500, "line within the limits");
    Rectangle besideEntry = new Rectangle(60, 0, Pixels.width(image) - 60, head);
    assertEquals(0, Pixels.count(image, besideEntry, Palette.BLUE), "data in the legend");
  }

  @Test
  void layersOfOneNameShareColourAndEntry() {
    XyPlot one = Plots.xy(AXES).withLine("J", X, flat(1));
    XyPlot both = one.withPoints("J", X, flat(2));
    BufferedImage image = both.image();
    assertEquals(0, Pixels.count(image, Pixels.all(image), Palette.VERMILION));
    BufferedImage other = one.withPoints("K", X, flat(2)).image();
    assertTrue(Pixels.count(other, Pixels.all(other), Palette.VERMILION) > 20);
  }

  /** A reference must lie where a line of the same value lies, on both kinds of axis. */
  @Test
  void referenceLiesAtItsValue() {
    for (Axes axes :
        List.of(AXES.withLimits(1e-4, 1), AXES.withLogarithmicY().withLimits(1e-4, 1))) {
      BufferedImage line = Plots.xy(axes).withLine("J", X, flat(0.02)).image();
      BufferedImage reference =
          Plots.xy(axes.withReference("", 0.02)).withLine("J", X, flat(0.9)).image();
      double expected = middle(Pixels.rows(line, 400, Palette.BLUE));
      assertEquals(expected, dashRow(reference, 380, 420), 1.5, axes.toString());
    }
  }

  @Test
  void referenceBeyondTheDataWidensTheAxis() {
    BufferedImage image = Plots.xy(AXES.withReference("", 100)).withLine("J", X, flat(0)).image();
    assertTrue(dashRow(image, 380, 420) < middle(Pixels.rows(image, 400, Palette.BLUE)) - 200);
  }

  /** XChart would leave the numbers out. */
  @Test
  void dataMayReachExactlyToTheLimits() {
    BufferedImage image =
        Plots.xy(AXES.withLimits(0, 1)).withLine("J", X, new double[] {0, 1, 0, 1}).image();
    // The number 1 stands left of the line's highest point; above row 40 is the legend.
    Rectangle below = new Rectangle(0, 40, Pixels.width(image), Pixels.height(image) - 40);
    int y = Pixels.bounds(image, below, Palette.BLUE).y;
    long dark =
        IntStream.range(30, 60)
            .filter(x -> new Color(Pixels.at(image, x, y)).getRed() < 100)
            .count();
    assertTrue(dark > 0, "number at the vertical axis");
  }

  /** A spike of one step in 100,000 must still be on the picture. */
  @Test
  void thinningKeepsASpike() {
    double[] x = IntStream.range(0, 100_000).asDoubleStream().toArray();
    double[] y = new double[x.length];
    y[43_210] = 1;
    BufferedImage image = Plots.xy(AXES.withLimits(-0.1, 1.1)).withLine("J", x, y).image();
    Rectangle top = new Rectangle(0, 60, Pixels.width(image), 100);
    assertTrue(Pixels.count(image, top, Palette.BLUE) > 20, "spike is missing");
  }

  @Test
  void plotsAreImmutable() {
    double[] y = flat(1);
    XyPlot plot = Plots.xy(AXES).withLine("J", X, y);
    byte[] before = Pixels.png(plot.image());
    plot.withLine("K", X, flat(2));
    Arrays.fill(y, 7);
    assertArrayEquals(before, Pixels.png(plot.image()));
  }

  @Test
  void sameInputSameBytes() {
    assertArrayEquals(Pixels.png(everything()), Pixels.png(everything()));
  }

  @Test
  void errorsNameSeriesAndSeed() {
    XyPlot plot = Plots.xy(AXES);
    assertThrows(IllegalStateException.class, plot::image);
    Pixels.assertMessage(
        "series 'BC-HG, seed 1' must be finite at index 2",
        () -> plot.withSeeds("BC-HG", X, List.of(flat(1), new double[] {0, 0, Double.NaN, 0})));
    Pixels.assertMessage(
        "series 'BC-HG, seed 1' must have as many y as x: 3, 4",
        () -> plot.withSeeds("BC-HG", X, List.of(flat(1), new double[3])));
    Pixels.assertMessage(
        "needs at least 2 samples: 1", () -> plot.withSeeds("BC-HG", X, List.of(flat(1))));
    Pixels.assertMessage(
        "series 'BC-HG' needs at least one seed: 0",
        () -> plot.withSeedLines("BC-HG", X, List.of()));
  }

  private static BufferedImage everything() {
    Random random = new Random(5);
    List<double[]> seeds = List.of(random.doubles(4).toArray(), random.doubles(4).toArray());
    return Plots.xy(AXES.withTitle("All").withReference("best", 1).withReference("next", 0.9))
        .withSeeds("a", X, seeds)
        .withSeedLines("a", X, seeds)
        .withPoints("b", X, seeds.get(0))
        .withHistogram("c", seeds.get(1), 3)
        .image();
  }

  private static double[] flat(double value) {
    double[] y = new double[X.length];
    Arrays.fill(y, value);
    return y;
  }

  private static double middle(int[] rows) {
    return Arrays.stream(rows).average().orElseThrow();
  }

  /** Rows of a column in blue over white, as translucent as bands are. */
  private static int[] bandRows(BufferedImage image, int x) {
    Color band = Palette.tint(Palette.BLUE, 60 / 255.0);
    return IntStream.range(60, Pixels.height(image))
        .filter(y -> Math.abs(new Color(Pixels.at(image, x, y)).getRed() - band.getRed()) <= 2)
        .filter(y -> Math.abs(new Color(Pixels.at(image, x, y)).getBlue() - band.getBlue()) <= 2)
        .toArray();
  }

  /** The row that is dark grey, on average over some columns, and not a series. */
  private static double dashRow(BufferedImage image, int from, int to) {
    return IntStream.range(30, Pixels.height(image) - 60)
        .filter(
            y ->
                IntStream.range(from, to)
                        .mapToObj(x -> new Color(Pixels.at(image, x, y)))
                        .filter(c -> c.getRed() < 150 && c.getRed() == c.getBlue())
                        .count()
                    >= 15)
        .average()
        .orElseThrow();
  }
}
