package hyperlead.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OptimizerTest {
  @Test
  void sgdClimbsByTheLearningRate() {
    double[] theta = {1, 2};
    Sgd.of(0.5).ascend(theta, new double[] {4, -6});
    assertArrayEquals(new double[] {3, -1}, theta);
  }

  @Test
  void clippingKeepsTheDirectionAndLimitsTheNorm() {
    double[] theta = {0, 0};
    double[] gradient = {30, -40};
    Sgd.of(1).clippedTo(5).ascend(theta, gradient);
    assertArrayEquals(new double[] {3, -4}, theta, 1e-15);
    assertArrayEquals(new double[] {30, -40}, gradient, "the gradient is left as it is");
    Sgd.of(1).clippedTo(5).ascend(theta, new double[] {0.3, 0.4});
    assertArrayEquals(new double[] {3.3, -3.6}, theta, 1e-15);
  }

  @Test
  void adamTakesTheStepsOfItsDefinition() {
    double[] gradients = {2, -1, 0.5};
    double[] theta = {0};
    Optimizer adam = Adam.of(0.1);
    double m = 0;
    double v = 0;
    double expected = 0;
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      expected +=
          0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
      adam.ascend(theta, new double[] {g});
      assertEquals(expected, theta[0], 1e-14, "step " + t);
    }
    assertEquals(
        0.1, step(Adam.of(0.1), 7), 1e-9, "the first step has the size of the learning rate");
  }

  @Test
  void decayingStepsShrinkLinearlyToZero() {
    Optimizer rule = Sgd.of(1).decayingOver(4);
    double[] theta = {0};
    double[] steps = new double[6];
    for (int t = 0; t < steps.length; t++) {
      double before = theta[0];
      rule.ascend(theta, new double[] {2});
      steps[t] = theta[0] - before;
    }
    assertArrayEquals(new double[] {2, 1.5, 1, 0.5, 0, 0}, steps, 1e-15);
    assertEquals(2, step(rule.fresh(), 2), 1e-15, "fresh starts with whole steps");
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(1).decayingOver(0));
  }

  @Test
  void freshForgets() {
    Optimizer adam = Adam.of(0.1).clippedTo(10);
    step(adam, 1);
    step(adam, -3);
    assertEquals(step(Adam.of(0.1), 2), step(adam.fresh(), 2), 0.0);
  }

  private static double step(Optimizer rule, double gradient) {
    double[] theta = {0};
    rule.ascend(theta, new double[] {gradient});
    return theta[0];
  }

  @Test
  void rejectsRatesAndNormsThatAreNotPositive() {
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(0));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Sgd.of(1).clippedTo(-1));
  }
}
