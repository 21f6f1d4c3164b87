package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is wrong with a file is said with its name, line and column. */
class DataTest {
  private static final String HEADER = "name,value,unit,meaning";

  @Test
  void readsConstants() {
    Constants constants = constants(HEADER, "slip,0.44,probability,chance", "horizon,200,step,cut");
    assertEquals(0.44, constants.get("slip"));
    assertEquals(200, constants.whole("horizon"));
  }

  @Test
  void saysWhereConstantsAreWrong() {
    assertError("c.csv:1:1: expected the header " + HEADER, () -> constants("slip,0.44,,"));
    assertError("c.csv:1:1: expected the header " + HEADER, () -> constants());
    assertError(
        "c.csv:2:1: expected 4 fields separated by commas (" + HEADER + "): 2",
        () -> constants(HEADER, "slip,0.44"));
    assertError(
        "c.csv:3:6: expected a number: \"O.44\"",
        () -> constants(HEADER, "horizon,200,step,", "slip,O.44,,"));
    assertError("c.csv:2:6: expected a finite number: NaN", () -> constants(HEADER, "slip,NaN,,"));
    assertError(
        "c.csv:3:1: name stands twice: slip", () -> constants(HEADER, "slip,1,,", "slip,1,,"));
    assertError(
        "c.csv:3:1: expected a row for goal", () -> constants(HEADER, "slip,1,,").get("goal"));
    assertError(
        "c.csv:2:6: expected a whole number: 0.5",
        () -> constants(HEADER, "slip,0.5,,").whole("slip"));
  }

  private static Constants constants(String... lines) {
    return Constants.of(new DataFile("c.csv", List.of(lines)));
  }

  @Test
  void readsMaps() {
    GridMap map = map("xxxxx", "xS xx", "x  Gx", "xxxxx");
    assertEquals(5, map.cells());
    assertEquals(0, map.marked('S'));
    assertEquals(4, map.marked('G'));
    assertEquals(4, map.cell(2, 3));
    assertEquals(2, map.row(4));
    assertEquals(3, map.column(4));
    assertEquals(0, map.move(0, 0), "up into the wall");
    assertEquals(1, map.move(0, 1), "right");
    assertEquals(2, map.move(0, 2), "down");
    assertEquals(0, map.move(1, 3), "left");
  }

  @Test
  void saysWhereMapsAreWrong() {
    assertError("m.txt:1:1: expected a map: the file is empty", () -> map());
    assertError("m.txt:2:3: expected 3 characters: 2", () -> map("xxx", "xx", "xxx"));
    assertError(
        "m.txt:2:2: expected x, space or a capital letter: '?'", () -> map("xxx", "x?x", "xxx"));
    assertError("m.txt:2:3: expected a wall on the border: ' '", () -> map("xxx", "xx ", "xxx"));
    assertError(
        "m.txt:4:1: expected one cell marked S: none", () -> map("xxx", "xGx", "xxx").marked('S'));
    assertError(
        "m.txt:2:3: expected one cell marked S: a second",
        () -> map("xxxx", "xSSx", "xxxx").marked('S'));
    assertError(
        "m.txt:2:4: free cell cannot be reached from (1, 1)",
        () -> map("xxxxx", "x x x", "xxxxx").checkConnected(0));
    Exception wall =
        assertThrows(IllegalArgumentException.class, () -> map("xxx", "x x", "xxx").cell(0, 1));
    assertEquals("(0, 1) is a wall", wall.getMessage());
  }

  private static GridMap map(String... lines) {
    return GridMap.of(new DataFile("m.txt", List.of(lines)));
  }

  private static void assertError(String expected, Executable code) {
    assertEquals(expected, assertThrows(DataFormatException.class, code).getMessage());
  }

  @Test
  void namesAMissingDataset() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> DataFile.bundled("five-rooms/map.txt"));
    assertEquals("no such dataset: five-rooms/map.txt", e.getMessage());
  }

  @Test
  void findsMarkedCells() {
    GridMap map = map("xxxxx", "xA Ax", "xxxxx");
    assertArrayEquals(new int[] {0, 2}, map.allMarked('A'));
    map.checkMarks("BA");
    assertError("m.txt:2:2: expected one of the marks B: 'A'", () -> map.checkMarks("B"));
    assertError("m.txt:4:1: expected a cell marked B: none", () -> map.allMarked('B'));
  }
}
