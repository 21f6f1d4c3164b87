package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.data.DataFile;
import hyperlead.data.GridMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class AislesTest {
  @Test
  void findsTheAislesOfAMap() {
    // A room of four cells, a corridor to the right of its foot, and a dead end that goes up.
    GridMap map =
        GridMap.of(
            new DataFile("m.txt", List.of("xxxxxxx", "x  xx x", "x  xx x", "xx    x", "xxxxxxx")));
    Aisles aisles = Aisles.of(map);
    assertEquals(2, aisles.count());
    assertEquals(Aisles.NONE, aisles.at(map.cell(1, 1)));
    assertEquals(Aisles.NONE, aisles.at(map.cell(2, 2)));
    assertEquals(0, aisles.at(map.cell(1, 5)));
    assertEquals(0, aisles.at(map.cell(2, 5)));
    assertEquals(1, aisles.at(map.cell(3, 3)));
    assertEquals(1, aisles.at(map.cell(3, 4)));
    assertEquals(Aisles.NONE, aisles.at(map.cell(3, 5)));
    // (3, 2) has walls to its left and below only.
    assertEquals(Aisles.NONE, aisles.at(map.cell(3, 2)));
  }
}
