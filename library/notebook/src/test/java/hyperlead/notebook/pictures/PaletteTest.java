package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void aMethodHasOneColourInEveryChart() {
    Map<String, Color> alone = Palette.series(List.of("exact hypergradient", "BC-HG"), 0);
    Map<String, Color> among =
        Palette.series(List.of("σ", "naive", "BC-HG, SARSA", "BC-HG, least squares", "exact"), 0);
    assertEquals(Map.of("exact hypergradient", Palette.BLACK, "BC-HG", Palette.BLUE), alone);
    assertEquals(Palette.BLUE, among.get("BC-HG, SARSA"));
    assertEquals(Palette.VERMILION, among.get("naive"));
    assertEquals(Palette.BLACK, among.get("exact"));
    assertEquals(5, new HashSet<>(among.values()).size(), "no colour stands for two series");
    // A map of heat is blue itself.
    assertNotEquals(Palette.BLUE, Palette.series(List.of("BC-HG"), 1).get("BC-HG"));
  }

  @Test
  void scalesEndInTheirAnchors() {
    assertEquals(new Color(0xF5FBC8), Palette.sequential(0));
    assertEquals(new Color(0x081D58), Palette.sequential(1));
    assertEquals(new Color(0xF7F7F7), Palette.diverging(0.5));
    assertEquals(new Color(0x67001F), Palette.diverging(0));
  }

  /** Printed in grey the order of values must still be seen. */
  @Test
  void sequentialScaleDarkensAllTheWay() {
    for (int i = 1; i <= 100; i++) {
      double before = luminance(Palette.sequential((i - 1) / 100.0));
      double here = luminance(Palette.sequential(i / 100.0));
      assertTrue(here < before, "at " + i + " %: " + before + " then " + here);
    }
  }

  /** WCAG 2 asks for a contrast of 3 for graphical objects. */
  @Test
  void arrowsStandOutFromEveryHeatColour() {
    for (int i = 0; i <= 100; i++) {
      assertContrast(Palette.sequential(i / 100.0));
      assertContrast(Palette.diverging(i / 100.0));
    }
  }

  @Test
  void everySeriesHasItsOwnColour() {
    assertEquals(7, IntStream.range(0, 7).mapToObj(Palette::series).distinct().count());
    Pixels.assertMessage("at most 7, one colour each: 8", () -> Palette.series(7));
  }

  @Test
  void rejectsFractionsOffTheScale() {
    Pixels.assertMessage("fraction must be in [0, 1]: 1.5", () -> Palette.sequential(1.5));
    Pixels.assertMessage("fraction must be in [0, 1]: NaN", () -> Palette.diverging(Double.NaN));
  }

  private static void assertContrast(Color ground) {
    double a = luminance(ground) + 0.05;
    double b = luminance(Palette.contrast(ground)) + 0.05;
    assertTrue(Math.max(a, b) / Math.min(a, b) >= 3, ground.toString());
  }

  private static double luminance(Color colour) {
    float[] c = colour.getRGBColorComponents(null);
    return 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  }

  private static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
