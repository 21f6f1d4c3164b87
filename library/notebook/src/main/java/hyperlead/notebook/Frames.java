package hyperlead.notebook;

import static hyperlead.notebook.Rendering.escape;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One picture for each of some values, behind a slider: {@code Notebook.show(Frames.over("τ", taus,
 * tau -> picture))}.
 *
 * <p>All pictures are drawn when the frames are made and stored with the cell, so that the slider
 * works on static pages, without a kernel and without a network. A front end that runs no scripts
 * shows the frame in the middle. About 20 frames of the size of a notebook's column take 300 kB;
 * pictures with fixed axes and colour scales can be compared, others jump.
 */
public final class Frames {
  /** One image, which scrolls on a phone; a slider, its value; a button that goes through all. */
  private static final String HTML =
      """
      <figure style="margin:0" data-lm-suppress-shortcuts="true" oninput="%s">
      <label>%s <input type="range" max="%s" value="%s" style="width:min(24rem,40vw);vertical-align:middle"></label>
      <output style="display:inline-block;min-width:4em">%s</output>
      <button type="button" title="from the first to the last" onclick="%s">▶</button>
      <div style="overflow-x:auto"><img alt="%s" style="max-width:100%%;min-width:36rem;background:white" src="data:image/png;base64,%s"></div>
      <script type="application/json">%s</script>
      </figure>
      """;

  /** The frame of the slider's value; the frames are read once. */
  private static final String SHOW =
      "const f=this.frames||=JSON.parse(this.querySelector('script').textContent),"
          + "s=this.querySelector('input'),[v,p,a]=f[s.value],i=this.querySelector('img');"
          + "i.src='data:image/png;base64,'+p;i.alt=a;"
          + "s.ariaValueText=this.querySelector('output').value=v";

  private static final String PLAY =
      "const g=this.closest('figure'),s=g.querySelector('input'),"
          + "to=(v)=>{s.value=v;s.dispatchEvent(new Event('input',{bubbles:true}))};"
          + "clearInterval(g.timer);to(0);"
          + "g.timer=setInterval(()=>s.value===s.max?clearInterval(g.timer):to(+s.value+1),250)";

  /** A value, its picture in base 64 and in words. */
  private record Frame(String value, String png, String text) {}

  private final String name;
  private final List<Frame> frames;

  private Frames(String name, List<Frame> frames) {
    this.name = name;
    this.frames = frames;
  }

  /**
   * {@return a picture for each number}
   *
   * @param name what the numbers are
   * @param values at least one, in the slider's order
   * @param picture of a number: a {@link Picture} or an image
   * @throws IllegalArgumentException if there is no value or there is none for a value
   */
  public static Frames over(String name, double[] values, DoubleFunction<?> picture) {
    return over(name, Arrays.stream(values).boxed().toList(), picture::apply);
  }

  /**
   * {@return a picture for each value, which its text names}
   *
   * @param name what the values are
   * @param values at least one, in the slider's order
   * @param picture of a value: a {@link Picture} or an image
   * @throws IllegalArgumentException if there is no value or there is none for a value
   */
  public static <T> Frames over(String name, List<T> values, Function<? super T, ?> picture) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("frames over " + name + " need at least one value: 0");
    }
    return new Frames(
        name, values.stream().map(value -> frame(name, value, picture.apply(value))).toList());
  }

  private static Frame frame(String name, Object value, Object picture) {
    String text = value instanceof Double d ? ColumnFormat.single(d) : value.toString();
    Object drawn = picture instanceof Picture p ? p.image() : picture;
    if (!(drawn instanceof BufferedImage image)) {
      throw new IllegalArgumentException(
          "the frame of " + name + " " + text + " must be a picture: " + picture);
    }
    byte[] png = Png.withPalette(small(image));
    return new Frame(text, Base64.getEncoder().encodeToString(png), Rendering.describe(image));
  }

  /** One pixel for each of the picture's, as frames are many. */
  private static BufferedImage small(BufferedImage image) {
    int width = Picture.shown(image, image.getWidth());
    int height = Picture.shown(image, image.getHeight());
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }

  /** The image in the middle alone, and all of them with the slider. */
  Rendering rendering() {
    int middle = frames.size() / 2;
    Frame shown = frames.get(middle);
    String html =
        HTML.formatted(
            SHOW,
            escape(name),
            frames.size() - 1,
            middle,
            escape(shown.value()),
            PLAY,
            escape(shown.text()),
            shown.png(),
            frames.stream().map(Frames::json).collect(Collectors.joining(",\n", "[", "]")));
    String text = this + "; " + shown.value() + ": " + shown.text();
    return new Rendering(
        Map.of(Rendering.TEXT, text, Rendering.PNG, shown.png(), Rendering.HTML, html));
  }

  private static String json(Frame frame) {
    return "[%s,\"%s\",%s]".formatted(quoted(frame.value()), frame.png(), quoted(frame.text()));
  }

  /** A string of JSON that cannot end the script that it stands in. */
  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped.replace("<", "\\u003c") + '"';
  }

  @Override
  public String toString() {
    return "%s frames over %s from %s to %s"
        .formatted(
            frames.size(), name, frames.get(0).value(), frames.get(frames.size() - 1).value());
  }
}
