package hyperlead.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class Png {
  private Png() {}

  static byte[] of(BufferedImage image) {
    return written(image, "png");
  }

  /** With at most 256 colours, as the JDK chooses them for a GIF: a third of a chart's bytes. */
  static byte[] withPalette(BufferedImage image) {
    try {
      return of(ImageIO.read(new ByteArrayInputStream(written(image, "gif"))));
    } catch (IOException e) {
      throw new UncheckedIOException("An image cannot be read", e);
    }
  }

  private static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An image cannot be written as " + format, e);
    }
    return bytes.toByteArray();
  }
}
