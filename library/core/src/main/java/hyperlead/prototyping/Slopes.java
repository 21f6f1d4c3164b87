package hyperlead.prototyping;

import hyperlead.algebra.Require;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The derivatives of a number with respect to the entries of y that it reads.
 *
 * @param variables the entries, ascending
 * @param at their values, on which the derivatives alone depend
 * @param derivatives of the number, with respect to each of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slopes(int[] variables, double[] at, double[] derivatives) {
  /** Of a lambda at y; value and derivatives must be finite. */
  static Slopes of(double[] y, Function<Configuration, Expression> lambda) {
    Configuration configuration = new Configuration(y, true);
    Expression result = lambda.apply(configuration);
    result.finite();
    int[] variables = configuration.entriesRead();
    double[] derivatives = new double[variables.length];
    for (int k = 0; k < variables.length; k++) {
      derivatives[k] = result.gradient().getDerivative(variables[k]);
      String what = "derivative with respect to y[%s] must be finite: %s";
      Require.that(Double.isFinite(derivatives[k]), what, variables[k], derivatives[k]);
    }
    double[] at = Arrays.stream(variables).mapToDouble(i -> y[i]).toArray();
    return new Slopes(variables, at, derivatives);
  }

  /** Whether the entries are at y what they were, and so the derivatives. */
  boolean holdAt(double[] y) {
    for (int k = 0; k < at.length; k++) {
      if (y[variables[k]] != at[k]) {
        return false;
      }
    }
    return true;
  }

  /** Adds weight · ∂/∂y. */
  void add(double weight, double[] g) {
    for (int k = 0; k < variables.length; k++) {
      g[variables[k]] += weight * derivatives[k];
    }
  }
}
