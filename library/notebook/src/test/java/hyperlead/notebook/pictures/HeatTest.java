package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class HeatTest {
  @Test
  void valuesOfOneSignRunFromPaleToDark() {
    Heat positive = Heat.of(new double[] {1, 2, 3}, "h");
    assertEquals(Palette.sequential(0), positive.colourOf(0));
    assertEquals(Palette.sequential(0.5), positive.colourOf(1));
    assertEquals(Palette.sequential(1), positive.colourOf(2));
    Heat negative = Heat.of(new double[] {-3, -2, -1}, "h");
    assertEquals(Palette.sequential(1), negative.colourOf(0));
    assertEquals(Palette.sequential(0), negative.colourOf(2));
  }

  @Test
  void bothSignsCentreOnZero() {
    Heat heat = Heat.of(new double[] {-1, 0, 4}, "h");
    assertEquals(-4, heat.low());
    assertEquals(4, heat.high());
    assertEquals(Palette.diverging(0.375), heat.colourOf(0));
    assertEquals(Palette.diverging(0.5), heat.colourOf(1));
    assertEquals(Palette.diverging(1), heat.colourOf(2));
  }

  @Test
  void oneValueIsShownAgainstZero() {
    assertEquals(Palette.sequential(1), Heat.of(new double[] {5, 5}, "h").colourOf(0));
    assertEquals(Palette.sequential(1), Heat.of(new double[] {-5, -5}, "h").colourOf(0));
    assertEquals(Palette.sequential(0), Heat.of(new double[] {0, 0}, "h").colourOf(0));
  }

  @Test
  void cellsWithoutValueAreWhiteAndDoNotCount() {
    Heat heat = Heat.of(new double[] {Double.NaN, 1, 2}, "h");
    assertEquals(Color.WHITE, heat.colourOf(0));
    assertEquals(1, heat.low());
    assertEquals(Color.WHITE, Heat.NONE.colourOf(17));
  }

  @Test
  void valuesBeyondTheRangeGetTheNearerEnd() {
    Heat heat = Heat.of(new double[] {1, 9}, "h").between(2, 4);
    assertEquals(Palette.sequential(0), heat.colourOf(0));
    assertEquals(Palette.sequential(1), heat.colourOf(1));
  }

  @Test
  void ticksAreRoundNumbers() {
    Heat heat = Heat.of(new double[] {0.1, 2.3}, "h");
    double tick = heat.tick(5);
    assertEquals(0.5, tick, 1e-12);
    assertArrayEquals(new double[] {0.5, 1, 1.5, 2}, heat.ticks(tick), 1e-12);
    assertEquals("1.5", Heat.written(1.5, tick));
    assertEquals("150", Heat.written(150, 50));
    assertEquals("-0.0025", Heat.written(-0.0025, 0.0005));
    assertEquals("3e-07", Heat.written(3e-7, 1e-7));
  }

  @Test
  void endsOfTheScaleAreTicksWhenTheyAreRound() {
    Heat heat = Heat.of(new double[] {0, 0.3}, "h");
    assertArrayEquals(new double[] {0, 0.1, 0.2, 0.3}, heat.ticks(heat.tick(3)), 1e-12);
  }

  @Test
  void rejectsWhatHasNoColour() {
    Pixels.assertMessage(
        "heat 'h' of free cell 1 must be finite or NaN: Infinity",
        () -> Heat.of(new double[] {0, Double.POSITIVE_INFINITY}, "h"));
    Pixels.assertMessage(
        "heat 'h' must have at least one value: 0", () -> Heat.of(new double[] {Double.NaN}, "h"));
    Heat heat = Heat.of(new double[] {1}, "h");
    Pixels.assertMessage("lower end first: 2.0, 1.0", () -> heat.between(2, 1));
    assertThrows(IllegalStateException.class, () -> Heat.NONE.between(0, 1));
  }
}
