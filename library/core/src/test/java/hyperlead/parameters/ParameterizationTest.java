package hyperlead.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParameterizationTest {
  @Test
  void pullBackIsTheTransposedJacobian() {
    double[][][] features = {{{1, 0.5}, {-0.3, 2}, {0, 0}}, {{0.2, -1}, {1, 1}, {-2, 0.1}}};
    Parameterization[] maps = {
      new FreeParameters(4),
      new SoftmaxBudget(5),
      new SoftmaxPolicy(3, 2),
      SoftmaxFeatures.of(features),
      SigmoidBox.of(new double[] {0, -3, 1}, new double[] {2, -2.5, 8}),
      Concatenation.of(SoftmaxFeatures.of(features), SigmoidBox.of(2, 0, 3), new SoftmaxBudget(3))
    };
    for (Parameterization map : maps) {
      for (long seed = 0; seed < 20; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] theta = random.doubles(map.parameters(), -2, 2).toArray();
        double[] g = random.doubles(map.configurations(), -1, 1).toArray();
        double[] pulled = map.pullBack(theta, map.configuration(theta), g);
        for (int i = 0; i < theta.length; i++) {
          double slope = (dot(map, theta, i, 1e-5, g) - dot(map, theta, i, -1e-5, g)) / 2e-5;
          assertEquals(slope, pulled[i], 1e-9, map + ", seed " + seed + ", parameter " + i);
        }
      }
    }
  }

  private static double dot(Parameterization map, double[] theta, int i, double step, double[] g) {
    double[] moved = theta.clone();
    moved[i] += step;
    double[] y = map.configuration(moved);
    double sum = 0;
    for (int j = 0; j < g.length; j++) {
      sum += y[j] * g[j];
    }
    return sum;
  }

  @Test
  void sharesSumToOneEvenForHugeParameters() {
    double[] shares = new SoftmaxBudget(3).configuration(new double[] {2000, 1999, -2000});
    assertEquals(1, Arrays.stream(shares).sum(), 1e-15);
    assertEquals(1 / (1 + Math.exp(-1)), shares[0], 1e-15);
  }

  @Test
  void policiesAreASoftmaxForEachState() {
    double[] theta = {0.5, -1, 2000, 1999};
    double[] policy = new SoftmaxPolicy(2, 2).configuration(theta);
    assertEquals(1 / (1 + Math.exp(-1.5)), policy[0], 1e-15);
    assertEquals(1 - policy[0], policy[1], 1e-15);
    assertEquals(1 / (1 + Math.exp(-1)), policy[2], 1e-15);
    double[][][] features = {{{1}, {0}}, {{3}, {1}}};
    double[] shared = SoftmaxFeatures.of(features).configuration(new double[] {0.7});
    assertEquals(1 / (1 + Math.exp(-0.7)), shared[0], 1e-15);
    assertEquals(1 / (1 + Math.exp(-1.4)), shared[2], 1e-15);
  }

  @Test
  void refusesFeaturesThatAreNotATable() {
    Exception actions =
        assertThrows(
            IllegalArgumentException.class,
            () -> SoftmaxFeatures.of(new double[][][] {{{1}, {0}}, {{3}}}));
    assertEquals("features[1] must have length 2: 1", actions.getMessage());
    Exception number =
        assertThrows(
            IllegalArgumentException.class,
            () -> SoftmaxFeatures.of(new double[][][] {{{1}, {Double.NaN}}}));
    assertEquals("features[0][1][0] must be finite: NaN", number.getMessage());
  }

  @Test
  void theBoxIsNeverLeftAndItsMirrorGradientUndoesThePullBack() {
    SigmoidBox box = SigmoidBox.of(new double[] {0.1, -3}, new double[] {0.7, 5});
    assertArrayEquals(new double[] {0.4, 1}, box.configuration(new double[2]), 1e-15);
    assertArrayEquals(new double[] {0.7, -3}, box.configuration(new double[] {800, -800}));
    double[] g = {0.4, -7};
    for (double[] theta : new double[][] {{-1.3, 2}, {-40, 40}, {600, -600}}) {
      double[] y = box.configuration(theta);
      assertArrayEquals(g, box.mirrorGradient(theta, y, box.pullBack(theta, y, g)), 1e-12);
    }
    double[] far = {800, 0};
    double[] stuck = box.configuration(far);
    assertEquals(0, box.mirrorGradient(far, stuck, new double[2])[0], 0.0);
  }

  /** σ(−40) = 4.248354255291589e-18 and σ(40) σ(−40), 60 digits. */
  @Test
  void theSigmoidAndItsSlopeKeepTheirDigits() {
    double tail = 4.248354255291589e-18;
    double slope = 4.248354255291589e-18;
    assertEquals(tail, SigmoidBox.sigmoid(-40), 1e-15 * tail);
    assertEquals(1, SigmoidBox.sigmoid(40), 0.0);
    assertEquals(StrictMath.exp(-740), SigmoidBox.sigmoid(-740), 0.0);
    for (double low : new double[] {0, 1}) {
      SigmoidBox box = SigmoidBox.of(2, low, low + 2);
      double[] theta = {40, -40};
      double[] pulled = box.pullBack(theta, box.configuration(theta), new double[] {1, -3});
      assertEquals(2 * slope, pulled[0], 2e-15 * slope);
      assertEquals(-6 * slope, pulled[1], 6e-15 * slope);
    }
  }

  /** p = (1 − ε, ε), ε = exp(−40) / (1 + exp(−40)): both derivatives are ±p_1 p_2 (g_1 − g_2). */
  @Test
  void aShareThatIsAllButCertainHasItsSmallDerivative() {
    SoftmaxBudget budget = new SoftmaxBudget(2);
    double[] theta = {40, 0};
    double[] pulled = budget.pullBack(theta, budget.configuration(theta), new double[] {0.3, 0.1});
    double right = 4.248354255291589e-18 * (0.3 - 0.1);
    assertArrayEquals(new double[] {right, -right}, pulled, 1e-15 * right);
  }

  @Test
  void joinedPartsKeepTheirOrder() {
    double[][][] features = {{{1, 0.5}, {-0.3, 2}, {0, 0}}};
    SoftmaxFeatures policy = SoftmaxFeatures.of(features);
    SigmoidBox box = SigmoidBox.of(2, 0, 3);
    Concatenation joined = Concatenation.of(policy, box);
    assertEquals(4, joined.parameters());
    assertEquals(5, joined.configurations());
    double[] y = joined.configuration(new double[] {0.4, -1, 0, 2});
    double[] first = policy.configuration(new double[] {0.4, -1});
    double[] second = box.configuration(new double[] {0, 2});
    assertArrayEquals(new double[] {first[0], first[1], first[2], second[0], second[1]}, y);
    Concatenation mirrored = Concatenation.of(new SoftmaxBudget(2), box);
    double[] start = {1, 0, -1, 2};
    double[] at = mirrored.configuration(start);
    double[] g = {2, -1, 0.5, 3};
    double[] boxed =
        box.mirrorGradient(
            new double[] {-1, 2}, new double[] {at[2], at[3]}, new double[] {0.5, 3});
    assertArrayEquals(
        new double[] {2 / at[0], -1 / at[1], boxed[0], boxed[1]},
        mirrored.mirrorGradient(start, at, g),
        1e-12);
    assertThrows(IllegalArgumentException.class, Concatenation::of);
    assertThrows(
        UnsupportedOperationException.class, () -> joined.mirrorGradient(start, y, new double[4]));
  }

  @Test
  void refusesABoxWithoutInside() {
    Exception order = assertThrows(IllegalArgumentException.class, () -> SigmoidBox.of(2, 1, 1));
    assertEquals("high[0] - low[0] must be positive and finite: 0.0", order.getMessage());
    Exception nan =
        assertThrows(IllegalArgumentException.class, () -> SigmoidBox.of(1, 0, Double.NaN));
    assertEquals("high[0] must be finite: NaN", nan.getMessage());
  }
}
