package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransitionLawTest {
  /** Sums over successors keep their bits only if entries stay where the row has them. */
  @Test
  void entriesOfARowKeepTheirOrder() {
    Map<Integer, Double> falling = new LinkedHashMap<>();
    falling.put(2, 0.5);
    falling.put(1, 0.3);
    falling.put(0, 0.2);
    TransitionLaw law =
        TransitionLaw.fixed(2, 2, (x, a) -> x == 0 && a == 1 ? falling : Map.of(1 - x, 1.0));
    assertTrue(law.probability().isFixed());
    assertArrayEquals(new double[] {1, 0.5, 0.3, 0.2, 1, 1}, law.probability().all(new double[0]));
    int[] successors = {1, 2, 1, 0, 0, 0};
    for (int e = 0; e < successors.length; e++) {
      assertEquals(successors[e], law.pattern().successor(e));
    }
    assertEquals(1, law.pattern().pair(3), "the third entry of state 0, action 1");
  }

  @Test
  void aRowThatIsNoDistributionIsRefused() {
    Exception lacking =
        assertThrows(
            IllegalArgumentException.class,
            () -> TransitionLaw.fixed(1, 1, (x, a) -> Map.of(0, 0.5)));
    assertTrue(lacking.getMessage().contains("state 0, action 0"), lacking.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> TransitionLaw.fixed(1, 1, (x, a) -> Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> TransitionLaw.fixed(1, 1, (x, a) -> Map.of(2, 1.0)));
  }
}
