package hyperlead.notebook.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;

/**
 * Draws what a {@link HeatPlot} has on a chart's axes: the map, paths, the colour bar beside it.
 * XChart's own heat map has names for its columns and no lines on it.
 */
final class HeatPainter {
  /** Between the map and the colour bar, in pixels. */
  static final int GAP = 16;

  private final XYChart chart;
  private final Paper paper;
  private final int head;
  private final Rectangle map;

  /** On a chart that was painted below a head of so many pixels. */
  HeatPainter(XYChart chart, Paper paper, int head, Axes.Limits x, Axes.Limits y) {
    this.chart = chart;
    this.paper = paper;
    this.head = head;
    map = new Rectangle((int) across(x.low()), (int) down(y.high()), 0, 0);
    map.add((int) across(x.high()), (int) down(y.low()));
  }

  private double across(double x) {
    return chart.getScreenXFromChart(x);
  }

  private double down(double y) {
    return head + chart.getScreenYFromChart(y);
  }

  void paintMap(Heat heat, int cells) {
    Graphics2D pen = paper.pen();
    for (int row = 0; row < cells; row++) {
      int upper = map.height - map.height * (row + 1) / cells;
      int lower = map.height - map.height * row / cells;
      for (int column = 0; column < cells; column++) {
        int left = map.width * column / cells;
        int right = map.width * (column + 1) / cells;
        pen.setColor(heat.colourOf(row * cells + column));
        pen.fillRect(map.x + left, map.y + upper, right - left, lower - upper);
      }
    }
    pen.setStroke(new BasicStroke(1));
    pen.setColor(Palette.WALL);
    pen.draw(map);
  }

  /** A line from a ring to a disc, with paper beside it to stand out from the map. */
  void paintPath(Layer path, Color colour) {
    Graphics2D pen = paper.pen();
    Shape before = pen.getClip();
    pen.clip(map);
    int last = path.x().length - 1;
    Path2D line = new Path2D.Double();
    line.moveTo(across(path.x()[0]), down(path.y()[0]));
    for (int i = 1; i <= last; i++) {
      line.lineTo(across(path.x()[i]), down(path.y()[i]));
    }
    pen.setColor(Palette.PAPER);
    pen.setStroke(new BasicStroke(3.2f));
    pen.draw(line);
    pen.setColor(colour);
    pen.setStroke(new BasicStroke(1.6f));
    pen.draw(line);
    paper.paintDisc(across(path.x()[0]), down(path.y()[0]), 4.5, Palette.PAPER);
    paper.paintDisc(across(path.x()[last]), down(path.y()[last]), 4.5, colour);
    pen.draw(Paper.disc(across(path.x()[0]), down(path.y()[0]), 4.5));
    pen.setClip(before);
  }

  void paintScale(Heat heat) {
    paper.paintScale(heat, map.x + map.width + GAP, map.y, map.height);
  }
}
