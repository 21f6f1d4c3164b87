package hyperlead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HypergradientTest {
  private final Hypergradient g = new Hypergradient(2, new double[] {3, 0}, new double[] {0, 4});

  @Test
  void totalsItsTwoTerms() {
    assertArrayEquals(new double[] {3, 4}, g.total());
    assertEquals(3, g.directNorm());
    assertEquals(4, g.guidanceNorm());
    assertEquals(5, g.norm());
    g.direct()[0] = 99;
    assertArrayEquals(new double[] {3, 0}, g.direct(), "accessors give copies");
  }

  @Test
  void comparesDirections() {
    Hypergradient opposite = new Hypergradient(0, new double[] {-6, -8}, new double[2]);
    Hypergradient across = new Hypergradient(0, new double[] {-4, 3}, new double[2]);
    assertEquals(-1, g.cosine(opposite), 1e-15);
    assertEquals(0, g.cosine(across), 1e-15);
    double[] third = {1.0 / 3, 2.0 / 7};
    for (int i = 1; i < 100; i++) {
      Hypergradient scaled =
          new Hypergradient(0, new double[] {i / 3.0, i * 2.0 / 7}, new double[2]);
      double cosine = scaled.cosine(new Hypergradient(0, third, new double[2]));
      assertTrue(cosine <= 1 && cosine > 1 - 1e-12, "rounding keeps to [-1, 1]: " + cosine);
    }
    assertTrue(Double.isNaN(g.cosine(new Hypergradient(0, new double[2], new double[2]))));
  }

  @Test
  void rejectsWhatIsNotAGradient() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Hypergradient(Double.NaN, new double[1], new double[1]));
    Exception length =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Hypergradient(0, new double[2], new double[1]));
    assertEquals("guidance must have length 2: 1", length.getMessage());
    double[] infinite = {Double.POSITIVE_INFINITY};
    assertThrows(
        IllegalArgumentException.class, () -> new Hypergradient(0, infinite, new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> g.cosine(new Hypergradient(0, new double[1], new double[1])));
  }

  @Test
  void aTotalAloneIsNoDirectTerm() {
    Hypergradient total = Hypergradient.ofTotal(2, new double[] {3, -4});
    assertArrayEquals(new double[] {3, -4}, total.total());
    assertEquals(5, total.norm(), 1e-15);
    assertTrue(Double.isNaN(total.directNorm()) && Double.isNaN(total.guidanceNorm()));
    assertTrue(Double.isNaN(total.direct()[0]) && Double.isNaN(total.guidance()[1]));
    assertEquals(1, total.cosine(new Hypergradient(0, new double[] {6, 0}, new double[] {0, -8})));
    assertThrows(
        IllegalArgumentException.class, () -> Hypergradient.ofTotal(0, new double[] {Double.NaN}));
  }
}
