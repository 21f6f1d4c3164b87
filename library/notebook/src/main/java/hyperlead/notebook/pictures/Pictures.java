package hyperlead.notebook.pictures;

import hyperlead.data.GridMap;
import hyperlead.environments.Aisles;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Warehouse;
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
