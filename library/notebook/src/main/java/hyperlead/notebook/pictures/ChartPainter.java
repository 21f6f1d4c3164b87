package hyperlead.notebook.pictures;

import static java.util.Arrays.stream;

import hyperlead.experiments.ConfidenceInterval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts of {@link Layer}s and bars. XChart paints axes and data; the legend and the title
 * above them and the labelled reference lines over them are drawn here, because XChart's legend
 * neither wraps nor joins entries and its lines carry no labels.
 */
final class ChartPainter {
  private static final int PADDING = 18;
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);

  private ChartPainter() {}

  /** A chart of the given layers. */
  static BufferedImage xy(Axes axes, List<Layer> layers) {
    Legend legend = Legend.of(layers, 0);
    int head = legend.height(axes);
    XYChart chart = new XYChart(axes.width(), axes.height() - head);
    setReach(chart.getStyler(), axes, layers);
    List<Layer> inOrder = layers.stream().sorted(Comparator.comparing(Layer::kind)).toList();
    for (int i = 0; i < inOrder.size(); i++) {
      Layer layer = inOrder.get(i);
      Layer drawn = layer.kind() == Layer.Kind.BAND ? layer : layer.thinned();
      XYSeries series = chart.addSeries(Integer.toString(i), drawn.x(), drawn.y());
      style(series, layer.kind(), legend.colour(layer.name()));
    }
    List<String> names = layers.stream().map(Layer::shown).distinct().toList();
    return paint(chart, axes, legend).image(axes.describe(names));
  }

  /** A bar per name, from zero to the mean, with an error bar where there is an error. */
  static BufferedImage bars(Axes axes, List<String> names, List<ConfidenceInterval> intervals) {
    Legend legend = Legend.of(List.of(), 0);
    CategoryChart chart = new CategoryChart(axes.width(), axes.height() - legend.height(axes));
    double least = intervals.stream().mapToDouble(ConfidenceInterval::low).reduce(0, Math::min);
    double most = intervals.stream().mapToDouble(ConfidenceInterval::high).reduce(0, Math::max);
    Axes.Limits reach = axes.reachY(least, most);
    chart.getStyler().setYAxisMin(reach.low()).setYAxisMax(reach.high());
    List<String> shown = shortened(names, chart);
    chart.getStyler().setAvailableSpaceFill(0.55);
    chart.getStyler().setErrorBarsColor(Palette.INK);
    List<Double> heights = intervals.stream().map(ConfidenceInterval::mean).toList();
    List<Double> errors = intervals.stream().map(ConfidenceInterval::halfWidth).toList();
    List<Double> halfWidths = errors.stream().anyMatch(e -> e > 0) ? errors : null;
    CategorySeries series = chart.addSeries("bars", shown, heights, halfWidths);
    series.setFillColor(Palette.tint(Palette.BLUE, 0.75));
    return paint(chart, axes, legend).image(axes.describe(names));
  }

  /** A chart without data that reaches so far, to paint on. */
  static XYChart empty(int width, int height, Axes.Limits x, Axes.Limits y) {
    XYChart chart = new XYChart(width, height);
    setReach(chart.getStyler(), x, y);
    // Not equally far apart: XChart would write numbers there and nowhere else.
    XYSeries unseen = chart.addSeries("unseen", places(x), places(y));
    unseen.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarker(SeriesMarkers.NONE);
    return chart;
  }

  private static double[] places(Axes.Limits reach) {
    return new double[] {reach.low(), 0.7 * reach.low() + 0.3 * reach.high(), reach.high()};
  }

  /** The chart below its head, with its reference lines. */
  static Paper paint(Chart<? extends AxesChartStyler, ?> chart, Axes axes, Legend legend) {
    style(chart.getStyler());
    chart.setXAxisTitle(axes.x());
    chart.setYAxisTitle(axes.y());
    Paper paper = new Paper(axes.width(), axes.height());
    Graphics2D pen = paper.pen();
    int head = legend.height(axes);
    pen.translate(0, head);
    chart.paint(pen, chart.getWidth(), chart.getHeight());
    double left = chart.getYAxisLeftWidth();
    pen.setColor(Palette.FAINT_INK);
    pen.setStroke(DASHED);
    for (Axes.Reference reference : axes.references()) {
      double y = chart.getScreenYFromChart(reference.value());
      pen.draw(new Line2D.Double(left, y, chart.getWidth() - PADDING, y));
    }
    pen.translate(0, -head);
    legend.paint(pen, axes);
    for (Axes.Reference reference : axes.references()) {
      double y = head + chart.getScreenYFromChart(reference.value());
      label(paper, reference.label(), (int) left, (int) y, head);
    }
    return paper;
  }

  /** Writes a label next to its line, at the one of four places with the least ink under it. */
  private static void label(Paper paper, String text, int left, int y, int top) {
    Graphics2D pen = paper.pen();
    paper.write(Paper.PLAIN, new Color(255, 255, 255, 190));
    FontMetrics metrics = pen.getFontMetrics();
    int width = metrics.stringWidth(text) + 6;
    int height = metrics.getAscent() + metrics.getDescent() - 1;
    int right = paper.width() - PADDING - width - 4;
    int[][] places = {
      {left + 6, y - height - 2}, {right, y - height - 2}, {left + 6, y + 3}, {right, y + 3}
    };
    int[] best =
        stream(places)
            .filter(place -> place[1] >= top)
            .min(Comparator.comparingLong(place -> paper.ink(place[0], place[1], width, height)))
            .orElse(places[2]);
    pen.fillRect(best[0], best[1], width, height);
    pen.setColor(Palette.FAINT_INK);
    pen.drawString(text, best[0] + 3, best[1] + metrics.getAscent() - 1);
  }

  /** Names that find room: upright side by side, or else aslant and cut off where they must be. */
  private static List<String> shortened(List<String> names, CategoryChart chart) {
    int slot = (chart.getWidth() - 80) / names.size();
    if (names.stream().allMatch(name -> Paper.widthOf(name, Paper.PLAIN) + 4 <= slot)) {
      return names;
    }
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
    // XChart leaves out a name that would begin left of the image.
    return IntStream.range(0, names.size())
        .mapToObj(i -> shortened(names.get(i), Math.min(180, 50 + slot / 2 + i * slot)))
        .toList();
  }

  private static String shortened(String name, int room) {
    String shown = name;
    for (int end = name.length() - 1; end > 0 && Paper.widthOf(shown, Paper.PLAIN) > room; end--) {
      shown = name.substring(0, end) + "…";
    }
    return shown;
  }

  private static void setReach(AxesChartStyler styler, Axes axes, List<Layer> layers) {
    var x = layers.stream().flatMapToDouble(layer -> stream(layer.x())).summaryStatistics();
    var y = layers.stream().flatMapToDouble(layer -> stream(layer.y())).summaryStatistics();
    Axes.Limits reachX = axes.reachX(x.getMin(), x.getMax());
    Axes.Limits reachY = axes.reachY(y.getMin(), y.getMax());
    setReach(styler, reachX, reachY);
    if (axes.logarithmicX()) {
      styler.setXAxisDecimalPattern(powers(reachX));
    }
    if (axes.logarithmicY()) {
      styler.setYAxisDecimalPattern(powers(reachY));
    }
    styler.setXAxisLogarithmic(axes.logarithmicX()).setYAxisLogarithmic(axes.logarithmicY());
    // Less than two decades hold too few powers of ten to read values from.
    styler.setXAxisLogarithmicDecadeOnly(reachX.high() / reachX.low() > 100);
    styler.setYAxisLogarithmicDecadeOnly(reachY.high() / reachY.low() > 100);
  }

  private static void setReach(AxesChartStyler styler, Axes.Limits x, Axes.Limits y) {
    styler.setXAxisMin(x.low()).setXAxisMax(x.high());
    styler.setYAxisMin(y.low()).setYAxisMax(y.high());
    // XChart's own pattern has .05 beside 0.1; on logarithmic axes it is needed.
    styler.setXAxisDecimalPattern(pattern(x)).setYAxisDecimalPattern(pattern(y));
  }

  private static String pattern(Axes.Limits reach) {
    double span = reach.high() - reach.low();
    return span < 1e-3 || span > 1e7 ? null : "#,##0.######";
  }

  /** On a logarithmic axis plain numbers as far as they are short; XChart's own are 1E4 and 2E5. */
  private static String powers(Axes.Limits reach) {
    return reach.low() >= 1e-5 && reach.high() < 1e7 ? "#,##0.#####" : null;
  }

  private static void style(XYSeries series, Layer.Kind kind, Color colour) {
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    switch (kind) {
      case BAND -> {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setLineStyle(SeriesLines.NONE);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 60));
      }
      case THIN_LINE -> {
        series.setLineStyle(round(1.1f));
        series.setLineColor(Palette.tint(colour, 0.75));
      }
      case LINE -> series.setLineStyle(round(2));
      case POINTS -> {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
      }
    }
  }

  private static void style(AxesChartStyler styler) {
    styler.setLegendVisible(false).setChartTitleVisible(false).setPlotBorderVisible(false);
    styler.setChartBackgroundColor(Palette.PAPER).setPlotBackgroundColor(Palette.PAPER);
    styler.setChartFontColor(Palette.INK).setChartPadding(PADDING);
    // Less than 1 by a hair: XChart has no numbers at an axis that the data fill to both ends.
    styler.setPlotContentSize(1 - 1e-9).setMarkerSize(6);
    styler.setPlotMargin(0).setAxisTicksLineVisible(false).setAxisTicksMarksVisible(false);
    styler.setAxisTitleFont(Paper.font(Font.PLAIN, 14)).setAxisTitlePadding(10);
    styler.setAxisTickLabelsFont(Paper.PLAIN).setAxisTickLabelsColor(Palette.INK);
    styler.setPlotGridLinesColor(Palette.GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setXAxisTickMarkSpacingHint(90).setYAxisTickMarkSpacingHint(45);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    // The machine's language must not change a stored picture.
    styler.setLocale(Locale.ROOT);
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
