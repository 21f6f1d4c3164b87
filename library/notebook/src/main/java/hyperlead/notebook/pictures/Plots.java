package hyperlead.notebook.pictures;

import static java.util.stream.Collectors.joining;

import hyperlead.experiments.ConfidenceInterval;
import hyperlead.notebook.Picture;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way in to charts for notebooks: every one ends as an image that any kernel shows as PNG.
 *
 * <p>One quiet style for all: white ground, light grid, colours that colour-blind readers can tell
 * apart, the legend above the data and never on it. The same input gives the same pixels on the
 * same JDK and fonts.
 */
public final class Plots {
  private static final int GAP = 16;
  private static final int COLUMN = 1000;

  private Plots() {}

  /** {@return an empty chart of two numeric axes, for lines, bands, points and histograms} */
  public static XyPlot xy(Axes axes) {
    return XyPlot.of(axes);
  }

  /**
   * {@return one bar per name, from zero}
   *
   * @param axes the chart's frame, linear
   * @param names one per bar
   * @param values the bars' heights, as many, in the vertical axis's unit
   */
  public static BufferedImage bars(Axes axes, List<String> names, double[] values) {
    return bars(
        axes,
        names,
        Arrays.stream(values).mapToObj(value -> new ConfidenceInterval(value, 0)).toList());
  }

  /**
   * {@return one bar per name, from zero to the mean, with an error bar as long as the confidence
   * interval}
   *
   * @param axes the chart's frame, linear
   * @param names one per bar
   * @param intervals means and half widths, as many, in the vertical axis's unit
   */
  public static BufferedImage bars(
      Axes axes, List<String> names, List<ConfidenceInterval> intervals) {
    checkBars(axes, names, intervals);
    return ChartPainter.bars(axes, names, intervals);
  }

  /** {@return pictures as {@link #row(BufferedImage...)} puts their images} */
  public static BufferedImage row(Picture... pictures) {
    return row(Arrays.stream(pictures).map(Picture::image).toArray(BufferedImage[]::new));
  }

  /**
   * {@return images side by side, aligned at the top; at least one} What is beyond 1000 pixels
   * begins a row of its own: smaller, nobody could read it.
   */
  public static BufferedImage row(BufferedImage... images) {
    List<Point> places = new ArrayList<>();
    int x = 0;
    int y = 0;
    int width = 0;
    int bottom = 0;
    for (BufferedImage image : images) {
      if (x > 0 && x + width(image) > COLUMN) {
        x = 0;
        y = bottom + GAP;
      }
      places.add(new Point(x, y));
      width = Math.max(width, x + width(image));
      bottom = Math.max(bottom, y + height(image));
      x += width(image) + GAP;
    }
    if (images.length == 0) {
      throw new IllegalArgumentException("a row needs at least one image: 0");
    }
    Paper row = new Paper(width, bottom);
    for (int i = 0; i < images.length; i++) {
      Point place = places.get(i);
      row.pen().drawImage(images[i], place.x, place.y, width(images[i]), height(images[i]), null);
    }
    return row.image(Arrays.stream(images).map(Plots::comment).collect(joining("; ")));
  }

  private static int width(BufferedImage image) {
    return Picture.shown(image, image.getWidth());
  }

  private static int height(BufferedImage image) {
    return Picture.shown(image, image.getHeight());
  }

  private static String comment(BufferedImage image) {
    return image.getProperty(Picture.COMMENT) instanceof String comment ? comment : "an image";
  }

  private static void checkBars(Axes axes, List<String> names, List<ConfidenceInterval> intervals) {
    if (axes.logarithmicX() || axes.logarithmicY()) {
      throw new IllegalArgumentException("bars need linear axes: they start from zero");
    }
    if (names.isEmpty() || names.size() != intervals.size()) {
      throw new IllegalArgumentException(
          "bars must be as many as their names, at least one: %s, %s"
              .formatted(intervals.size(), names.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        throw new IllegalArgumentException("name of bar " + i + " must not be blank");
      }
      double mean = intervals.get(i).mean();
      double error = intervals.get(i).halfWidth();
      if (!Double.isFinite(mean) || !Double.isFinite(error) || error < 0) {
        throw new IllegalArgumentException(
            "bar '%s' must be finite: %s ± %s".formatted(names.get(i), mean, error));
      }
    }
  }
}
