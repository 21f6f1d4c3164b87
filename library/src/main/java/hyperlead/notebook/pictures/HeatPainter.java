package hyperlead.notebook.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws a {@link HeatPlot}: the map, its axes, the colour bar, paths and their legend. */
final class HeatPainter {
  private static final int LEFT = 72;
  private static final int RIGHT = 110;
  private static final int BOTTOM = 52;

  private final HeatPlot plot;
  private final List<String> names;
  private final int top;
  private final int width;
  private final int height;
  private final Paper paper;

  HeatPainter(HeatPlot plot) {
    this.plot = plot;
    names = plot.paths().stream().map(HeatPlot.Path::name).distinct().toList();
    top = (plot.axes().title().isEmpty() ? 12 : 36) + (names.isEmpty() ? 0 : 24);
    width = plot.axes().width() - LEFT - RIGHT;
    height = plot.axes().height() - top - BOTTOM;
    paper = new Paper(plot.axes().width(), plot.axes().height());
  }

  BufferedImage image() {
    paintCells();
    paintPaths();
    paintAxes();
    int x = LEFT + width + 16;
    paper.paintScale(plot.heat(), x, top, height);
    upwards(plot.heat().label(), plot.axes().width() - 10);
    paintHead();
    return paper.image();
  }

  private void paintCells() {
    Graphics2D pen = paper.pen();
    int cells = plot.cells();
    for (int row = 0; row < cells; row++) {
      int upper = top + height - height * (row + 1) / cells;
      int lower = top + height - height * row / cells;
      for (int column = 0; column < cells; column++) {
        int left = LEFT + width * column / cells;
        int right = LEFT + width * (column + 1) / cells;
        pen.setColor(plot.heat().colourOf(row * cells + column));
        pen.fillRect(left, upper, right - left, lower - upper);
      }
    }
  }

  private double across(double x) {
    return LEFT + width * (x - plot.x().low()) / (plot.x().high() - plot.x().low());
  }

  private double down(double y) {
    return top + height * (plot.y().high() - y) / (plot.y().high() - plot.y().low());
  }

  private Color colour(HeatPlot.Path path) {
    // From the second series on: the first is blue, as the map is.
    return Palette.series(1 + names.indexOf(path.name()));
  }

  private void paintPaths() {
    Graphics2D pen = paper.pen();
    Shape before = pen.getClip();
    pen.clipRect(LEFT, top, width, height);
    for (HeatPlot.Path path : plot.paths()) {
      Path2D line = new Path2D.Double();
      HeatPlot.Point first = path.points().get(0);
      HeatPlot.Point last = path.points().get(path.points().size() - 1);
      line.moveTo(across(first.x()), down(first.y()));
      path.points().forEach(point -> line.lineTo(across(point.x()), down(point.y())));
      pen.setColor(Palette.PAPER);
      pen.setStroke(new BasicStroke(3.2f));
      pen.draw(line);
      pen.setColor(colour(path));
      pen.setStroke(new BasicStroke(1.6f));
      pen.draw(line);
      paper.paintDisc(across(first.x()), down(first.y()), 4.5, Palette.PAPER);
      paper.paintDisc(across(last.x()), down(last.y()), 4.5, colour(path));
      pen.setColor(colour(path));
      pen.draw(Paper.disc(across(first.x()), down(first.y()), 4.5));
    }
    pen.setClip(before);
  }

  private void paintAxes() {
    Graphics2D pen = paper.pen();
    pen.setFont(Paper.PLAIN);
    pen.setStroke(new BasicStroke(1));
    pen.setColor(Palette.WALL);
    pen.drawRect(LEFT, top, width, height);
    pen.setColor(Palette.INK);
    for (double value : ticks(plot.x(), width / 80)) {
      pen.draw(new Line2D.Double(across(value), top + height, across(value), top + height + 4));
      String text = Heat.written(value, spacing(plot.x(), width / 80));
      paper.centred(text, across(value), top + height + 19);
    }
    for (double value : ticks(plot.y(), height / 45)) {
      pen.draw(new Line2D.Double(LEFT - 4, down(value), LEFT, down(value)));
      String text = Heat.written(value, spacing(plot.y(), height / 45));
      int place = LEFT - 8 - paper.widthOf(text);
      pen.drawString(text, place, (float) down(value) + 5);
    }
    paper.centred(plot.axes().x(), LEFT + width / 2.0, top + height + 42);
    upwards(plot.axes().y(), 18);
  }

  private void upwards(String text, int baseline) {
    paper.upwards(text, baseline, top + height / 2 + Paper.widthOf(text, Paper.PLAIN) / 2.0);
  }

  private static double spacing(Axes.Limits reach, int most) {
    return Heat.spacing(reach.low(), reach.high(), most);
  }

  private static double[] ticks(Axes.Limits reach, int most) {
    return Heat.ticks(reach.low(), reach.high(), spacing(reach, most));
  }

  private void paintHead() {
    Graphics2D pen = paper.pen();
    paper.write(Paper.TITLE, Palette.INK);
    pen.drawString(plot.axes().title(), 12, 22);
    pen.setFont(Paper.PLAIN);
    int x = LEFT;
    for (int i = 0; i < names.size(); i++) {
      pen.setColor(Palette.series(1 + i));
      pen.fillRect(x, top - 17, 18, 4);
      pen.setColor(Palette.INK);
      pen.drawString(names.get(i), x + 24, top - 10);
      x += 24 + paper.widthOf(names.get(i)) + 20;
    }
  }
}
