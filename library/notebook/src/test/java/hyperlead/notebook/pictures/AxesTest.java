package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AxesTest {
  private static final Axes AXES = Axes.of("update", "J");

  @Test
  void reachCoversDataAndReferencesWithAMargin() {
    Axes.Limits reach = AXES.withReference("best", 10).withReference("worst", -10).reachY(0, 1);
    assertEquals(-11, reach.low(), 1e-12);
    assertEquals(11, reach.high(), 1e-12);
    assertEquals(new Axes.Limits(-0.03, 1.03), AXES.reachX(0, 1));
  }

  @Test
  void marginOfALogarithmicAxisIsAFactor() {
    Axes.Limits reach = AXES.withLogarithmicY().reachY(1, 100);
    assertEquals(Math.pow(100, -0.05), reach.low(), 1e-12);
    assertEquals(Math.pow(100, 1.05), reach.high(), 1e-9);
    assertEquals(new Axes.Limits(1.5, 6), AXES.withLogarithmicX().reachX(3, 3));
  }

  @Test
  void oneValueLiesInTheMiddle() {
    assertEquals(new Axes.Limits(1, 3), AXES.reachY(2, 2));
    assertEquals(new Axes.Limits(-0.5, 0.5), AXES.reachY(0, 0));
  }

  @Test
  void fixedLimitsWin() {
    assertEquals(
        new Axes.Limits(-1, 1), AXES.withReference("far", 50).withLimits(-1, 1).reachY(-9, 9));
  }

  @Test
  void withMethodsChangeOneThing() {
    Axes axes = AXES.withTitle("t").withLogarithmicX().withReference("r", 2).withSize(500, 300);
    assertEquals("t", axes.title());
    assertEquals("update", axes.x());
    assertEquals("J", axes.y());
    assertEquals(new Axes.Reference("r", 2), axes.references().get(0));
    assertEquals(500, axes.width());
    assertEquals(300, axes.height());
    assertEquals(Axes.of("update", "J"), AXES);
  }

  @Test
  void rejectsWhatCannotBeDrawn() {
    Pixels.assertMessage("lower one first: 1.0, 1.0", () -> AXES.withLimits(1, 1));
    Pixels.assertMessage("lower one first: NaN, 1.0", () -> AXES.withLimits(Double.NaN, 1));
    Pixels.assertMessage(
        "'best' must be finite: NaN", () -> AXES.withReference("best", Double.NaN));
    Pixels.assertMessage("at least 300 x 200 pixels: 10 x 400", () -> AXES.withSize(10, 400));
    Pixels.assertMessage(
        "reference 'zero' must be positive on a logarithmic axis: 0.0",
        () -> AXES.withLogarithmicY().withReference("zero", 0));
    Pixels.assertMessage(
        "lower limit must be positive on a logarithmic axis: -1.0",
        () -> AXES.withLimits(-1, 1).withLogarithmicY());
  }
}
