package hyperlead.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final FreeParameters FREE = new FreeParameters(1);

  @Test
  void sgdClimbsByTheLearningRate() {
    double[] theta = {1, 2};
    Sgd.of(0.5).start(FREE).ascend(theta, new double[] {4, -6});
    assertArrayEquals(new double[] {3, -1}, theta);
  }

  @Test
  void clippingKeepsTheDirectionAndLimitsTheNorm() {
    double[] theta = {0, 0};
    double[] gradient = {30, -40};
    Sgd.of(1).clippedTo(5).start(FREE).ascend(theta, gradient);
    assertArrayEquals(new double[] {3, -4}, theta, 1e-15);
    assertArrayEquals(new double[] {30, -40}, gradient, "the gradient is left as it is");
    Sgd.of(1).clippedTo(5).start(FREE).ascend(theta, new double[] {0.3, 0.4});
    assertArrayEquals(new double[] {3.3, -3.6}, theta, 1e-15);
  }

  @Test
  void adamTakesTheStepsOfItsDefinition() {
    assertSteps(Adam.of(0.1), 0.1, 0.9, 0.999);
    assertSteps(Adam.of(0.1).withDecays(0.8, 0.99), 0.1, 0.8, 0.99);
    assertSteps(Adam.of(0.2).withDecays(0, 0), 0.2, 0, 0);
    assertEquals(
        0.1, step(Adam.of(0.1), 7), 1e-9, "the first step has the size of the learning rate");
  }

  private static void assertSteps(Adam rule, double rate, double beta1, double beta2) {
    double[] gradients = {2, -1, 0.5};
    double[] theta = {0};
    Ascent adam = rule.start(FREE);
    double m = 0;
    double v = 0;
    double expected = 0;
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      expected +=
          rate * (m / (1 - Math.pow(beta1, t))) / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + 1e-8);
      adam.ascend(theta, new double[] {g});
      assertEquals(expected, theta[0], 1e-14, rule + ", step " + t);
    }
  }

  @Test
  void decayingStepsShrinkLinearlyToZero() {
    Optimizer rule = Sgd.of(1).decayingOver(4);
    Ascent ascent = rule.start(FREE);
    double[] theta = {0};
    double[] steps = new double[6];
    for (int t = 0; t < steps.length; t++) {
      double before = theta[0];
      ascent.ascend(theta, new double[] {2});
      steps[t] = theta[0] - before;
    }
    assertArrayEquals(new double[] {2, 1.5, 1, 0.5, 0, 0}, steps, 1e-15);
    assertEquals(2, step(rule, 2), 1e-15, "another run starts with whole steps");
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(1).decayingOver(0));
  }

  @Test
  void mirrorAscentMultipliesSharesByTheExponentialOfTheirGradient() {
    SplittableRandom random = new SplittableRandom(5);
    for (int repeat = 0; repeat < 50; repeat++) {
      int d = random.nextInt(2, 8);
      SoftmaxBudget budget = new SoftmaxBudget(d);
      double[] theta = random.doubles(d, -5, 5).toArray();
      double[] shares = budget.configuration(theta);
      double[] gradient = random.doubles(d, -1, 1).toArray();
      double[] expected = new double[d];
      double sum = 0;
      for (int i = 0; i < d; i++) {
        expected[i] = shares[i] * Math.exp(0.7 * gradient[i]);
        sum += expected[i];
      }
      new MirrorAscent(Sgd.of(0.7))
          .start(budget)
          .ascend(theta, budget.pullBack(theta, shares, gradient));
      double[] moved = budget.configuration(theta);
      for (int i = 0; i < d; i++) {
        assertEquals(expected[i] / sum, moved[i], 1e-12, "repeat " + repeat);
      }
    }
  }

  @Test
  void mirrorAscentStaysFiniteWhereSharesVanish() {
    SoftmaxBudget budget = new SoftmaxBudget(3);
    double[] theta = {0, -720, -800};
    double[] shares = budget.configuration(theta);
    new MirrorAscent(Sgd.of(1))
        .start(budget)
        .ascend(theta, budget.pullBack(theta, shares, new double[] {0, 1, 1}));
    assertEquals(0, theta[0], 1e-300);
    assertTrue(theta[1] > -720 && theta[1] < -719, "a lost share moves back: " + theta[1]);
    assertEquals(-800, theta[2], 0.0, "a share of exactly zero has no gradient");
  }

  @Test
  void mirrorAscentIsPlainAscentWhereParametersAreFree() {
    double[] theta = {1, 2};
    new MirrorAscent(Sgd.of(0.5)).start(new FreeParameters(2)).ascend(theta, new double[] {4, -6});
    assertArrayEquals(new double[] {3, -1}, theta);
  }

  @Test
  void everyRunStartsWithoutMemory() {
    Optimizer adam = Adam.of(0.1).clippedTo(10).decayingOver(3);
    for (Optimizer rule : List.of(adam, new MirrorAscent(adam))) {
      step(rule, 1);
      step(rule, -3);
      assertEquals(step(Adam.of(0.1), 2), step(rule, 2), 0.0);
    }
  }

  /** A sweep knows its rows by them. */
  @Test
  void namesHoldEverySetting() {
    Optimizer rule = Adam.of(0.1).clippedTo(2).decayingOver(30);
    assertEquals(
        "mirror ascent with Adam(0.1), gradient clipped to norm 2.0, decaying over 30 updates",
        new MirrorAscent(rule).toString());
    assertEquals("Adam(0.1, β₁ 0.9, β₂ 0.99)", Adam.of(0.1).withDecays(0.9, 0.99).toString());
    assertEquals("SGD(0.5)", Sgd.of(0.5).toString());
  }

  private static double step(Optimizer rule, double gradient) {
    double[] theta = {0};
    rule.start(FREE).ascend(theta, new double[] {gradient});
    return theta[0];
  }

  @Test
  void rejectsRatesAndNormsThatAreNotPositive() {
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(0));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withDecays(0.9, 1));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withDecays(-0.1, 0.9));
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(1).clippedTo(-1));
  }
}
