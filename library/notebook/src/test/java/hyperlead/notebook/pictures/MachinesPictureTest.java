package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.notebook.Picture;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** A cart and a pendulum at one moment. */
class MachinesPictureTest {
  /** Above the legend. */
  private static final int DRAWN = 225;

  private static Picture cart(double x, double tilt, double wind, double push) {
    return Pictures.of(GuidedCartPole.v1(), new double[] {x, 0, tilt, 0}, wind, push);
  }

  private static Rectangle bounds(Picture picture, Color colour) {
    BufferedImage image = picture.image();
    return Pixels.bounds(image, new Rectangle(620, DRAWN), colour);
  }

  @Test
  void theCartStandsWhereItIsAndThePoleLeansWhereItFalls() {
    Rectangle left = bounds(cart(-1, 0, 0, 0), Palette.ORANGE);
    Rectangle right = bounds(cart(1, 0, 0, 0), Palette.ORANGE);
    assertEquals(230, right.x - left.x, 1, "115 pixels a metre");
    Rectangle leaning = bounds(cart(1, 0.2, 0, 0), Palette.ORANGE);
    assertEquals(right.x, leaning.x, 4, "its foot");
    assertEquals(120 * Math.sin(0.2), leaning.width - right.width, 4);
  }

  @Test
  void arrowsPointWhereThePlayersPush() {
    int middle = 310;
    assertTrue(bounds(cart(0, 0, 0, 1), Palette.BLUE).x > middle);
    assertTrue(bounds(cart(0, 0, 0, -1), Palette.BLUE).getMaxX() < middle);
    assertTrue(bounds(cart(0, 0, 1, 0), Palette.VERMILION).x > middle);
    int weak = bounds(cart(0, 0, -0.2, 0), Palette.VERMILION).width;
    int strong = bounds(cart(0, 0, -1, 0), Palette.VERMILION).width;
    assertEquals(64, strong - weak, 2);
    Picture pendulum = Pictures.of(GuidedPendulum.v0(), new double[] {0, 0}, 1, -2);
    assertTrue(bounds(pendulum, Palette.BLUE).getMaxX() < middle + 4);
    assertTrue(bounds(pendulum, Palette.VERMILION).x > middle - 4);
  }

  @Test
  void thePendulumHangsBelowItsHinge() {
    Rectangle up = bounds(pendulum(0), Palette.ORANGE);
    Rectangle side = bounds(pendulum(Math.PI / 2), Palette.ORANGE);
    assertTrue(up.getMaxY() < 160, up.toString());
    assertTrue(side.x > 300 && side.width > 100, side.toString());
    assertArrayEquals(Pixels.png(pendulum(1).image()), Pixels.png(pendulum(1).image()));
  }

  private static Picture pendulum(double angle) {
    return Pictures.of(GuidedPendulum.v0(), new double[] {angle, 0}, 0, 0);
  }

  @Test
  void aStateMustBeOne() {
    Pixels.assertMessage(
        "state must have length 4: 2", () -> Pictures.of(GuidedCartPole.v0(), new double[2], 0, 0));
    Pixels.assertMessage(
        "state[1] must be finite: NaN",
        () -> Pictures.of(GuidedPendulum.v0(), new double[] {0, Double.NaN}, 0, 0));
  }
}
