package hyperlead.notebook;

import java.awt.image.BufferedImage;

/** What can be drawn: {@link Notebook#show} shows its image, and so does a cell that ends in it. */
@FunctionalInterface
public interface Picture {
  /** The property of an image that describes it to those who cannot see it; see AWT's Image. */
  String COMMENT = "comment";

  /** {@return the image, drawn anew} */
  BufferedImage image();
}
