package hyperlead.notebook.pictures;

import hyperlead.algebra.Require;
import hyperlead.data.GridMap;
import hyperlead.environments.Aisles;
import hyperlead.environments.FourRooms;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.environments.Warehouse;
import hyperlead.notebook.Picture;
import java.awt.Color;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Each problem as a picture, to put values, policies and visits on. */
public final class Pictures {
  private Pictures() {}

  /**
   * {@return the map of FourRooms with start S, goal G and target T, its 104 free cells numbered as
   * the problem's states}
   */
  public static GridPicture of(FourRooms rooms) {
    GridMap map = rooms.map();
    GridPicture picture = GridPicture.of(map.rows(), map.columns(), map::isWall);
    return picture
        .withMark(map.row(rooms.start()), map.column(rooms.start()), "S", Palette.BLUE)
        .withMark(map.row(rooms.goal()), map.column(rooms.goal()), "G", Palette.GREEN)
        .withMark(map.row(rooms.target()), map.column(rooms.target()), "T", Palette.VERMILION);
  }

  /**
   * {@return the map of a warehouse with stations D, goods G, and P in the first cell of each aisle
   * where people pick, for {@link Warehouse#traffic} or {@link Warehouse#tolls} as heat} Where
   * cells are too small for letters there are none: dots would hide the map.
   */
  public static GridPicture of(Warehouse warehouse) {
    GridMap map = warehouse.map();
    GridPicture picture = GridPicture.of(map.rows(), map.columns(), map::isWall);
    if (picture.cellSize() < GridPainter.DETAIL) {
      return picture;
    }
    picture = marked(picture, map, warehouse.stations(), "D", Palette.BLUE);
    picture = marked(picture, map, map.allMarked('G'), "G", Palette.GREEN);
    return marked(picture, map, heads(warehouse), "P", Palette.VERMILION);
  }

  /**
   * {@return a cart on its track at one moment, a frame of {@link hyperlead.notebook.Frames}}
   *
   * @param state x, ẋ, φ, φ̇
   * @param leader b, drawn as the wind b · w at the pole
   * @param follower a, drawn as a push of the cart
   */
  public static Picture of(GuidedCartPole cart, double[] state, double leader, double follower) {
    double[] s = Require.vector("state", state, cart.dimension()).clone();
    return () -> MachinePainter.cart(cart, s, leader, follower);
  }

  /**
   * {@return a pendulum at one moment}
   *
   * @param state φ, ω
   * @param leader b, drawn as the wind b · w at the tip
   * @param follower a, drawn as a torque at the hinge
   */
  public static Picture of(
      GuidedPendulum pendulum, double[] state, double leader, double follower) {
    double[] s = Require.vector("state", state, pendulum.dimension()).clone();
    return () -> MachinePainter.pendulum(s, leader * pendulum.wind(), follower);
  }

  private static GridPicture marked(
      GridPicture picture, GridMap map, int[] cells, String label, Color colour) {
    GridPicture marked = picture;
    for (int cell : cells) {
      marked = marked.withMark(map.row(cell), map.column(cell), label, colour);
    }
    return marked;
  }

  /** The first cell of each aisle where people pick, and every one on open floor. */
  private static int[] heads(Warehouse warehouse) {
    Set<Integer> seen = new HashSet<>();
    return IntStream.range(0, warehouse.map().cells())
        .filter(warehouse::people)
        .filter(
            cell ->
                warehouse.aisles().at(cell) == Aisles.NONE || seen.add(warehouse.aisles().at(cell)))
        .toArray();
  }
}
