package hyperlead.notebook.pictures;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
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
  private static final int BAR_GAP = 16;
  private static final int ALL_ARROWS = 18;
  private static final double FAINTEST_ARROW = 0.04;

  private final GridPicture picture;
  private final int cell;
  private final int rows;
  private final int columns;
  private final int top;
  private final int left;
  private final Paper paper;

  GridPainter(GridPicture picture) {
    this.picture = picture;
    this.cell = picture.cellSize();
    this.rows = picture.rows();
    this.columns = picture.columns();
    this.left = ROW_TITLE + 8 + widthOf(Integer.toString(rows - 1));
    this.top = (picture.title().isEmpty() ? 0 : TITLE) + NUMBERS;
    int bar =
        picture.heat().isShown() ? BAR_GAP + Paper.scaleWidth(picture.heat(), rows * cell) : 0;
    int titled = Paper.widthOf(picture.title(), Paper.TITLE) + 2 * MARGIN;
    int width = Math.max(left + columns * cell + bar + MARGIN, titled);
    this.paper = new Paper(width, top + rows * cell + MARGIN);
  }

  BufferedImage image() {
    paintTitle();
    paintNumbers();
    paintCells();
    paintArrows();
    picture.marks().forEach(this::paintMark);
    if (picture.heat().isShown()) {
      int x = left + columns * cell + BAR_GAP;
      paper.paintScale(picture.heat(), x, top, rows * cell);
    }
    return paper.image(picture.description());
  }

  /** Where in the image a cell lies. */
  Rectangle placeOf(int row, int column) {
    return new Rectangle(left + column * cell, top + row * cell, cell, cell);
  }

  private void paintTitle() {
    paper.write(Paper.TITLE, Palette.INK);
    paper.pen().drawString(picture.title(), MARGIN, 21);
  }

  /** Row and column numbers, as dense as they fit. */
  private void paintNumbers() {
    paper.write(Paper.PLAIN, Palette.FAINT_INK);
    int bottom = top + rows * cell;
    paper.centred("column", left + columns * cell / 2, top - NUMBERS + 13);
    upwards("row", MARGIN + 10);
    int widest = widthOf(Integer.toString(columns - 1)) + 6;
    for (int column = 0; column < columns; column += step(widest)) {
      paper.centred(Integer.toString(column), left + column * cell + cell / 2, top - 8);
    }
    for (int row = 0; row < rows; row += step(15)) {
      String number = Integer.toString(row);
      int baseline = Math.min(top + row * cell + cell / 2 + 5, bottom + 5);
      paper.pen().drawString(number, left - 7 - widthOf(number), baseline);
    }
  }

  private void upwards(String text, int baseline) {
    paper.upwards(text, baseline, top + rows * cell / 2);
  }

  /** Every how many cells a number fits: 1, 2, 5, 10, 20, … */
  private int step(int pixels) {
    int step = 1;
    for (int i = 1; step * cell < pixels; i++) {
      step = i % 3 == 2 ? step / 2 * 5 : step * 2;
    }
    return step;
  }

  private void paintCells() {
    Graphics2D pen = paper.pen();
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

  private void paintArrows() {
    Graphics2D pen = paper.pen();
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
            paintArrow(row, column, action, actions[action]);
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
  private void paintArrow(int row, int column, int action, double probability) {
    Graphics2D pen = paper.pen();
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

  private void paintMark(GridPicture.Mark mark) {
    Rectangle place = placeOf(mark.row(), mark.column());
    double x = place.getCenterX() + 0.5;
    double y = place.getCenterY() + 0.5;
    if (cell < DETAIL) {
      // Larger than its cell, which would be hard to find.
      paper.paintDisc(x, y, 6, Palette.PAPER);
      paper.paintDisc(x, y, 4.5, mark.colour());
      return;
    }
    paper.paintDisc(x, y, 0.42 * cell, mark.colour());
    Font font = Paper.font(Font.BOLD, Math.max(7, (int) (0.56 * cell)));
    paper.write(font, Palette.contrast(mark.colour()));
    FontMetrics metrics = paper.pen().getFontMetrics();
    double baseline = y - 0.5 + (metrics.getAscent() - metrics.getDescent()) / 2.0;
    paper.centred(mark.label(), x, baseline);
  }

  private static int widthOf(String text) {
    return Paper.widthOf(text, Paper.PLAIN);
  }
}
