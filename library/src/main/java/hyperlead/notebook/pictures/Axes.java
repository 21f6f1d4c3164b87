package hyperlead.notebook.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * @param width of the image, in pixels
 * @param height of the image, in pixels
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
   * A dashed horizontal line with its label.
   *
   * @param label what it stands for
   * @param value where it lies on the vertical axis
   */
  public record Reference(String label, double value) {
    /**
     * A line at a finite value.
     *
     * @param label what it stands for
     * @param value where it lies on the vertical axis
     * @throws IllegalArgumentException if the value is not finite
     */
    public Reference {
      Objects.requireNonNull(label, "label");
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
    /**
     * Limits with the lower one first.
     *
     * @param low lower end, in the axis's unit
     * @param high upper end, above the lower one
     * @throws IllegalArgumentException if they are not finite or out of order
     */
    public Limits {
      if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
        throw new IllegalArgumentException(
            "limits must be finite, the lower one first: " + low + ", " + high);
      }
    }
  }

  /**
   * Axes of at least 300 × 200 pixels.
   *
   * @param title shown above the chart; empty for none
   * @param x what the horizontal axis measures
   * @param y what the vertical axis measures
   * @param logarithmicX whether the horizontal axis is logarithmic
   * @param logarithmicY whether the vertical axis is logarithmic
   * @param references horizontal lines
   * @param limits reach of the vertical axis
   * @param width in pixels
   * @param height in pixels
   * @throws IllegalArgumentException if the size is too small, or a reference or limit is not
   *     positive on a logarithmic axis
   */
  public Axes {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(x, "x");
    Objects.requireNonNull(y, "y");
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
   * Linear axes for a chart as wide as a notebook's column, 840 × 420 pixels.
   *
   * @param x what the horizontal axis measures, with its unit
   * @param y what the vertical axis measures, with its unit
   * @return the axes
   */
  public static Axes of(String x, String y) {
    return new Axes("", x, y, false, false, List.of(), Optional.empty(), 840, 420);
  }

  /**
   * Sets the title.
   *
   * @param newTitle shown above the chart
   * @return new axes
   */
  public Axes withTitle(String newTitle) {
    return new Axes(newTitle, x, y, logarithmicX, logarithmicY, references, limits, width, height);
  }

  /**
   * Makes the horizontal axis logarithmic.
   *
   * @return new axes
   */
  public Axes withLogarithmicX() {
    return new Axes(title, x, y, true, logarithmicY, references, limits, width, height);
  }

  /**
   * Makes the vertical axis logarithmic.
   *
   * @return new axes
   */
  public Axes withLogarithmicY() {
    return new Axes(title, x, y, logarithmicX, true, references, limits, width, height);
  }

  /**
   * Adds a dashed horizontal line.
   *
   * @param label what it stands for, such as {@code best known 0.7395}
   * @param value where it lies on the vertical axis
   * @return new axes
   */
  public Axes withReference(String label, double value) {
    List<Reference> more = new ArrayList<>(references);
    more.add(new Reference(label, value));
    return new Axes(title, x, y, logarithmicX, logarithmicY, more, limits, width, height);
  }

  /**
   * Fixes the reach of the vertical axis; what lies beyond is cut off.
   *
   * @param low lower end
   * @param high upper end
   * @return new axes
   */
  public Axes withLimits(double low, double high) {
    Optional<Limits> fixed = Optional.of(new Limits(low, high));
    return new Axes(title, x, y, logarithmicX, logarithmicY, references, fixed, width, height);
  }

  /**
   * Sets the image's size.
   *
   * @param newWidth in pixels, at least 300
   * @param newHeight in pixels, at least 200
   * @return new axes
   */
  public Axes withSize(int newWidth, int newHeight) {
    return new Axes(
        title, x, y, logarithmicX, logarithmicY, references, limits, newWidth, newHeight);
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
