package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

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
    String expected = "c.csv:1:1: expected the header " + HEADER + ": ";
    assertError(expected + "slip,0.44,,", () -> constants("slip,0.44,,"));
    assertError(expected + HEADER + "\\r", () -> constants(HEADER + "\r"));
    assertError(expected + "the file is empty", () -> constants());
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
  void fieldsInQuotesHoldCommasAndQuotes() {
    List<String> texts = List.of("a, b", "the \"best\"", "", "\"", "plain");
    String line = CsvFile.line(texts);
    assertEquals("\"a, b\",\"the \"\"best\"\"\",,\"\"\"\",plain", line);
    CsvFile file = CsvFile.of(new DataFile("q.csv", List.of("v,w,x,y,z", line)));
    assertEquals(texts, file.rows().get(0).stream().map(CsvFile.Field::text).toList());
    assertEquals("q.csv: 1 rows of [v, w, x, y, z]", file.toString());
    assertEquals(
        "q.csv:2:%d: no".formatted(line.indexOf("plain") + 1),
        file.rows().get(0).get(4).error("no").getMessage());
    for (String wrong : List.of("1,\"open", "1,\"a\"b", "1,a\"b")) {
      assertError(
          "q.csv:2:3: expected quotes around a whole field, doubled within: " + wrong,
          () -> CsvFile.of(new DataFile("q.csv", List.of("v,w", wrong))));
    }
  }

  @Test
  void readsFilesWithAByteOrderMark(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("excel.csv");
    Files.writeString(file, "\uFEFF" + HEADER + "\r\nslip,0.44,probability,chance\r\n");
    assertEquals(0.44, Constants.of(DataFile.read(file)).get("slip"));
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path folder) throws IOException {
    Path utf16 = Files.writeString(folder.resolve("wide.csv"), HEADER, StandardCharsets.UTF_16);
    assertUnreadable(utf16, "it is not text in UTF-8, save it as that");
    assertUnreadable(folder.resolve("nowhere.csv"), "there is no such file in " + folder);
    assertUnreadable(folder, "it is a folder");
  }

  private static void assertUnreadable(Path path, String reason) {
    Exception e = assertThrows(UncheckedIOException.class, () -> DataFile.read(path));
    assertEquals("cannot read " + path + ": " + reason, e.getMessage());
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
