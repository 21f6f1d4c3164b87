package hyperlead.notebook.pictures;

import static java.lang.String.join;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frame of a chart: what its axes measure and how far they reach.
 *
 * @param title shown above the chart; empty for none
 * @param x what the horizontal axis measures, with its unit
 * @param y what the vertical axis measures, with its unit
 * @param logarithmicX whether the horizontal axis is logarithmic
 * @param logarithmicY whether the vertical axis is logarithmic
 * @param references horizontal lines to compare with
 * @param limits reach of the vertical axis; empty: all data and references
 * @param width of the image, in pixels, at least 300
 * @param height of the image, in pixels, at least 200
 */
public record Axes(
    String title,
    String x,
    String y,
    boolean logarithmicX,
    boolean logarithmicY,
    List<Reference> references,
    Optional<Limits> limits,
    int width,
    int height) {

  /**
   * A dashed horizontal line.
   *
   * @param label what it stands for
   * @param value where it lies on the vertical axis, finite
   */
  public record Reference(String label, double value) {
    public Reference {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("reference '" + label + "' must be finite: " + value);
      }
    }
  }

  /**
   * The reach of an axis.
   *
   * @param low lower end, in the axis's unit
   * @param high upper end, above the lower one
   */
  public record Limits(double low, double high) {
    public Limits {
      if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
        throw new IllegalArgumentException(
            "limits must be finite, the lower one first: " + low + ", " + high);
      }
    }
  }

  public Axes {
    references = List.copyOf(references);
    if (width < 300 || height < 200) {
      throw new IllegalArgumentException(
          "size must be at least 300 x 200 pixels: " + width + " x " + height);
    }
    if (logarithmicY) {
      references.forEach(r -> requirePositive("reference '" + r.label() + "'", r.value()));
      limits.ifPresent(l -> requirePositive("lower limit", l.low()));
    }
  }

  /**
   * {@return linear axes for a chart as wide as a notebook's column, 840 × 420 pixels}
   *
   * @param x what the horizontal axis measures, with its unit
   * @param y what the vertical axis measures, with its unit
   */
  public static Axes of(String x, String y) {
    return new Axes("", x, y, false, false, List.of(), Optional.empty(), 840, 420);
  }

  /** {@return the same axes with a title above the chart} */
  public Axes withTitle(String text) {
    return new Axes(text, x, y, logarithmicX, logarithmicY, references, limits, width, height);
  }

  /** {@return the same axes with a logarithmic horizontal one} */
  public Axes withLogarithmicX() {
    return new Axes(title, x, y, true, logarithmicY, references, limits, width, height);
  }

  /** {@return the same axes with a logarithmic vertical one} */
  public Axes withLogarithmicY() {
    return new Axes(title, x, y, logarithmicX, true, references, limits, width, height);
  }

  /**
   * {@return the same axes with a dashed line, such as {@code best known 0.7395}, at a value of y}
   */
  public Axes withReference(String label, double value) {
    List<Reference> more = new ArrayList<>(references);
    more.add(new Reference(label, value));
    return new Axes(title, x, y, logarithmicX, logarithmicY, more, limits, width, height);
  }

  /** {@return the same axes with a fixed reach of the vertical one; what lies beyond is cut off} */
  public Axes withLimits(double low, double high) {
    Optional<Limits> fixed = Optional.of(new Limits(low, high));
    return new Axes(title, x, y, logarithmicX, logarithmicY, references, fixed, width, height);
  }

  /** {@return the same axes for an image of another size, in pixels} */
  public Axes withSize(int wide, int high) {
    return new Axes(title, x, y, logarithmicX, logarithmicY, references, limits, wide, high);
  }

  /** What a chart shows, in words: title, what is measured, the names of what is drawn. */
  String describe(List<String> names) {
    String measured = x.isEmpty() ? y : y + " over " + x;
    String references = references().stream().map(r -> ", " + r.label()).collect(joining());
    return (title.isEmpty() ? "" : title + ": ")
        + measured
        + " ("
        + join(", ", names)
        + references
        + ")";
  }

  /** The horizontal reach for data between the given values: a margin of 3 % on either side. */
  Limits reachX(double low, double high) {
    return padded(low, high, 0.03, logarithmicX);
  }

  /** The vertical reach: as fixed, or else data and references with a margin of 5 %. */
  Limits reachY(double low, double high) {
    if (limits.isPresent()) {
      return limits.get();
    }
    double least = references.stream().mapToDouble(Reference::value).reduce(low, Math::min);
    double most = references.stream().mapToDouble(Reference::value).reduce(high, Math::max);
    return padded(least, most, 0.05, logarithmicY);
  }

  private static Limits padded(double low, double high, double share, boolean logarithmic) {
    if (logarithmic) {
      double factor = low == high ? 2 : Math.pow(high / low, share);
      return new Limits(low / factor, high * factor);
    }
    // All values equal: any width will do, as long as the value is in the middle.
    double margin = low == high ? Math.max(Math.abs(low) / 2, 0.5) : share * (high - low);
    return new Limits(low - margin, high + margin);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          what + " must be positive on a logarithmic axis: " + value);
    }
  }
}
