package hyperlead.notebook.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws a {@link GridPicture}: the grid, the numbers at its edges, the colour bar, the title. */
final class GridPainter {
  static final int DETAIL = 8;
  private static final int ROW_TITLE = 28;
  private static final int TITLE = 30;
  private static final int NUMBERS = 42;
  private static final int MARGIN = 10;
  private static final int BAR = 16;
  private static final int BAR_GAP = 16;
  private static final int ALL_ARROWS = 18;
  private static final double FAINTEST_ARROW = 0.04;

  private final GridPicture picture;
  private final int cell;
  private final int rows;
  private final int columns;
  private final int top;
  private final int left;

  GridPainter(GridPicture picture) {
    this.picture = picture;
    this.cell = picture.cellSize();
    this.rows = picture.rows();
    this.columns = picture.columns();
    this.left = ROW_TITLE + 8 + widthOf(Integer.toString(rows - 1));
    this.top = (picture.title().isEmpty() ? 0 : TITLE) + NUMBERS;
  }

  BufferedImage image() {
    int bar = picture.heat().isShown() ? barWidth() : 0;
    int titled = widthOf(picture.title(), titleFont()) + 2 * MARGIN;
    int width = Math.max(left + columns * cell + bar + MARGIN, titled);
    BufferedImage image = Figure.canvas(width, top + rows * cell + MARGIN);
    Graphics2D pen = Figure.pen(image);
    paintTitle(pen);
    paintNumbers(pen);
    paintCells(pen);
    paintArrows(pen);
    picture.marks().forEach(mark -> paintMark(pen, mark));
    if (picture.heat().isShown()) {
      paintBar(pen);
    }
    pen.dispose();
    return image;
  }

  /** Where in the image a cell lies. */
  Rectangle placeOf(int row, int column) {
    return new Rectangle(left + column * cell, top + row * cell, cell, cell);
  }

  private void paintTitle(Graphics2D pen) {
    pen.setFont(titleFont());
    pen.setColor(Palette.INK);
    pen.drawString(picture.title(), MARGIN, 21);
  }

  /** Row and column numbers, as dense as they fit. */
  private void paintNumbers(Graphics2D pen) {
    pen.setFont(Figure.font(Font.PLAIN, 13));
    pen.setColor(Palette.FAINT_INK);
    int bottom = top + rows * cell;
    centred(pen, "column", left + columns * cell / 2, top - NUMBERS + 13);
    upwards(pen, "row", MARGIN + 10, top + rows * cell / 2);
    int widest = widthOf(Integer.toString(columns - 1)) + 6;
    for (int column = 0; column < columns; column += step(widest)) {
      centred(pen, Integer.toString(column), left + column * cell + cell / 2, top - 8);
    }
    for (int row = 0; row < rows; row += step(15)) {
      String number = Integer.toString(row);
      int baseline = Math.min(top + row * cell + cell / 2 + 5, bottom + 5);
      pen.drawString(number, left - 7 - widthOf(number), baseline);
    }
  }

  /** Every how many cells a number fits: 1, 2, 5, 10, 20, … */
  private int step(int pixels) {
    int step = 1;
    for (int i = 1; step * cell < pixels; i++) {
      step = i % 3 == 2 ? step / 2 * 5 : step * 2;
    }
    return step;
  }

  private void paintCells(Graphics2D pen) {
    // Whole pixels in one flat colour each: no smoothing between cells.
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Rectangle place = placeOf(row, column);
        pen.setColor(picture.colour(row, column));
        pen.fill(place);
        if (cell >= DETAIL && !picture.isWall(row, column)) {
          pen.setColor(Palette.GRID);
          pen.fillRect(place.x, place.y, cell, 1);
          pen.fillRect(place.x, place.y, 1, cell);
        }
      }
    }
    pen.setColor(Palette.WALL);
    pen.setStroke(new BasicStroke(1));
    pen.drawRect(left - 1, top - 1, columns * cell + 1, rows * cell + 1);
  }

  private void paintArrows(Graphics2D pen) {
    if (cell < DETAIL) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double[] actions = picture.arrows(row, column);
        pen.setColor(Palette.contrast(picture.colour(row, column)));
        for (int action = 0; action < actions.length; action++) {
          boolean drawn = cell >= ALL_ARROWS || action == mostProbable(actions);
          if (drawn && actions[action] >= FAINTEST_ARROW) {
            paintArrow(pen, row, column, action, actions[action]);
          }
        }
      }
    }
  }

  private static int mostProbable(double[] actions) {
    int best = 0;
    for (int action = 1; action < actions.length; action++) {
      best = actions[action] > actions[best] ? action : best;
    }
    return best;
  }

  /**
   * An arrow from the cell's centre, or through it where it is the only one. The actions are
   * quarter turns from upwards.
   */
  private void paintArrow(Graphics2D pen, int row, int column, int action, double probability) {
    AffineTransform before = pen.getTransform();
    Rectangle place = placeOf(row, column);
    // Half a pixel on: the cell's first row and column of pixels are its lines.
    pen.translate(place.getCenterX() + 0.5, place.getCenterY() + 0.5);
    pen.rotate(action * Math.PI / 2);
    boolean only = cell < ALL_ARROWS;
    double length = only ? 0.4 * cell : 0.46 * cell * probability;
    double head = Math.min(only ? 0.3 * cell : 0.15 * cell, length);
    pen.setStroke(
        new BasicStroke(Math.max(1, cell / 20f), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(new Line2D.Double(0, only ? length : 0, 0, -length + head / 2));
    Path2D tip = new Path2D.Double();
    tip.moveTo(0, -length);
    tip.lineTo(-0.75 * head, -length + head);
    tip.lineTo(0.75 * head, -length + head);
    tip.closePath();
    pen.fill(tip);
    pen.setTransform(before);
  }

  private void paintMark(Graphics2D pen, GridPicture.Mark mark) {
    Rectangle place = placeOf(mark.row(), mark.column());
    double x = place.getCenterX() + 0.5;
    double y = place.getCenterY() + 0.5;
    if (cell < DETAIL) {
      // Larger than its cell, which would be hard to find.
      paintDisc(pen, x, y, 6, Palette.PAPER);
      paintDisc(pen, x, y, 4.5, mark.colour());
      return;
    }
    paintDisc(pen, x, y, 0.42 * cell, mark.colour());
    pen.setFont(Figure.font(Font.BOLD, Math.max(7, (int) (0.56 * cell))));
    pen.setColor(Palette.contrast(mark.colour()));
    FontMetrics metrics = pen.getFontMetrics();
    double baseline = y - 0.5 + (metrics.getAscent() - metrics.getDescent()) / 2.0;
    double start = x - metrics.stringWidth(mark.label()) / 2.0;
    pen.drawString(mark.label(), (float) start, (float) baseline);
  }

  private static void paintDisc(Graphics2D pen, double x, double y, double radius, Color colour) {
    pen.setColor(colour);
    pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private void paintBar(Graphics2D pen) {
    Heat heat = picture.heat();
    int x = left + columns * cell + BAR_GAP;
    int height = rows * cell;
    for (int i = 0; i < height; i++) {
      double share = height == 1 ? 0 : (double) i / (height - 1);
      pen.setColor(heat.colour(heat.high() + share * (heat.low() - heat.high())));
      pen.fillRect(x, top + i, BAR, 1);
    }
    pen.setFont(Figure.font(Font.PLAIN, 13));
    pen.setColor(Palette.INK);
    double tick = heat.tick(height / 40);
    for (double value : heat.ticks(tick)) {
      double y = top + (heat.high() - value) / (heat.high() - heat.low()) * (height - 1);
      pen.draw(new Line2D.Double(x + BAR, y + 0.5, x + BAR + 4, y + 0.5));
      pen.drawString(Heat.written(value, tick), x + BAR + 8, (float) y + 5);
    }
    upwards(pen, heat.label(), x + barWidth() - BAR_GAP - 3, top + height / 2);
  }

  private int barWidth() {
    Heat heat = picture.heat();
    double tick = heat.tick(rows * cell / 40);
    int widest = 0;
    for (double value : heat.ticks(tick)) {
      widest = Math.max(widest, widthOf(Heat.written(value, tick)));
    }
    return BAR_GAP + BAR + 8 + widest + 10 + 16;
  }

  private static int widthOf(String text) {
    return widthOf(text, Figure.font(Font.PLAIN, 13));
  }

  private static int widthOf(String text, Font font) {
    Graphics2D ruler = Figure.pen(Figure.canvas(1, 1));
    int width = ruler.getFontMetrics(font).stringWidth(text);
    ruler.dispose();
    return width;
  }

  private static void centred(Graphics2D pen, String text, int x, int baseline) {
    pen.drawString(text, x - pen.getFontMetrics().stringWidth(text) / 2, baseline);
  }

  private static void upwards(Graphics2D pen, String text, int baseline, int middle) {
    AffineTransform before = pen.getTransform();
    pen.translate(baseline, middle);
    pen.rotate(-Math.PI / 2);
    centred(pen, text, 0, 0);
    pen.setTransform(before);
  }

  private static Font titleFont() {
    return Figure.font(Font.BOLD, 16);
  }
}
