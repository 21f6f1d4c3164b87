package hyperlead.experiments;

import hyperlead.LeaderProblem;
import hyperlead.experiments.Comparison.Entry;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A part of a model: numbers c(y) with gradients, at a point that y depends on. It is the point
 * that a check moves, so that laws stay laws.
 *
 * @param map from points to y
 * @param place names a derivative
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Part(String name, Parameterization map, double[] point, Coefficients numbers, Place place) {
  /** What the derivative of a number with respect to an entry of the point is called. */
  interface Place {
    String of(int number, int entry);
  }

  /** Numbers of a problem at θ, each with a name of its own. */
  static Part of(
      LeaderProblem<?> problem,
      double[] theta,
      String name,
      Coefficients numbers,
      IntFunction<String> place) {
    Place atTheta = (k, i) -> place.apply(k) + ", θ[" + i + "]";
    return new Part(name, problem.parameterization(), theta, numbers, atTheta);
  }

  /** One number with its gradient. */
  static Coefficients number(ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
    return Coefficients.of(
        1,
        (y, k) -> value.applyAsDouble(y),
        (y, k, weight, g) -> {
          double[] slope = gradient.apply(y);
          Arrays.setAll(g, i -> g[i] + weight * slope[i]);
        });
  }

  private double[] gradient(int number) {
    double[] y = map.configuration(point);
    double[] g = new double[y.length];
    numbers.addGradient(y, number, 1, g);
    return map.pullBack(point, y, g);
  }

  /** Agrees if no error exceeds relative · (largest derivative) + ofValue · (largest value). */
  Verdict verdict(double narrowest, double relative, double ofValue) {
    Function<double[], double[]> values = moved -> numbers.all(map.configuration(moved));
    double floor = 0;
    double[][] gradients = new double[numbers.size()][];
    double[] at = values.apply(point);
    for (int k = 0; k < at.length; k++) {
      floor = Math.max(floor, ofValue * Math.abs(at[k]));
      gradients[k] = gradient(k);
    }
    Comparison comparison = new Comparison(name);
    for (int i = 0; i < point.length; i++) {
      // A tenth, so that the differences' own error does not use up the tolerance.
      Slopes slopes = new Slopes(values, point, i, narrowest, relative / 10, floor / 10);
      int entry = i;
      for (int k = 0; k < at.length; k++) {
        int number = k;
        comparison.add(
            new Entry(
                gradients[k][i],
                slopes.slope(k),
                slopes.uncertainty(k),
                () -> slopes.kink(number),
                () -> place.of(number, entry)));
      }
    }
    return comparison.verdict(relative, floor);
  }
}
