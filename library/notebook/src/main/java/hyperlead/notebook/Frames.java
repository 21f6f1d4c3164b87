package hyperlead.notebook;

import static hyperlead.notebook.Rendering.escape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
  /** One image, a slider beside its value, and a button that goes through the values once. */
  private static final String HTML =
      """
      <figure style="margin:0" data-lm-suppress-shortcuts="true" oninput="%s">
      <label>%s <input type="range" max="%d" value="%d" style="width:min(24rem,40vw);vertical-align:middle"></label>
      <output style="display:inline-block;min-width:4em">%s</output>
      <button type="button" title="from the first to the last" onclick="%s">▶</button><br>
      <img alt="%s" style="max-width:100%%;background:white" src="data:image/png;base64,%s">
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

  private final String name;
  private final List<String> values;
  private final List<Rendering> pictures;

  private Frames(String name, List<String> values, List<Rendering> pictures) {
    this.name = name;
    this.values = values;
    this.pictures = pictures;
  }

  /**
   * {@return a picture for each number}
   *
   * @param name what the numbers are
   * @param values at least one, in the slider's order
   * @param picture of a number: whatever {@link Notebook#show} shows as an image
   * @throws IllegalArgumentException if there is no value or a picture is no image
   */
  public static Frames over(String name, double[] values, DoubleFunction<?> picture) {
    return over(name, Arrays.stream(values).boxed().toList(), picture::apply);
  }

  /**
   * {@return a picture for each value, which its text names}
   *
   * @param name what the values are
   * @param values at least one, in the slider's order
   * @param picture of a value: whatever {@link Notebook#show} shows as an image
   * @throws IllegalArgumentException if there is no value or a picture is no image
   */
  public static <T> Frames over(String name, List<T> values, Function<? super T, ?> picture) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("frames over " + name + " need at least one value: 0");
    }
    List<Rendering> pictures =
        values.stream().map(value -> image(name + " " + value, picture.apply(value))).toList();
    List<String> texts =
        values.stream()
            .map(value -> value instanceof Double d ? TableText.shortened(d) : value.toString())
            .toList();
    return new Frames(name, texts, pictures);
  }

  private static Rendering image(String of, Object picture) {
    Rendering rendering = Notebook.render(picture);
    if (!rendering.data().containsKey(Rendering.PNG)) {
      throw new IllegalArgumentException("the frame of " + of + " must be an image: " + picture);
    }
    return rendering;
  }

  /** The image in the middle alone, and all of them with the slider. */
  Rendering rendering() {
    int middle = values.size() / 2;
    Rendering shown = pictures.get(middle);
    String html =
        HTML.formatted(
            SHOW,
            escape(name),
            values.size() - 1,
            middle,
            escape(values.get(middle)),
            PLAY,
            escape(shown.text()),
            shown.data().get(Rendering.PNG),
            IntStream.range(0, values.size())
                .mapToObj(this::json)
                .collect(Collectors.joining(",\n", "[", "]")));
    return new Rendering(
        Map.of(
            Rendering.TEXT,
            this + "; " + values.get(middle) + ": " + shown.text(),
            Rendering.PNG,
            shown.data().get(Rendering.PNG),
            Rendering.HTML,
            html));
  }

  private String json(int frame) {
    Rendering picture = pictures.get(frame);
    return "[%s,\"%s\",%s]"
        .formatted(
            quoted(values.get(frame)), picture.data().get(Rendering.PNG), quoted(picture.text()));
  }

  /** A string of JSON that cannot end the script that it stands in. */
  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped.replace("<", "\\u003c") + '"';
  }

  @Override
  public String toString() {
    return "%d frames over %s from %s to %s"
        .formatted(values.size(), name, values.get(0), values.get(values.size() - 1));
  }
}
