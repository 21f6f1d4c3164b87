package hyperlead.notebook.pictures;

import hyperlead.algebra.Text;
import hyperlead.environments.GuidedCartPole;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Machines at one moment, with what both players do to them as arrows. */
final class MachinePainter {
  private static final int WIDTH = 620;

  /** Pixels of a metre of the track, and of the pole. */
  private static final int METRE = 115;

  private static final int POLE = 120;
  private static final int GROUND = 205;
  private static final int LONGEST = 80;
  private static final double EDGE = 2.4;

  private final Paper paper;
  private final Graphics2D pen;
  private final int height;

  private MachinePainter(int height) {
    this.height = height;
    paper = new Paper(WIDTH, height);
    pen = paper.pen();
  }

  /** The track with the leader's part of it, the cart, the pole, the push and the wind. */
  static BufferedImage cart(GuidedCartPole cart, double[] s, double leader, double follower) {
    MachinePainter painter = new MachinePainter(GROUND + 60);
    painter.paintTrack(cart);
    painter.paintCart(s, leader * cart.wind(), follower);
    return painter.paper.image(
        Text.of(
            "a cart at %.2f m, its pole at %.1f°, push %.2f of the follower, wind %.2f of the leader",
            s[0], Math.toDegrees(s[2]), follower, leader));
  }

  private static double place(double x) {
    return WIDTH / 2.0 + METRE * x;
  }

  private void paintTrack(GuidedCartPole cart) {
    double low = place(cart.low());
    pen.setColor(Palette.tint(Palette.GREEN, 0.25));
    pen.fillRect((int) low, 30, (int) (place(cart.high()) - low), GROUND - 30);
    paper.write(Paper.PLAIN, Palette.INK);
    paper.centred("leader's part", place((cart.low() + cart.high()) / 2), 22);
    stroke(2, Palette.WALL);
    pen.draw(new Line2D.Double(place(-EDGE), GROUND, place(EDGE), GROUND));
    pen.draw(new Line2D.Double(place(-EDGE), GROUND - 14, place(-EDGE), GROUND));
    pen.draw(new Line2D.Double(place(EDGE), GROUND - 14, place(EDGE), GROUND));
    for (int x = -2; x <= 2; x++) {
      pen.draw(new Line2D.Double(place(x), GROUND, place(x), GROUND + 5));
      paper.centred(x + (x == 0 ? " m" : ""), place(x), GROUND + 22);
    }
  }

  private void paintCart(double[] s, double wind, double push) {
    double x = place(s[0]);
    double top = GROUND - 36;
    pen.setColor(Palette.WALL);
    pen.fillRoundRect((int) (x - 32), (int) top, 64, 26, 6, 6);
    paper.paintDisc(x - 18, GROUND - 7, 7, Palette.INK);
    paper.paintDisc(x + 18, GROUND - 7, 7, Palette.INK);
    double tipX = x + POLE * Math.sin(s[2]);
    double tipY = top - POLE * Math.cos(s[2]);
    stroke(7, Palette.ORANGE);
    pen.draw(new Line2D.Double(x, top, tipX, tipY));
    double side = Math.signum(push);
    arrow(x + 34 * side, top + 13, push * LONGEST, 0, Palette.BLUE);
    arrow(tipX + 8 * Math.signum(wind), tipY, wind * LONGEST, 0, Palette.VERMILION);
    legend(Palette.BLUE, "push of the follower", 12);
    legend(Palette.VERMILION, "wind of the leader", 200);
  }

  /** The rod in the circle of its tip, the torque at its hinge and the wind at its tip. */
  static BufferedImage pendulum(double[] s, double wind, double torque) {
    MachinePainter painter = new MachinePainter(330);
    painter.paintPendulum(s, wind, torque);
    return painter.paper.image(
        Text.of(
            "a pendulum at %.1f° from upright, torque %.2f of the follower, wind %.2f of the leader",
            Math.toDegrees(s[0]), torque, wind));
  }

  private void paintPendulum(double[] s, double wind, double torque) {
    double x = WIDTH / 2.0;
    double y = 150;
    double sin = Math.sin(s[0]);
    double cos = Math.cos(s[0]);
    stroke(1, Palette.GRID);
    pen.draw(Paper.disc(x, y, POLE));
    stroke(9, Palette.ORANGE);
    pen.draw(new Line2D.Double(x, y, x + POLE * sin, y - POLE * cos));
    stroke(4, Palette.BLUE);
    double turn = 45 * torque;
    pen.draw(new Arc2D.Double(x - 36, y - 36, 72, 72, 90, -turn, Arc2D.OPEN));
    double end = Math.toRadians(turn);
    double way = Math.signum(torque);
    arrow(
        x + 36 * Math.sin(end),
        y - 36 * Math.cos(end),
        2 * way * Math.cos(end),
        2 * way * Math.sin(end),
        Palette.BLUE);
    paper.paintDisc(x, y, 6, Palette.INK);
    double blow = wind * cos * cos * LONGEST;
    arrow(x + POLE * sin, y - POLE * cos, blow * cos, blow * sin, Palette.VERMILION);
    legend(Palette.BLUE, "torque of the follower", 12);
    legend(Palette.VERMILION, "wind of the leader", 200);
  }

  private void legend(Color colour, String text, int x) {
    arrow(x, height - 14, 20, 0, colour);
    paper.write(Paper.PLAIN, Palette.INK);
    pen.drawString(text, x + 36, height - 9);
  }

  private void stroke(float width, Color colour) {
    pen.setColor(colour);
    pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  /** From a place on by a vector, whose head comes after it; nothing where it is too short. */
  private void arrow(double x, double y, double across, double down, Color colour) {
    double length = Math.hypot(across, down);
    if (length < 1) {
      return;
    }
    double i = across / length;
    double j = down / length;
    stroke(4, colour);
    pen.draw(new Line2D.Double(x, y, x + across, y + down));
    Path2D head = new Path2D.Double();
    head.moveTo(x + across + 10 * i, y + down + 10 * j);
    head.lineTo(x + across - 7 * j, y + down + 7 * i);
    head.lineTo(x + across + 7 * j, y + down - 7 * i);
    head.closePath();
    pen.fill(head);
  }
}
