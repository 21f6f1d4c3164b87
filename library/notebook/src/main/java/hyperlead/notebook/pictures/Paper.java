package hyperlead.notebook.pictures;

import hyperlead.notebook.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;

/** White paper with a smooth pen: the texts, discs and colour bars that all pictures share. */
final class Paper {
  /** Pixels of an image for one of its picture, so that it is sharp on the screens of today. */
  static final int DENSITY = 2;

  /** The width of a colour bar, in pixels. */
  static final int BAR = 16;

  static final Font PLAIN = font(Font.PLAIN, 13);
  static final Font TITLE = font(Font.BOLD, 16);

  private final BufferedImage image;
  private final Graphics2D pen;

  Paper(int width, int height) {
    image = new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    pen = image.createGraphics();
    pen.scale(DENSITY, DENSITY);
    pen.setColor(Palette.PAPER);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    write(PLAIN, Palette.INK);
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** The width of a text, in pixels. */
  static int widthOf(String text, Font font) {
    Paper ruler = new Paper(1, 1);
    ruler.pen.setFont(font);
    return ruler.widthOf(text);
  }

  Graphics2D pen() {
    return pen;
  }

  int width() {
    return image.getWidth() / DENSITY;
  }

  /**
   * What was painted; the pen is put away. The description becomes the image's property {@code
   * comment}, where AWT keeps what is to be told to users; front ends show it where they show no
   * images.
   */
  @SuppressWarnings("JdkObsolete") // the constructor of images wants a Hashtable
  BufferedImage image(String description) {
    pen.dispose();
    Hashtable<String, Object> properties =
        new Hashtable<>(Map.of(Picture.COMMENT, description, Picture.DENSITY, DENSITY));
    return new BufferedImage(image.getColorModel(), image.getRaster(), false, properties);
  }

  /** How dark a rectangle is, in steps so coarse that a grid line makes no difference. */
  long ink(int left, int top, int width, int height) {
    long ink = 0;
    for (int i = 0; i < width * height; i++) {
      int x = DENSITY * (left + i % width);
      int y = DENSITY * (top + i / width);
      if (x < image.getWidth() && y < image.getHeight()) {
        Color pixel = new Color(image.getRGB(x, y));
        ink += 3 * 255 - pixel.getRed() - pixel.getGreen() - pixel.getBlue();
      }
    }
    return ink / (12L * width * height);
  }

  /** Takes a font and a colour for the next texts. */
  void write(Font font, Color colour) {
    pen.setFont(font);
    pen.setColor(colour);
  }

  int widthOf(String text) {
    return pen.getFontMetrics().stringWidth(text);
  }

  void centred(String text, int x, int baseline) {
    pen.drawString(text, x - widthOf(text) / 2, baseline);
  }

  void centred(String text, double x, double baseline) {
    pen.drawString(text, (float) (x - widthOf(text) / 2.0), (float) baseline);
  }

  /** A text that runs upwards, its middle at a height. */
  void upwards(String text, int baseline, int middle) {
    AffineTransform before = pen.getTransform();
    pen.translate(baseline, middle + widthOf(text) / 2);
    pen.rotate(-Math.PI / 2);
    pen.drawString(text, 0, 0);
    pen.setTransform(before);
  }

  static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  void paintDisc(double x, double y, double radius, Color colour) {
    pen.setColor(colour);
    pen.fill(disc(x, y, radius));
  }

  /** What {@link #paintScale} takes from left to right, in pixels. */
  static int scaleWidth(Heat heat, int height) {
    double tick = heat.tick(height / 40);
    var widths = Arrays.stream(heat.ticks(tick)).map(v -> widthOf(Heat.written(v, tick), PLAIN));
    return BAR + 34 + (int) widths.max().orElse(0);
  }

  /** The colours of a scale, the highest value above, round values beside it, then its label. */
  void paintScale(Heat heat, int x, int top, int height) {
    for (int i = 0; i < height; i++) {
      double share = height == 1 ? 0 : (double) i / (height - 1);
      pen.setColor(heat.colour(heat.high() + share * (heat.low() - heat.high())));
      pen.fillRect(x, top + i, BAR, 1);
    }
    write(PLAIN, Palette.INK);
    pen.setStroke(new BasicStroke(1));
    double tick = heat.tick(height / 40);
    for (double value : heat.ticks(tick)) {
      double y = top + heat.share(value) * (height - 1);
      pen.draw(new Line2D.Double(x + BAR, y + 0.5, x + BAR + 4, y + 0.5));
      pen.drawString(Heat.written(value, tick), x + BAR + 8, (float) y + 5);
    }
    upwards(heat.label(), x + scaleWidth(heat, height) - 3, top + height / 2);
  }
}
