package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {
  @ParameterizedTest
  @ValueSource(ints = {501, 502, 999, 1000, 10_000, 100_003})
  void thinnedLineKeepsEndsAndExtremes(int n) {
    double[] y = noise(n);
    y[n / 3] = 100;
    y[n - 2] = -100;
    Layer thin = line(steps(n), y).thinned();
    assertTrue(thin.x().length <= Layer.MOST_POINTS, "points: " + thin.x().length);
    assertTrue(thin.x().length >= Layer.MOST_POINTS / 2, "points: " + thin.x().length);
    assertEquals(0, thin.x()[0]);
    assertEquals(y[0], thin.y()[0]);
    assertEquals(n - 1, thin.x()[thin.x().length - 1]);
    assertEquals(y[n - 1], thin.y()[thin.y().length - 1]);
    assertEquals(100, Arrays.stream(thin.y()).max().orElseThrow());
    assertEquals(-100, Arrays.stream(thin.y()).min().orElseThrow());
  }

  /** Each kept point is one of the given ones, in their order. */
  @Test
  void thinnedLineIsAPartOfTheLine() {
    double[] y = noise(10_000);
    Layer thin = line(steps(10_000), y).thinned();
    double[] x = thin.x();
    for (int i = 0; i < x.length; i++) {
      assertEquals(y[(int) x[i]], thin.y()[i]);
      assertTrue(i == 0 || x[i - 1] < x[i], "order at " + i);
    }
  }

  @Test
  void shortLinesStayAsTheyAre() {
    Layer layer = line(steps(Layer.MOST_POINTS), noise(Layer.MOST_POINTS));
    assertSame(layer, layer.thinned());
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 993, 4000, 99_999})
  void thinnedPointsKeepTheExtremesOfBothAxes(int n) {
    double[] x = noise(n);
    double[] y = noise(n);
    x[1] = 50;
    x[2] = -50;
    y[3] = 60;
    y[n - 1] = -60;
    Layer thin = Layer.of("p", Layer.Kind.POINTS, x, y).thinned();
    assertTrue(thin.x().length <= Layer.MOST_POINTS, "points: " + thin.x().length);
    assertEquals(50, Arrays.stream(thin.x()).max().orElseThrow());
    assertEquals(-50, Arrays.stream(thin.x()).min().orElseThrow());
    assertEquals(60, Arrays.stream(thin.y()).max().orElseThrow());
    assertEquals(-60, Arrays.stream(thin.y()).min().orElseThrow());
  }

  @Test
  void histogramCountsEveryValueOnce() {
    Layer stairs = Layer.histogram("h", new double[] {0, 0.9, 1, 2.5, 4}, 4);
    assertArrayEquals(new double[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, stairs.x());
    assertArrayEquals(new double[] {0, 2, 2, 1, 1, 1, 1, 1, 1, 0}, stairs.y());
  }

  @Test
  void histogramOfEqualValuesIsOneBarAroundThem() {
    Layer stairs = Layer.histogram("h", new double[] {3, 3, 3}, 2);
    assertArrayEquals(new double[] {2.5, 2.5, 3, 3, 3.5, 3.5}, stairs.x());
    assertArrayEquals(new double[] {0, 0, 0, 3, 3, 0}, stairs.y());
  }

  @Test
  void bandRunsForwardBelowAndBackAbove() {
    Layer low = line(new double[] {0, 1, 2}, new double[] {-1, -2, -3});
    Layer high = line(new double[] {0, 2}, new double[] {1, 3});
    Layer band = low.closedBy(high);
    assertArrayEquals(new double[] {0, 1, 2, 2, 0}, band.x());
    assertArrayEquals(new double[] {-1, -2, -3, 3, 1}, band.y());
  }

  @Test
  void errorsNameSeriesAndIndex() {
    Axes axes = Axes.of("x", "y");
    Pixels.assertMessage(
        "series 'J' must have as many y as x: 2, 3", () -> line(steps(3), new double[2]));
    Pixels.assertMessage(
        "series 'J' must have at least one point: 0", () -> line(new double[0], new double[0]));
    Pixels.assertMessage(
        "series 'J' must be finite at index 1: (1.0, NaN)",
        () -> line(steps(2), new double[] {0, Double.NaN}).check(axes));
    Pixels.assertMessage(
        "series 'J' must be positive on the logarithmic y axis at index 1: 0.0",
        () -> line(steps(2), new double[] {1, 0}).check(axes.withLogarithmicY()));
    Pixels.assertMessage(
        "series 'J' must be positive on the logarithmic x axis at index 0: 0.0",
        () -> line(steps(2), new double[] {1, 1}).check(axes.withLogarithmicX()));
    Pixels.assertMessage(
        "bins must be in [1, 500]: 0", () -> Layer.histogram("h", new double[] {1}, 0));
  }

  private static Layer line(double[] x, double[] y) {
    return Layer.of("J", Layer.Kind.LINE, x, y);
  }

  private static double[] steps(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }

  private static double[] noise(int n) {
    return new Random(n).doubles(n, -1, 1).toArray();
  }
}
