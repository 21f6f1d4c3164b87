package hyperlead.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;

class ColumnFormatTest {
  private static List<String> texts(double... values) {
    ColumnFormat format = ColumnFormat.of(DoubleColumn.create("", values));
    return Arrays.stream(values).mapToObj(format::text).toList();
  }

  @Test
  void aColumnHasAsManyDecimalsForAll() {
    assertEquals(List.of("0.5883", "-0.0412", "0.0000"), texts(0.588297, -0.0412, 0));
    assertEquals(List.of("27.277", "1.500"), texts(27.2771, 1.5));
    assertEquals(List.of("359.05", "-12.00"), texts(359.0512, -12));
    assertEquals(List.of("0.01235", "0.00100"), texts(0.0123456, 0.001));
  }

  @Test
  void noneHasZerosThatAllEndIn() {
    assertEquals(List.of("0.750", "0.375", "1.000"), texts(0.75, 0.375, 1));
    assertEquals(List.of("2", "-1"), texts(2, -1));
    assertEquals(List.of("0", "0"), texts(0, 0));
  }

  @Test
  void numbersThatAreDecadesApartStandEachByItself() {
    assertEquals(List.of("1234", "0.05678", "10⁻⁵"), texts(1234.4, 0.0567812, 1e-5));
    assertEquals(List.of("1.235·10⁷", "-0.5"), texts(12345678, -0.5));
  }

  @Test
  void aNumberByItselfIsShortAndNotInENotation() {
    assertEquals("0.3333", ColumnFormat.single(1.0 / 3));
    assertEquals("-261958", ColumnFormat.single(-261957.6));
    assertEquals("2·10⁻¹²", ColumnFormat.single(2e-12));
    assertEquals("-10⁻⁹", ColumnFormat.single(-1e-9));
    assertEquals("10¹⁰", ColumnFormat.single(1e10));
    assertEquals("NaN", ColumnFormat.single(Double.NaN));
    assertEquals("0", ColumnFormat.single(0));
  }
}
