package hyperlead.notebook;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value as a front end shows it. A notebook stores what is in here, so it holds nothing that
 * differs from run to run: no times, ids or hash codes.
 *
 * @param data content by MIME type, always with {@code text/plain}; images in base 64
 * @param metadata what front ends are told of it by MIME type, such as the size to show an image in
 */
public record Rendering(Map<String, String> data, Map<String, Object> metadata) {
  /** The type that every rendering has. */
  public static final String TEXT = "text/plain";

  /** The type of HTML fragments. */
  public static final String HTML = "text/html";

  /** The type of PNG images. */
  public static final String PNG = "image/png";

  /** Throws an {@link IllegalArgumentException} if there is no plain text. */
  public Rendering {
    if (!data.containsKey(TEXT)) {
      throw new IllegalArgumentException("data must contain " + TEXT + ": " + data.keySet());
    }
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Map.copyOf(metadata);
  }

  /** Content that front ends need to be told nothing of. */
  public Rendering(Map<String, String> data) {
    this(data, Map.of());
  }

  /** {@return plain text alone} */
  public static Rendering ofText(String text) {
    return new Rendering(Map.of(TEXT, text));
  }

  /**
   * {@return HTML, with plain text for front ends that show none}
   *
   * @param html a fragment, already escaped
   */
  public static Rendering ofHtml(String text, String html) {
    return new Rendering(Map.of(TEXT, text, HTML, html));
  }

  /**
   * {@return the image as PNG, with its description as plain text} Pictures of the library describe
   * themselves and are stored with a palette, which takes a third of the space; of any other image
   * all colours are kept, and its size is told.
   */
  public static Rendering ofImage(BufferedImage image) {
    int width = Picture.shown(image, image.getWidth());
    int height = Picture.shown(image, image.getHeight());
    boolean described = image.getProperty(Picture.COMMENT) instanceof String;
    byte[] png = described ? Png.withPalette(image) : Png.of(image);
    return new Rendering(
        Map.of(TEXT, describe(image), PNG, Base64.getEncoder().encodeToString(png)),
        Map.of(PNG, Map.of("width", width, "height", height)));
  }

  /** What a picture says of itself; the size of another image. */
  static String describe(BufferedImage image) {
    return image.getProperty(Picture.COMMENT) instanceof String comment
        ? comment
        : "image " + image.getWidth() + "×" + image.getHeight();
  }

  /** {@return the plain text} */
  public String text() {
    return data.get(TEXT);
  }

  /** A table's title, above it. */
  static String caption(String title) {
    return "<caption style=\"text-align: left\">%s</caption>\n".formatted(escape(title));
  }

  /** {@return the text with the characters that mean something in HTML replaced} */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
