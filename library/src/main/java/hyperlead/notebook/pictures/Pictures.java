package hyperlead.notebook.pictures;

import hyperlead.data.GridMap;
import hyperlead.environments.FourRooms;

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
}
