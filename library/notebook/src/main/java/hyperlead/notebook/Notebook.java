package hyperlead.notebook;

import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.Run;
import hyperlead.experiments.Verdict;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Shows values in the notebook that runs this code, on JJava or IJava. Outside a notebook it prints
 * plain text to {@code System.out}.
 */
public final class Notebook {
  private static final Map<Class<?>, Function<Object, Rendering>> RENDERERS =
      new ConcurrentHashMap<>();

  static {
    register(Table.class, TableText::render);
    register(Hypergradient.class, Summaries::of);
    register(Run.class, Summaries::of);
    register(LeaderProblem.class, Summaries::of);
    register(Verdict.class, Summaries::of);
    register(BufferedImage.class, Rendering::ofImage);
    register(Picture.class, picture -> Rendering.ofImage(picture.image()));
    register(Frames.class, Frames::rendering);
    register(Chart.class, chart -> Rendering.ofImage(BitmapEncoder.getBufferedImage(chart)));
  }

  private Notebook() {}

  /**
   * Shows a value: tables as HTML, pictures, charts and images as PNG, {@link Frames} behind a
   * slider, arrays as their contents, registered types as their renderer says, everything else as
   * {@code String.valueOf} does.
   *
   * @param value what to show; may be null
   */
  public static void show(Object value) {
    KernelDisplay.running().show(render(value));
  }

  /**
   * Prints formatted text. A cell that ends in {@code System.out.printf} would show the stream that
   * it returns; this returns nothing. Numbers are written alike in every locale.
   *
   * @param format as in {@link String#format}
   * @param values what to put into it
   */
  public static void printf(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }

  /**
   * Says how values of a type are shown, by {@link #show} and as the last value of a cell.
   *
   * @param type the type; its subtypes are included unless they have a renderer of their own
   * @param renderer makes the rendering
   */
  public static <T> void register(Class<T> type, Function<? super T, Rendering> renderer) {
    RENDERERS.put(type, value -> renderer.apply(type.cast(value)));
  }

  /**
   * A value as a front end shows it.
   *
   * @param value any value; may be null
   */
  public static Rendering render(Object value) {
    return find(value).orElseGet(() -> Rendering.ofText(PlainText.of(value)));
  }

  /**
   * The rendering by the renderer of the value's type, its nearest superclass, or else one of its
   * interfaces.
   *
   * @param value any value; may be null
   * @return the rendering; empty if its type is not registered
   */
  public static Optional<Rendering> find(Object value) {
    if (value == null) {
      return Optional.empty();
    }
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      if (RENDERERS.containsKey(type)) {
        return Optional.of(RENDERERS.get(type).apply(value));
      }
    }
    return RENDERERS.keySet().stream()
        .filter(type -> type.isInterface() && type.isInstance(value))
        .min(java.util.Comparator.comparing(Class::getName))
        .map(type -> RENDERERS.get(type).apply(value));
  }
}
