package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What tests ask of an image. */
final class Pixels {
  private Pixels() {}

  /** How many pixels of an area have a colour. */
  static int count(BufferedImage image, Rectangle area, Color colour) {
    int count = 0;
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  /** The smallest rectangle with all pixels of a colour in an area. */
  static Rectangle bounds(BufferedImage image, Rectangle area, Color colour) {
    Rectangle bounds = new Rectangle(-1, -1);
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        if (image.getRGB(x, y) == colour.getRGB()) {
          bounds = bounds.union(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return bounds;
  }

  static Rectangle all(BufferedImage image) {
    return new Rectangle(image.getWidth(), image.getHeight());
  }

  /** The rows in which a column has a colour, from the top. */
  static int[] rows(BufferedImage image, int x, Color colour) {
    return IntStream.range(0, image.getHeight())
        .filter(y -> image.getRGB(x, y) == colour.getRGB())
        .toArray();
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void assertMessage(String part, Runnable call) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
