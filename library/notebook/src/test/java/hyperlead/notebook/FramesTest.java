package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.notebook.pictures.Axes;
import hyperlead.notebook.pictures.Plots;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What a browser does with the page is tested on the built site. */
class FramesTest {
  private static final double[] X = {0, 1};

  private static Picture line(double slope) {
    return Plots.xy(Axes.of("x", "y").withLimits(0, 5))
        .withLine("to \"" + slope, X, new double[] {0, slope});
  }

  private static String html(Frames frames) {
    return Notebook.render(frames).data().get(Rendering.HTML);
  }

  @Test
  void everyValueHasItsPictureInTheScriptOfData() {
    String html = html(Frames.over("τ", new double[] {0.1, 1.0 / 3, 4}, FramesTest::line));
    String data = html.substring(html.indexOf("json\">[") + 6, html.indexOf("</script>"));
    List<MatchResult> frames =
        Pattern.compile("\\[\"([^\"]*)\",\"([^\"]*)\",\"y over x \\(to \\\\\"")
            .matcher(data)
            .results()
            .toList();
    assertEquals(List.of("0.1", "0.3333", "4"), frames.stream().map(f -> f.group(1)).toList());
    assertEquals(
        List.of(small(0.1), small(1.0 / 3), small(4)),
        frames.stream().map(f -> f.group(2)).toList());
  }

  @Test
  void withoutScriptsTheFrameInTheMiddleIsShown() {
    Frames frames = Frames.over("τ", new double[] {0.1, 2, 4}, FramesTest::line);
    Rendering shown = Notebook.render(frames);
    assertEquals(small(2), shown.data().get(Rendering.PNG));
    assertEquals("3 frames over τ from 0.1 to 4; 2: y over x (to \"2.0)", shown.text());
    assertTrue(html(frames).contains("src=\"data:image/png;base64," + small(2) + "\""));
    assertTrue(html(frames).contains("alt=\"y over x (to &quot;2.0)\""));
    assertTrue(html(frames).contains("max=\"2\" value=\"1\""));
  }

  @Test
  void aValueCannotEndTheScript() {
    String html = html(Frames.over("<b>", List.of("</script>", "a\\\n"), value -> line(1)));
    assertTrue(html.contains("[\"\\u003c/script>\","), html);
    assertTrue(html.contains("[\"a\\\\\\n\","), html);
    assertTrue(html.contains("&lt;b&gt;"), html);
    assertEquals(1, Pattern.compile("</script>").matcher(html).results().count());
  }

  @Test
  void picturesOfTheLibraryHaveAPaletteAndOthersAllTheirColours() {
    byte[] png = Base64.getDecoder().decode(png(line(1)));
    assertEquals(3, png[25], "PNG's colour type: palette");
    BufferedImage photo = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    assertEquals(2, Base64.getDecoder().decode(png(() -> photo))[25], "true colour");
  }

  /** Frames are many, and so small. */
  @Test
  void aPictureHasTwoPixelsForOneThatAFrameHas() throws IOException {
    assertEquals(1680, image(png(line(1))).getWidth());
    assertEquals(840, image(small(1)).getWidth());
    Map<String, Object> told = Notebook.render(line(1)).metadata();
    assertEquals(Map.of(Rendering.PNG, Map.of("width", 840, "height", 420)), told);
  }

  private static BufferedImage image(String png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
  }

  @Test
  void onlyImagesCanBeFrames() {
    var none =
        assertThrows(
            IllegalArgumentException.class,
            () -> Frames.over("τ", new double[0], FramesTest::line));
    assertEquals("frames over τ need at least one value: 0", none.getMessage());
    var text =
        assertThrows(
            IllegalArgumentException.class, () -> Frames.over("τ", List.of(1), n -> "text"));
    assertEquals("the frame of τ 1 must be a picture: text", text.getMessage());
    assertFalse(Notebook.render("text").data().containsKey(Rendering.PNG));
  }

  private static String small(double slope) {
    Frames one = Frames.over("τ", new double[] {slope}, FramesTest::line);
    return Notebook.render(one).data().get(Rendering.PNG);
  }

  private static String png(Picture picture) {
    return Notebook.render(picture).data().get(Rendering.PNG);
  }
}
