package hyperlead.notebook.pictures;

import hyperlead.data.GridMap;
import hyperlead.environments.FourRooms;
import hyperlead.environments.warehouse.Warehouse;

/** Each problem as a picture, to put values, policies and visits on. */
public final class Pictures {
  private Pictures() {}

  /**
   * The map of FourRooms with start S, goal G and target T.
   *
   * @param rooms whose map
   * @return a picture with 104 free cells, numbered as the problem's states
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
   * The map of a warehouse with its packing stations D, where cells are large enough for letters.
   *
   * @param warehouse whose map
   * @return a picture with the warehouse's cells, for {@link Warehouse#traffic} or {@link
   *     Warehouse#tolls} as heat
   */
  public static GridPicture of(Warehouse warehouse) {
    GridMap map = warehouse.map();
    GridPicture picture = GridPicture.of(map.rows(), map.columns(), map::isWall);
    for (int cell : warehouse.stations()) {
      picture = picture.withMark(map.row(cell), map.column(cell), "D", Palette.BLUE);
    }
    return picture;
  }
}
