package hyperlead.notebook;

import java.awt.image.BufferedImage;

/** What can be drawn: {@link Notebook#show} shows its image, and so does a cell that ends in it. */
@FunctionalInterface
public interface Picture {
  /** The property of an image that describes it to those who cannot see it; see AWT's Image. */
  String COMMENT = "comment";

  /** The property of an image that says how many of its pixels are one of the picture's. */
  String DENSITY = "density";

  /** {@return the width or height at which an image is shown, of so many pixels} */
  static int shown(BufferedImage image, int pixels) {
    return pixels / (image.getProperty(DENSITY) instanceof Integer density ? density : 1);
  }

  /** {@return the image, drawn anew} */
  BufferedImage image();
}
