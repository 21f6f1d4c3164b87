package hyperlead.notebook.pictures;

import hyperlead.games.MarkovGame;
import hyperlead.notebook.Picture;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A Markov game as a graph: states as discs on a circle, transitions as arrows.
 *
 * <p>A line at an arrow reads {@code leader's action / follower's action follower's reward |
 * leader's reward}, with {@code ·} for any action, and a probability if it is not one. The end of
 * the episode is a state of its own, where there is one. Made for games of up to six states or so.
 */
public final class GamePicture implements Picture {
  private static final int WIDTH = 680;
  private static final int HEIGHT = 470;
  private static final int TITLE = 34;
  private static final int LINE = 16;
  private static final Font NAME = Paper.font(Font.BOLD, 15);
  private static final BasicStroke STROKE =
      new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final MarkovGame game;
  private final String title;
  private final int radius;

  private GamePicture(MarkovGame game, String title) {
    this.game = game;
    this.title = title;
    int widest = game.states().stream().mapToInt(name -> Paper.widthOf(name, NAME)).max().orElse(0);
    radius = Math.max(26, widest / 2 + 6);
  }

  /** {@return the picture of a game, without title} */
  public static GamePicture of(MarkovGame game) {
    return new GamePicture(game, "");
  }

  /**
   * {@return the same picture with a title above it}
   *
   * @param newTitle one line
   */
  public GamePicture withTitle(String newTitle) {
    return new GamePicture(game, newTitle);
  }

  /** {@return the picture, 680 × 470 pixels} */
  @Override
  public BufferedImage image() {
    Paper paper = new Paper(WIDTH, HEIGHT);
    Graphics2D pen = paper.pen();
    pen.setFont(NAME);
    pen.drawString(title, 12, 22);
    List<GameEdges.Edge> edges = new GameEdges(game).edges();
    List<String> names = new ArrayList<>(game.states());
    if (edges.stream().anyMatch(edge -> edge.to() == names.size())) {
      names.add("end");
    }
    // Labels last, so that no arrow runs through one.
    edges.forEach(edge -> paintArrow(pen, edge, names.size()));
    for (int i = 0; i < names.size(); i++) {
      paintState(paper, place(i, names.size()), names.get(i));
    }
    edges.forEach(edge -> paintLabel(paper, edge, names.size()));
    String states = String.join(", ", game.states());
    return paper.image(
        (title.isEmpty() ? "" : title + ": ") + "states " + states + " and moves as arrows");
  }

  /** The first state on the left, the others after it round the circle. */
  private static Point2D place(int index, int of) {
    double angle = Math.PI + 2 * Math.PI * index / of;
    double radius = of == 1 ? 0 : 1;
    return new Point2D.Double(
        WIDTH / 2.0 + radius * 0.3 * WIDTH * Math.cos(angle),
        (TITLE + HEIGHT) / 2.0 + radius * 0.29 * HEIGHT * Math.sin(angle));
  }

  private void paintState(Paper paper, Point2D place, String name) {
    Graphics2D pen = paper.pen();
    paper.paintDisc(place.getX(), place.getY(), radius, Palette.tint(Palette.BLUE, 0.2));
    pen.setColor(Palette.BLUE);
    pen.setStroke(STROKE);
    pen.draw(Paper.disc(place.getX(), place.getY(), radius));
    paper.write(NAME, Palette.INK);
    paper.centred(name, place.getX(), place.getY() + pen.getFontMetrics().getAscent() / 2.0 - 2);
  }

  /**
   * The vector from the picture's middle to a state, of length one; upwards if it is the middle.
   */
  private static Point2D outwards(Point2D place) {
    double x = place.getX() - WIDTH / 2.0;
    double y = place.getY() - (TITLE + HEIGHT) / 2.0;
    double length = Math.hypot(x, y);
    return length < 1 ? new Point2D.Double(0, -1) : new Point2D.Double(x / length, y / length);
  }

  /**
   * Where an edge bends to, and its label hangs: beside the chord, to the left of its direction.
   */
  private static Point2D bend(Point2D from, Point2D to) {
    double x = to.getX() - from.getX();
    double y = to.getY() - from.getY();
    return new Point2D.Double(
        (from.getX() + to.getX()) / 2 + 0.22 * y, (from.getY() + to.getY()) / 2 - 0.22 * x);
  }

  private void paintArrow(Graphics2D pen, GameEdges.Edge edge, int states) {
    Point2D from = place(edge.from(), states);
    Point2D to = place(edge.to(), states);
    pen.setColor(Palette.FAINT_INK);
    pen.setStroke(STROKE);
    if (edge.from() == edge.to()) {
      Point2D out = outwards(from);
      double away = radius + 13;
      pen.draw(Paper.disc(from.getX() + away * out.getX(), from.getY() + away * out.getY(), 20));
      return;
    }
    Point2D bend = bend(from, to);
    pen.draw(
        new QuadCurve2D.Double(
            from.getX(), from.getY(), bend.getX(), bend.getY(), to.getX(), to.getY()));
    paintTip(pen, from, bend, to);
  }

  /** An arrow head where the curve runs into the rim of the disc. */
  private void paintTip(Graphics2D pen, Point2D from, Point2D bend, Point2D to) {
    double t = 1;
    while (t > 0.5 && point(from, bend, to, t).distance(to) < radius + 1) {
      t -= 0.005;
    }
    Point2D rim = point(from, bend, to, t);
    Point2D before = point(from, bend, to, t - 0.05);
    double x = rim.getX();
    double y = rim.getY();
    double angle = Math.atan2(y - before.getY(), x - before.getX());
    Path2D tip = new Path2D.Double();
    tip.moveTo(x, y);
    tip.lineTo(x - 11 * Math.cos(angle - 0.4), y - 11 * Math.sin(angle - 0.4));
    tip.lineTo(x - 11 * Math.cos(angle + 0.4), y - 11 * Math.sin(angle + 0.4));
    tip.closePath();
    pen.fill(tip);
  }

  /** The point at t of a quadratic curve. */
  private static Point2D point(Point2D from, Point2D bend, Point2D to, double t) {
    double u = 1 - t;
    return new Point2D.Double(
        u * u * from.getX() + 2 * u * t * bend.getX() + t * t * to.getX(),
        u * u * from.getY() + 2 * u * t * bend.getY() + t * t * to.getY());
  }

  private void paintLabel(Paper paper, GameEdges.Edge edge, int states) {
    Graphics2D pen = paper.pen();
    Point2D from = place(edge.from(), states);
    Point2D to = place(edge.to(), states);
    pen.setFont(Paper.PLAIN);
    int width = edge.lines().stream().mapToInt(paper::widthOf).max().orElse(0) + 8;
    int height = LINE * edge.lines().size() + 4;
    double x;
    double y;
    if (edge.from() == edge.to()) {
      Point2D out = outwards(from);
      x = from.getX() + out.getX() * (radius + 36 + width / 2.0);
      y = from.getY() + out.getY() * (radius + 36 + height / 2.0);
    } else {
      Point2D bend = bend(from, to);
      // The middle of a quadratic curve lies half-way between chord and bend.
      x = (from.getX() + to.getX()) / 4 + bend.getX() / 2;
      y = (from.getY() + to.getY()) / 4 + bend.getY() / 2;
    }
    int left = (int) Math.max(4, Math.min(WIDTH - width - 4, x - width / 2.0));
    int top = (int) Math.max(TITLE, Math.min(HEIGHT - height - 4, y - height / 2.0));
    pen.setColor(Palette.PAPER);
    pen.fillRect(left, top, width, height);
    pen.setColor(Palette.INK);
    for (int i = 0; i < edge.lines().size(); i++) {
      pen.drawString(edge.lines().get(i), left + 4, top + LINE * (i + 1) - 2);
    }
  }

  @Override
  public String toString() {
    return "GamePicture of " + game;
  }
}
