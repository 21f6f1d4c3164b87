package hyperlead.notebook.pictures;

import hyperlead.notebook.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/**
 * The plan of a building of four zones in a ring: zone 1 upper left, then clockwise.
 *
 * <p>The outer wall of a zone is as thick as its insulation, the gap between two zones as wide as
 * the airflow through their door, and the colour of a zone is a number of its own, such as the
 * spread of its temperature. Immutable.
 */
public final class BuildingPlan implements Picture {
  private static final int ZONES = 4;
  private static final int ROOM = 170;
  private static final int THICKEST = 22;
  private static final int TOP = 52;
  private static final int LEFT = 48;

  private final double[] insulation;
  private final double[] airflow;
  private final String title;
  private final Heat heat;

  private BuildingPlan(double[] insulation, double[] airflow, String title, Heat heat) {
    this.insulation = insulation;
    this.airflow = airflow;
    this.title = title;
    this.heat = heat;
  }

  /**
   * {@return a plan without numbers in its zones}
   *
   * @param insulation l, one level per zone, in [0, 1]
   * @param airflow g, one level per door, in [0, 1]; door i is between zones i and i + 1 of the
   *     ring
   * @throws IllegalArgumentException if there are not four of each or a level is out of range
   */
  public static BuildingPlan of(double[] insulation, double[] airflow) {
    return new BuildingPlan(
        levels("insulation", insulation), levels("airflow", airflow), "", Heat.NONE);
  }

  private static double[] levels(String name, double[] levels) {
    if (levels.length != ZONES || !Arrays.stream(levels).allMatch(l -> l >= 0 && l <= 1)) {
      throw new IllegalArgumentException(
          name + " must be four levels in [0, 1]: " + Arrays.toString(levels));
    }
    return levels.clone();
  }

  /** {@return the same plan with a title above it} */
  public BuildingPlan withTitle(String text) {
    return new BuildingPlan(insulation, airflow, text, heat);
  }

  /**
   * {@return the same plan with coloured zones}
   *
   * @param label what the numbers are, with their unit
   * @param numbers one per zone, finite
   * @param low lower end of the colour scale
   * @param high upper end of the colour scale
   */
  public BuildingPlan withTemperatures(String label, double[] numbers, double low, double high) {
    if (numbers.length != ZONES) {
      throw new IllegalArgumentException("temperatures must be four: " + numbers.length);
    }
    Heat scale = Heat.of(numbers, label).between(low, high);
    return new BuildingPlan(insulation, airflow, title, scale);
  }

  /** {@return the plan as an image} */
  @Override
  public BufferedImage image() {
    int side = 2 * ROOM + THICKEST + 16;
    int bar = heat.isShown() ? Paper.scaleWidth(heat, 2 * ROOM) : 0;
    Paper paper = new Paper(LEFT + side + bar + 6, TOP + side);
    paper.write(Paper.TITLE, Palette.INK);
    paper.pen().drawString(title, 12, 22);
    for (int zone = 0; zone < ZONES; zone++) {
      paintZone(paper, zone);
    }
    for (int zone = 0; zone < ZONES; zone++) {
      paintOuterWalls(paper.pen(), zone);
      paintDoor(paper, zone);
    }
    if (heat.isShown()) {
      paper.paintScale(heat, LEFT + side, TOP, 2 * ROOM);
    }
    String colours = heat.isShown() ? ", colours: " + heat.label() : "";
    return paper.image(
        (title.isEmpty() ? "" : title + ": ")
            + "plan of four zones with insulation and doors"
            + colours);
  }

  /** 0 or 1: zones 1 and 4 stand left, zones 1 and 2 above. */
  private static int column(int zone) {
    return zone == 1 || zone == 2 ? 1 : 0;
  }

  private static int row(int zone) {
    return zone < 2 ? 0 : 1;
  }

  private void paintZone(Paper paper, int zone) {
    int x = LEFT + column(zone) * ROOM;
    int y = TOP + row(zone) * ROOM;
    Color ground = heat.isShown() ? heat.colourOf(zone) : Palette.PAPER;
    paper.pen().setColor(ground);
    paper.pen().fillRect(x, y, ROOM, ROOM);
    paper.write(Paper.font(Font.BOLD, 14), Palette.contrast(ground));
    paper.centred("zone " + (zone + 1), x + ROOM / 2, y + ROOM / 2 - 14);
    paper.pen().setFont(Paper.PLAIN);
    paper.centred(written("insulation %.2f", insulation[zone]), x + ROOM / 2, y + ROOM / 2 + 5);
    if (heat.isShown()) {
      paper.centred(written("%.2f", heat.values()[zone]), x + ROOM / 2, y + ROOM / 2 + 24);
    }
  }

  /** Two sides of a zone are outer walls, drawn outwards from its edge. */
  private void paintOuterWalls(Graphics2D pen, int zone) {
    int thick = 2 + (int) Math.round((THICKEST - 2) * insulation[zone]);
    int x = LEFT + column(zone) * ROOM;
    int y = TOP + row(zone) * ROOM;
    pen.setColor(Palette.WALL);
    pen.fillRect(column(zone) == 0 ? x - thick : x + ROOM, y, thick, ROOM);
    pen.fillRect(x, row(zone) == 0 ? y - thick : y + ROOM, ROOM, thick);
  }

  /** Door i lies on the wall between zones i and i + 1: above, right, below, left of the middle. */
  private void paintDoor(Paper paper, int door) {
    Graphics2D pen = paper.pen();
    boolean upright = door % 2 == 0;
    int middleX = LEFT + ROOM + (upright ? 0 : door == 1 ? ROOM / 2 : -ROOM / 2);
    int middleY = TOP + ROOM + (upright ? (door == 0 ? -ROOM / 2 : ROOM / 2) : 0);
    int gap = (int) Math.round(0.8 * ROOM * airflow[door]);
    int side = (ROOM - gap) / 2;
    pen.setColor(Palette.WALL);
    pen.setStroke(new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    AffineTransform before = pen.getTransform();
    pen.translate(middleX, middleY);
    pen.rotate(upright ? 0 : Math.PI / 2);
    pen.drawLine(0, -ROOM / 2, 0, side - ROOM / 2);
    pen.drawLine(0, ROOM / 2 - side, 0, ROOM / 2);
    pen.setTransform(before);
    String text = written("door %.2f", airflow[door]);
    pen.setFont(Paper.font(Font.PLAIN, 12));
    int width = paper.widthOf(text) + 8;
    pen.setColor(Palette.PAPER);
    pen.fillRoundRect(middleX - width / 2, middleY - 9, width, 18, 8, 8);
    pen.setColor(Palette.INK);
    paper.centred(text, middleX, middleY + 4);
  }

  private static String written(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    return "BuildingPlan " + title;
  }
}
