package hyperlead.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvNumbersTest {
  private static CsvFile table(String... lines) {
    return CsvFile.of(new DataFile("t.csv", List.of(lines)));
  }

  private static void assertError(String message, String... lines) {
    Exception e = assertThrows(DataFormatException.class, () -> table(lines).numbers());
    assertEquals(message, e.getMessage());
  }

  @Test
  void columnsAreReadByName() {
    CsvFile table = table("a,b", "1,2", "3,-4.5");
    assertArrayEquals(new double[] {2, -4.5}, table.column("b"));
    assertArrayEquals(new double[] {1, 2}, table.numbers()[0]);
    Exception e = assertThrows(DataFormatException.class, () -> table.column("c"));
    assertEquals("t.csv:1:1: expected a column c: [a, b]", e.getMessage());
  }

  @Test
  void errorsNameTheirPlace() {
    assertError("t.csv:2:1: expected at least one row of numbers below the names", "a,b");
    assertError("t.csv:3:1: expected 2 fields separated by commas (a,b): 1", "a,b", "1,2", "3");
    assertError("t.csv:2:3: expected a number: \"x\"", "a,b", "1,x");
    assertError("t.csv:2:1: expected a finite number: NaN", "a,b", "NaN,1");
  }
}
