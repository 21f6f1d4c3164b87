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
 */
public record Rendering(Map<String, String> data) {
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
    boolean described = image.getProperty(Picture.COMMENT) instanceof String;
    String size = "image " + image.getWidth() + "×" + image.getHeight();
    String text = described ? (String) image.getProperty(Picture.COMMENT) : size;
    byte[] png = described ? Png.withPalette(image) : Png.of(image);
    return new Rendering(Map.of(TEXT, text, PNG, Base64.getEncoder().encodeToString(png)));
  }

  /** {@return the plain text} */
  public String text() {
    return data.get(TEXT);
  }

  /** {@return the text with the characters that mean something in HTML replaced} */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
