package hyperlead.notebook.pictures;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours of all charts and pictures.
 *
 * <p>Series and marks use the eight colours of Okabe and Ito (<a
 * href="https://jfly.uni-koeln.de/color/">Color Universal Design</a>, 2008), which people with any
 * of the common kinds of colour blindness can tell apart. Heat maps use two scales of Brewer (<a
 * href="https://colorbrewer2.org">ColorBrewer</a>), rebuilt here from their anchor colours: YlGnBu
 * for values of one sign, its palest colour a little yellower to stand out from white, and RdBu for
 * values of both. On both, zero is pale and ink stands for magnitude, so that a mostly empty map
 * stays mostly empty.
 */
public final class Palette {
  /** Blue, the first series. */
  public static final Color BLUE = new Color(0x0072B2);

  /** Vermilion, the second series. */
  public static final Color VERMILION = new Color(0xD55E00);

  /** Bluish green, the third series. */
  public static final Color GREEN = new Color(0x009E73);

  /** Reddish purple, the fourth series. */
  public static final Color PURPLE = new Color(0xCC79A7);

  /** Orange, the fifth series. */
  public static final Color ORANGE = new Color(0xE69F00);

  /** Sky blue, the sixth series. */
  public static final Color SKY = new Color(0x56B4E9);

  /** Black, the seventh series. */
  public static final Color BLACK = new Color(0x000000);

  /** Yellow, for marks only: as a line it is hard to see on white. */
  public static final Color YELLOW = new Color(0xF0E442);

  static final Color INK = new Color(0x262626);
  static final Color FAINT_INK = new Color(0x6B6B6B);
  static final Color GRID = new Color(0xE6E6E6);
  static final Color WALL = new Color(0x4A4A4A);
  static final Color PAPER = Color.WHITE;

  private static final List<Color> SERIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK);

  /** Methods have the same colour in every chart, known by how a series' name begins. */
  private static final Map<String, Color> METHODS =
      Map.of(
          "BC-HG", BLUE,
          "naive", VERMILION,
          "direct", VERMILION,
          "HPGD", GREEN,
          "SoBiRL", PURPLE,
          "AMD", ORANGE,
          "certainty equivalen", SKY,
          "exact", BLACK);

  private static final int[] SEQUENTIAL = {
    0xF5FBC8, 0xC7E9B4, 0x7FCDBB, 0x41B6C4, 0x1D91C0, 0x225EA8, 0x253494, 0x081D58
  };
  private static final int[] DIVERGING = {
    0x67001F, 0xB2182B, 0xD6604D, 0xF4A582, 0xFDDBC7, 0xF7F7F7, 0xD1E5F0, 0x92C5DE, 0x4393C3,
    0x2166AC, 0x053061
  };

  private Palette() {}

  /**
   * {@return the colour of a series}
   *
   * @param index its place in its chart, from 0
   * @throws IllegalArgumentException when there are more series than colours
   */
  public static Color series(int index) {
    if (index < 0 || index >= SERIES.size()) {
      throw new IllegalArgumentException(
          "a chart's series must be at most %s, one colour each: %s"
              .formatted(SERIES.size(), index + 1));
    }
    return SERIES.get(index);
  }

  /**
   * The colours of a chart's series: of a method its own, where no other series has taken it; of
   * others the first that are left.
   *
   * @param names of all series, in their order
   * @param first place of the first colour that may be taken
   */
  static Map<String, Color> series(Collection<String> names, int first) {
    List<Color> free = new ArrayList<>(SERIES.subList(first, SERIES.size()));
    Map<String, Color> colours = new HashMap<>();
    for (String name : names) {
      METHODS.entrySet().stream()
          .filter(method -> name.startsWith(method.getKey()) && free.remove(method.getValue()))
          .forEach(method -> colours.put(name, method.getValue()));
    }
    for (String name : names) {
      if (!colours.containsKey(name)) {
        colours.put(name, free.isEmpty() ? series(first + names.size() - 1) : free.remove(0));
      }
    }
    return colours;
  }

  /**
   * {@return a colour from pale yellow through green to dark blue, linear in sRGB between the
   * anchors}
   *
   * @param fraction place on the scale, in [0, 1]
   */
  public static Color sequential(double fraction) {
    return between(SEQUENTIAL, fraction);
  }

  /**
   * {@return a colour from red through near white, at one half, to blue, linear in sRGB}
   *
   * @param fraction place on the scale, in [0, 1]
   */
  public static Color diverging(double fraction) {
    return between(DIVERGING, fraction);
  }

  /** Ink or paper, whichever is easier to see on the given colour (relative luminance, WCAG 2). */
  static Color contrast(Color ground) {
    double luminance =
        0.2126 * linear(ground.getRed())
            + 0.7152 * linear(ground.getGreen())
            + 0.0722 * linear(ground.getBlue());
    return luminance > 0.22 ? INK : PAPER;
  }

  /** The colour mixed with paper: share 0 is paper, 1 the colour itself. */
  static Color tint(Color colour, double share) {
    return mix(PAPER, colour, share);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static Color between(int[] anchors, double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be in [0, 1]: " + fraction);
    }
    double place = fraction * (anchors.length - 1);
    int below = Math.min((int) place, anchors.length - 2);
    return mix(new Color(anchors[below]), new Color(anchors[below + 1]), place - below);
  }

  private static Color mix(Color from, Color to, double share) {
    return new Color(
        mix(from.getRed(), to.getRed(), share),
        mix(from.getGreen(), to.getGreen(), share),
        mix(from.getBlue(), to.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }
}
