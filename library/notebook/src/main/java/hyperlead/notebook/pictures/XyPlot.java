package hyperlead.notebook.pictures;

import hyperlead.experiments.ConfidenceInterval;
import hyperlead.notebook.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A chart of lines, bands, points and histograms over two numeric axes.
 *
 * <p>Immutable. What is given under the same name shares one colour and one entry of the legend.
 * Series longer than 500 points are thinned for drawing so that extremes and end points survive;
 * means and confidence bands are computed from all points before that.
 *
 * <pre>{@code
 * Plots.xy(Axes.of("leader update", "objective J").withReference("best known 0.7395", 0.7395))
 *     .withSeeds("BC-HG", updates, objectives) // mean and 95 % band over the seeds
 *     .image();
 * }</pre>
 */
public final class XyPlot implements Picture {
  private static final String MEAN = "line: mean, band: its 95 % confidence interval";
  private static final String INTERVAL = "band: 95 % confidence interval";
  private static final String GEOMETRIC_MEAN =
      "line: geometric mean, band: its 95 % confidence interval";

  private final Axes axes;
  private final List<Layer> layers;

  private XyPlot(Axes axes, List<Layer> layers) {
    this.axes = axes;
    this.layers = List.copyOf(layers);
  }

  static XyPlot of(Axes axes) {
    return new XyPlot(axes, List.of());
  }

  /**
   * {@return the same plot with a line through points in the given order}
   *
   * @param x the points' places on the horizontal axis, in its unit
   * @param y their places on the vertical axis, as many
   */
  public XyPlot withLine(String name, double[] x, double[] y) {
    return with(Layer.of(name, Layer.Kind.LINE, x, y));
  }

  /**
   * {@return the same plot with points}
   *
   * @param x the points' places on the horizontal axis, in its unit
   * @param y their places on the vertical axis, as many
   */
  public XyPlot withPoints(String name, double[] x, double[] y) {
    return with(Layer.of(name, Layer.Kind.POINTS, x, y));
  }

  /**
   * {@return the same plot with a translucent band between two curves}
   *
   * @param name of the series, the same as its line's
   * @param x places on the horizontal axis, in its unit
   * @param low the band's lower edge at each x
   * @param high its upper edge at each x
   */
  public XyPlot withBand(String name, double[] x, double[] low, double[] high) {
    return withBand(name, name, "", x, low, high);
  }

  /**
   * {@return the same plot with the mean over seeds and its 95 % confidence band} Where the
   * vertical axis is logarithmic both are taken of log y, so that the line is the geometric mean
   * and the band stays positive.
   *
   * @param x places on the horizontal axis, in its unit, common to all seeds
   * @param seeds one array per seed, at least two, each as long as x
   * @see ConfidenceInterval
   */
  public XyPlot withSeeds(String name, double[] x, List<double[]> seeds) {
    checkSeeds(name, x, seeds);
    List<double[]> scaled = seeds.stream().map(this::scaled).toList();
    List<ConfidenceInterval> intervals = ConfidenceInterval.across(scaled);
    double[] mean = unscaled(intervals, ConfidenceInterval::mean);
    double[] low = unscaled(intervals, ConfidenceInterval::low);
    double[] high = unscaled(intervals, ConfidenceInterval::high);
    String shown = name + " (" + seeds.size() + " seeds)";
    String note = axes.logarithmicY() ? GEOMETRIC_MEAN : MEAN;
    return withBand(name, shown, note, x, low, high)
        .with(new Layer(name, shown, note, Layer.Kind.LINE, x, mean));
  }

  /**
   * {@return the same plot with one thin line per seed}
   *
   * @param x places on the horizontal axis, in its unit, common to all seeds
   * @param seeds one array per seed, each as long as x
   */
  public XyPlot withSeedLines(String name, double[] x, List<double[]> seeds) {
    checkSeeds(name, x, seeds);
    String shown = name + " (" + seeds.size() + (seeds.size() == 1 ? " seed)" : " seeds)");
    XyPlot plot = this;
    for (double[] seed : seeds) {
      plot = plot.with(new Layer(name, shown, "thin: single seeds", Layer.Kind.THIN_LINE, x, seed));
    }
    return plot;
  }

  /**
   * {@return the same plot with a histogram, the number of values in each of equally wide bins, as
   * a filled outline}
   *
   * @param values at least one, in the horizontal axis's unit
   * @param bins how many bins span the values
   */
  public XyPlot withHistogram(String name, double[] values, int bins) {
    return with(Layer.histogram(name, values, bins));
  }

  /**
   * {@return the chart, of the axes' size}
   *
   * @throws IllegalStateException when nothing has been added
   */
  @Override
  public BufferedImage image() {
    if (layers.isEmpty()) {
      throw new IllegalStateException("a chart needs at least one series: 0");
    }
    return ChartPainter.xy(axes, layers);
  }

  /** Adds a line with points where it was measured, and a band that was computed elsewhere. */
  XyPlot withIntervals(String name, double[] x, double[] y, double[] low, double[] high) {
    return withBand(name, name, INTERVAL, x, low, high)
        .with(new Layer(name, name, INTERVAL, Layer.Kind.LINE, x, y))
        .with(new Layer(name, name, INTERVAL, Layer.Kind.POINTS, x, y));
  }

  private XyPlot with(Layer layer) {
    layer.check(axes);
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    return new XyPlot(axes, more);
  }

  private XyPlot withBand(
      String name, String shown, String note, double[] x, double[] low, double[] high) {
    // Each edge is thinned on its own, so that both keep their extremes.
    Layer lower = new Layer(name, shown, note, Layer.Kind.BAND, x, low).thinned();
    Layer upper = new Layer(name, shown, note, Layer.Kind.BAND, x, high).thinned();
    return with(lower.closedBy(upper));
  }

  private double[] scaled(double[] seed) {
    return axes.logarithmicY() ? Arrays.stream(seed).map(Math::log).toArray() : seed;
  }

  private double[] unscaled(
      List<ConfidenceInterval> intervals, ToDoubleFunction<ConfidenceInterval> end) {
    DoubleStream ends = intervals.stream().mapToDouble(end);
    return (axes.logarithmicY() ? ends.map(Math::exp) : ends).toArray();
  }

  private void checkSeeds(String name, double[] x, List<double[]> seeds) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("series '" + name + "' needs at least one seed: 0");
    }
    for (int i = 0; i < seeds.size(); i++) {
      String seed = name + ", seed " + i;
      Layer.of(seed, Layer.Kind.LINE, x, seeds.get(i)).check(axes);
    }
  }

  @Override
  public String toString() {
    return "XyPlot of " + layers.stream().map(Layer::shown).distinct().toList();
  }
}
