package hyperlead.notebook.pictures;

import hyperlead.notebook.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.knowm.xchart.XYChart;

/**
 * A function of two numbers as a map of colours, with paths on it.
 *
 * <p>Immutable. The function is called once for each cell, at its middle; where it has no value it
 * returns NaN and the map stays white. The axes' title, labels and size are used; their references
 * and logarithms are not.
 */
public final class HeatPlot implements Picture {
  private final Axes axes;
  private final Axes.Limits x;
  private final Axes.Limits y;
  private final int cells;
  private final Heat heat;
  private final List<Layer> paths;

  private HeatPlot(
      Axes axes, Axes.Limits x, Axes.Limits y, int cells, Heat heat, List<Layer> paths) {
    this.axes = axes;
    this.x = x;
    this.y = y;
    this.cells = cells;
    this.heat = heat;
    this.paths = paths;
  }

  /**
   * {@return a map of a function}
   *
   * @param axes title, labels and size
   * @param x reach of the horizontal axis
   * @param y reach of the vertical axis
   * @param cells along each axis, at least 2
   * @param label what the colours stand for, with its unit
   * @param function value at (x, y); NaN for none
   * @throws IllegalArgumentException if a value is infinite or there is none
   */
  public static HeatPlot of(
      Axes axes,
      Axes.Limits x,
      Axes.Limits y,
      int cells,
      String label,
      DoubleBinaryOperator function) {
    if (cells < 2) {
      throw new IllegalArgumentException("cells must be at least 2: " + cells);
    }
    double[] values = new double[cells * cells];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        values[row * cells + column] =
            function.applyAsDouble(middle(x, column, cells), middle(y, row, cells));
      }
    }
    return new HeatPlot(axes, x, y, cells, Heat.of(values, label), List.of());
  }

  private static double middle(Axes.Limits reach, int cell, int cells) {
    return reach.low() + (cell + 0.5) / cells * (reach.high() - reach.low());
  }

  /**
   * {@return the same plot with fixed ends of the colour scale; values beyond have the colour of
   * the nearer end}
   */
  public HeatPlot withRange(double low, double high) {
    return new HeatPlot(axes, x, y, cells, heat.between(low, high), paths);
  }

  /**
   * {@return the same plot with a path; what lies beyond the axes is cut off}
   *
   * @param name in the legend; paths of one name share colour and entry
   * @param horizontal places on the horizontal axis, finite, at least one
   * @param vertical places on the vertical axis, as many
   */
  public HeatPlot withPath(String name, double[] horizontal, double[] vertical) {
    Layer path = Layer.of(name, Layer.Kind.LINE, horizontal, vertical);
    path.check(axes);
    List<Layer> more = new ArrayList<>(paths);
    more.add(path);
    return new HeatPlot(axes, x, y, cells, heat, more);
  }

  /** {@return the map, of the axes' size} */
  @Override
  public BufferedImage image() {
    // From the second colour on: the first is blue, as the map is.
    Legend legend = Legend.of(paths, 1);
    int height = axes.height() - legend.height(axes);
    int width = axes.width() - HeatPainter.GAP - Paper.scaleWidth(heat, height);
    XYChart chart = ChartPainter.empty(width, height, x, y);
    Paper paper = ChartPainter.paint(chart, axes, legend);
    HeatPainter painter = new HeatPainter(chart, paper, legend.height(axes), x, y);
    painter.paintMap(heat, cells);
    paths.forEach(path -> painter.paintPath(path, legend.colour(path.name())));
    painter.paintScale(heat);
    List<String> names = new ArrayList<>(List.of("colours: " + heat.label()));
    paths.stream().map(Layer::name).distinct().forEach(names::add);
    return paper.image(axes.describe(names));
  }

  @Override
  public String toString() {
    return "HeatPlot of " + heat.label();
  }
}
