package hyperlead.prototyping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final double[] Y = {0.7, -1.2, 2.5, 0.3};

  /** The entry at 2 is read first and the one at 0 never, so that a mixed-up variable shows. */
  private static Map<String, Function<Configuration, Expression>> operations() {
    Map<String, Function<Configuration, Expression>> all = new LinkedHashMap<>();
    all.put("plus", y -> y.get(2).plus(y.get(1)).plus(3));
    all.put("minus", y -> y.get(2).minus(y.get(1)).minus(3));
    all.put("times", y -> y.get(2).times(y.get(1)).times(-3));
    all.put("dividedBy", y -> y.get(2).dividedBy(y.get(1)).dividedBy(3));
    all.put(
        "constants on either side", y -> Expression.of(2).minus(y.get(1)).times(Expression.of(5)));
    all.put("negated", y -> y.get(2).negated());
    all.put("power 3", y -> y.get(1).power(3));
    all.put("power 1.5", y -> y.get(2).power(1.5));
    all.put("squared", y -> y.get(1).squared());
    all.put("sqrt", y -> y.get(2).sqrt());
    all.put("exp", y -> y.get(1).exp());
    all.put("log", y -> y.get(2).log());
    all.put("sigmoid", y -> y.get(1).sigmoid());
    all.put("tanh", y -> y.get(1).tanh());
    all.put("sin", y -> y.get(1).sin());
    all.put("cos", y -> y.get(1).cos());
    all.put("max", y -> y.get(1).max(y.get(2)).times(2));
    all.put("min", y -> y.get(1).min(y.get(2)).times(2));
    all.put("sum", y -> y.sum(1, 4).squared());
    all.put("differences", y -> y.differences(v -> v[1] * v[2] * v[3]).times(y.get(2)));
    all.put(
        "analytic",
        y ->
            y.analytic(v -> v[1] * v[2], v -> new double[] {0, v[2], v[1], 0})
                .exp()
                .plus(y.get(3)));
    return all;
  }

  @Test
  void everyOperationHasTheDerivativeThatDifferencesSay() {
    operations()
        .forEach(
            (name, f) -> {
              double[] g = new double[Y.length];
              Slopes.of(Y, f).add(-2, g);
              for (int i = 0; i < Y.length; i++) {
                double slope = -2 * (moved(f, i, 1e-5) - moved(f, i, -1e-5)) / 2e-5;
                // h² f''' is about 1e-9 here.
                assertEquals(slope, g[i], 1e-7 * (1 + Math.abs(slope)), name + ", y[" + i + "]");
              }
            });
  }

  private static double moved(Function<Configuration, Expression> f, int i, double step) {
    double[] y = Y.clone();
    y[i] += step;
    return Configuration.evaluate(y, f).finite();
  }

  @Test
  void valuesAreThoseOfTheFunctions() {
    assertEquals(1 / (1 + Math.exp(1.2)), value(y -> y.get(1).sigmoid()), 1e-15);
    assertEquals(1, value(y -> y.get(1).times(-1000).sigmoid()), 0.0);
    // Small shares keep their digits.
    double tiny = Math.exp(-37) / (1 + Math.exp(-37));
    assertEquals(tiny, value(y -> Expression.of(-37).sigmoid()), 1e-15 * tiny);
    assertEquals(-40, value(y -> Expression.of(-40).sigmoid().log()), 1e-13);
    assertEquals(Math.pow(2.5, 1.5), value(y -> y.get(2).power(1.5)), 1e-14);
    assertEquals(0.7 - 1.2 + 2.5, value(y -> y.sum(0, 3)), 1e-15);
    assertEquals(-1.2, value(y -> y.get(2).min(y.get(1))), 0.0);
    assertEquals(2.5 / 3, value(y -> y.get(2).dividedBy(Expression.of(3))), 1e-15);
  }

  /** σ' = σ(z) σ(−z), tanh' = 1 / cosh²: 60 digits. */
  @Test
  void slopesKeepTheirDigitsWhereTheFunctionsAreFlat() {
    double sigmoid = 4.248354255291589e-18;
    double tanh = 1.6993417021166355e-17;
    for (double z : new double[] {-40, 40}) {
      assertEquals(sigmoid, slope(z, Expression::sigmoid), 1e-15 * sigmoid);
      assertEquals(tanh, slope(z / 2, Expression::tanh), 1e-15 * tanh);
    }
  }

  private static double slope(double z, UnaryOperator<Expression> f) {
    double[] g = new double[1];
    Slopes.of(new double[] {z}, y -> f.apply(y.get(0))).add(1, g);
    return g[0];
  }

  private static double value(Function<Configuration, Expression> f) {
    return Configuration.evaluate(Y, f).finite();
  }

  @Test
  void gradientsAreAddedAndConstantsHaveNone() {
    double[] g = {1, 2, 3, 4};
    Slopes.of(Y, y -> Expression.of(7)).add(5, g);
    assertArrayEquals(new double[] {1, 2, 3, 4}, g);
    Slopes.of(Y, y -> y.get(3).times(2)).add(5, g);
    assertArrayEquals(new double[] {1, 2, 3, 14}, g);
  }

  @Test
  void refusesWhatHasNoDerivative() {
    assertMessage("must be finite: NaN", y -> y.get(1).log());
    assertMessage(
        "derivative with respect to y[0] must be finite: Infinity",
        y -> y.get(0).minus(0.7).sqrt());
    assertMessage("gradient must have length 4: 1", y -> y.analytic(v -> 1, v -> new double[1]));
    assertMessage(
        "gradient[3] must be finite: NaN", y -> y.differences(v -> v[3] > 0.3 ? Double.NaN : 1));
    assertMessage("index of y must be in [0, 4): 4", y -> y.get(4));
    assertMessage("must be finite: NaN", y -> Expression.of(Double.NaN));
  }

  private static void assertMessage(String message, Function<Configuration, Expression> f) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Slopes.of(Y, f));
    assertEquals(message, e.getMessage());
  }
}
