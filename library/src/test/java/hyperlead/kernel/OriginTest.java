package hyperlead.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
  private static final String CODE = "int a;\n\nint b = c;\n  d();";

  private static Origin at(String snippet) {
    return new Origin("cell 3", CODE, CODE, CODE.indexOf(snippet));
  }

  @Test
  void aLineOfASnippetIsALineOfItsCell() {
    assertEquals(List.of("cell 3, line 1:", "    int a;"), at("int a").atLine(1));
    assertEquals(List.of("cell 3, line 3:", "    int b = c;"), at("int b").atLine(1));
    assertEquals(List.of("cell 3, line 4:", "      d();"), at("int b").atLine(2));
    assertEquals(List.of("cell 3, line 4:", "      d();"), at("d()").atLine(1));
  }

  @Test
  void aPositionHasCaretsUnderItsText() {
    assertEquals(
        List.of("cell 3, line 3:", "    int b = c;", "            ^"),
        at("int b").atPosition(8, 9));
    assertEquals(
        List.of("cell 3, line 4:", "      d();", "          ^"), at("d()").atPosition(99, 99));
  }

  @Test
  void aMagicIsShownAsItWasWritten() {
    Origin origin = new Origin("cell 1", "%jars x", "lineMagic(...);", 0);
    assertEquals(List.of("cell 1, line 1:", "    %jars x"), origin.atLine(1));
  }
}
