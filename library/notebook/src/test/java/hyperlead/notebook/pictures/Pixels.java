package hyperlead.notebook.pictures;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.notebook.Picture;
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

  /** The colour at a place of the picture, which the image shows at its density. */
  static int at(BufferedImage image, int x, int y) {
    int density = image.getWidth() / width(image);
    return image.getRGB(density * x, density * y);
  }

  static int width(BufferedImage image) {
    return Picture.shown(image, image.getWidth());
  }

  static int height(BufferedImage image) {
    return Picture.shown(image, image.getHeight());
  }

  /** How many pixels of an area have a colour. */
  static int count(BufferedImage image, Rectangle area, Color colour) {
    int count = 0;
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        count += at(image, x, y) == colour.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  /** The smallest rectangle with all pixels of a colour in an area. */
  static Rectangle bounds(BufferedImage image, Rectangle area, Color colour) {
    Rectangle bounds = new Rectangle(-1, -1);
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        if (at(image, x, y) == colour.getRGB()) {
          bounds = bounds.union(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return bounds;
  }

  static Rectangle all(BufferedImage image) {
    return new Rectangle(width(image), height(image));
  }

  /** The rows in which a column has a colour, from the top. */
  static int[] rows(BufferedImage image, int x, Color colour) {
    return IntStream.range(0, height(image))
        .filter(y -> at(image, x, y) == colour.getRGB())
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
