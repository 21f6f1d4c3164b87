package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SlopesTest {
  private static Slopes of(DoubleUnaryOperator f, double x) {
    return new Slopes(
        point -> new double[] {f.applyAsDouble(point[1])}, new double[] {7, x}, 1, 2e-8, 1e-6, 0);
  }

  @Test
  void findTheStepThatAFunctionNeeds() {
    for (double scale : new double[] {1, 1e-2, 1e-4, 1e-5}) {
      Slopes slopes = of(x -> Math.tanh(x / scale), 0.3 * scale);
      double expected = (1 - Math.pow(Math.tanh(0.3), 2)) / scale;
      double error = Math.abs(slopes.slope(0) - expected);
      assertTrue(error <= 1e-6 * expected, "scale " + scale + ": error " + error);
      assertTrue(
          slopes.uncertainty(0) <= 1e-5 * expected, "scale " + scale + " is told to be found");
    }
  }

  @Test
  void saySoWhereNoStepWill() {
    Slopes slopes = of(x -> x + 1e-4 * Math.sin(1e13 * x), 0.3);
    assertTrue(slopes.uncertainty(0) > 1e-3, "uncertainty " + slopes.uncertainty(0));
    Slopes nothing = of(x -> Double.NaN, 0.3);
    assertEquals(Double.POSITIVE_INFINITY, nothing.uncertainty(0));
  }

  @Test
  void smoothFunctionsCostEightEvaluations() {
    AtomicInteger calls = new AtomicInteger();
    Slopes slopes =
        of(
            x -> {
              calls.incrementAndGet();
              return x * x * x;
            },
            0.5);
    assertEquals(8, calls.get());
    // Rounding of f divided by the step: 1e-16 / 2.5e-5.
    assertEquals(0.75, slopes.slope(0), 1e-10);
  }
}
