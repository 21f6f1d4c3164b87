package hyperlead.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file of all methods is what its command makes. */
class MethodsTableTest {
  @Test
  void everyMethodHasARowOnTheArenasOfTheFile() throws IOException {
    for (Arena arena : Arena.all()) {
      boolean begun = !MethodsTable.stored(arena, Method.on(arena).get(0)).isEmpty();
      for (Method method : begun ? Method.on(arena) : List.<Method>of()) {
        String name = arena.name() + ", " + method.name();
        assertFalse(MethodsTable.stored(arena, method).isEmpty(), name);
      }
    }
  }

  @Test
  void rowsOfTheRandomMdpAreThoseOfTheFile() throws IOException {
    Arena arena = Arena.all().get(2);
    MethodsTable table = new MethodsTable(arena);
    for (Method method : Method.on(arena)) {
      if (method.name().equals("naive") || method.name().equals("AHO")) {
        Map<String, String> stored = MethodsTable.stored(arena, method);
        table
            .atEqualSamples(method)
            .forEach((column, field) -> assertEquals(field, stored.get(column), column));
      }
    }
  }
}
