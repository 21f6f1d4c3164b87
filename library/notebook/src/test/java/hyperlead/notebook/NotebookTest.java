package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NotebookTest {
  private static String text(Object value) {
    return Notebook.render(value).text();
  }

  @Test
  void valuesWithoutARendererAreTheirText() {
    assertEquals("null", text(null));
    assertEquals("0.1", text(0.1));
    assertEquals("[a, b]", text(List.of("a", "b")));
    assertEquals(Set.of("text/plain"), Notebook.render("x").data().keySet());
  }

  @Test
  void noHashCodesAreShown() {
    Runnable lambda = () -> {};
    assertEquals("Object", text(new Object()));
    assertEquals("a Runnable", text(lambda));
  }

  @Test
  void arraysAreTheirContentsAndLongOnesShortened() {
    assertEquals("[1.0, 2.5]", text(new double[] {1, 2.5}));
    assertEquals("[[1, 2],\n [3]]", text(new int[][] {{1, 2}, {3}}));
    assertEquals("[a, null]", text(new String[] {"a", null}));
    assertEquals("[]", text(new long[0]));
    assertEquals(
        "[0, 1, 2, 3, 4, 5, 6, 7, … 5 more …, 13, 14, 15, 16, 17, 18, 19, 20]",
        text(IntStream.range(0, 21).toArray()));
    assertFalse(text(IntStream.range(0, 20).toArray()).contains("…"));
  }

  @Test
  void aTableIsTextAndEscapedHtmlWithNumbersToTheRight() {
    Table table =
        Table.create(
            "scores <1>",
            StringColumn.create("<name>", "a&b", "c"),
            DoubleColumn.create("x", 1.0 / 3, 1e-9));
    Rendering rendering = Notebook.render(table);
    assertEquals("scores <1>:\n<name>       x\na&b     0.3333\nc         10⁻⁹", rendering.text());
    String html = rendering.data().get("text/html");
    assertTrue(
        html.contains("<caption style=\"text-align: left\">scores &lt;1&gt;</caption>"), html);
    assertTrue(
        html.contains("<td style=\"text-align: left; white-space: nowrap\">a&amp;b</td>"), html);
    assertTrue(
        html.contains("<th style=\"text-align: left; white-space: nowrap\">&lt;name&gt;</th>"),
        html);
    assertTrue(
        html.contains("<td style=\"text-align: right; white-space: nowrap\">0.3333</td>"), html);
  }

  @Test
  void aTableWithoutANameHasNoCaption() {
    Rendering rendering = Notebook.render(Table.create(IntColumn.create("n", new int[] {1})));
    assertEquals("n\n1", rendering.text());
    assertFalse(rendering.data().get("text/html").contains("caption"), rendering.toString());
  }

  @Test
  void aPictureIsItsImage() {
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    Picture picture = () -> image;
    assertEquals(Notebook.render(image), Notebook.render(picture));
  }

  /** Else a kernel that writes to its socket fails, and the interrupt is used up. */
  @Test
  void aKernelDoesNotSeeTheInterruptOfItsCaller() {
    Thread.currentThread().interrupt();
    assertEquals(false, Reflection.call(Thread.class, "interrupted", List.of()));
    assertTrue(Thread.interrupted(), "the caller keeps it");
  }

  @Test
  void aLongTableShowsItsEndsAndItsLength() {
    Table table = Table.create("t", IntColumn.create("n", IntStream.range(0, 1000).toArray()));
    String text = text(table);
    assertTrue(text.contains("\n  9\n  …\n990\n"), text);
    assertTrue(text.endsWith("\n1000 rows, the first and last 10 shown"), text);
    assertFalse(text(table.first(20)).contains("…"));
  }

  @Test
  void imagesAndChartsArePng() throws IOException {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 4, 0x123456);
    Rendering rendering = Notebook.render(image);
    byte[] png = Base64.getDecoder().decode(rendering.data().get("image/png"));
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals("image 30×20", rendering.text());
    assertEquals(0x123456, back.getRGB(3, 4) & 0xffffff);
    assertEquals("image 60×50", text(new XYChartBuilder().width(60).height(50).build()));
  }

  private interface Shape {}

  private static class Square implements Shape {}

  private static final class Tile extends Square {}

  @Test
  void aRegisteredTypeIncludesItsSubtypesAndTheNearestWins() {
    Notebook.register(Shape.class, shape -> Rendering.ofText("a shape"));
    assertEquals("a shape", text(new Tile()));
    Notebook.register(Square.class, square -> Rendering.ofHtml("a square", "<b>square</b>"));
    assertEquals("a square", text(new Tile()));
    assertEquals("<b>square</b>", Notebook.render(new Tile()).data().get("text/html"));
  }

  @Test
  void aRenderingNeedsPlainText() {
    Map<String, String> data = Map.of("text/html", "x");
    assertThrows(IllegalArgumentException.class, () -> new Rendering(data));
  }

  @Test
  void outsideAKernelOutputIsStandardOutput() {
    assertEquals(new KernelDisplay.StandardOutput(), KernelDisplay.running());
  }
}
