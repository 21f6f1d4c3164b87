package hyperlead.checks;

import hyperlead.parameterizations.Coefficients;
import hyperlead.parameterizations.Parameterization;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A vector of functions of a point, with their gradients and what each derivative is called. */
final class Part {
  private final String name;
  private final double[] point;
  private final Function<double[], double[]> values;
  private final IntFunction<double[]> gradient;
  private final Place place;

  /** Functions at any point, and the gradient of one of them at this point. */
  Part(
      String name,
      double[] point,
      Function<double[], double[]> values,
      IntFunction<double[]> gradient,
      Place place) {
    this.name = name;
    this.point = point;
    this.values = values;
    this.gradient = gradient;
    this.place = place;
  }

  /** Names a derivative. */
  interface Place {
    String of(int function, int coordinate);
  }

  /** Numbers at y(θ), which are moved by θ, so that laws stay laws. */
  static Part of(
      String name,
      Parameterization parameterization,
      double[] theta,
      Coefficients numbers,
      IntFunction<String> place) {
    double[] y = parameterization.configuration(theta);
    return new Part(
        name,
        theta,
        moved -> numbers.all(parameterization.configuration(moved)),
        k -> {
          double[] g = new double[y.length];
          numbers.addGradient(y, k, 1, g);
          return parameterization.pullBack(y, g);
        },
        (k, i) -> place.apply(k) + ", θ[" + i + "]");
  }

  /** Agrees if no error exceeds relative · (largest derivative) + ofValue · (largest value). */
  Verdict verdict(double step, double relative, double ofValue) {
    double[] at = values.apply(point);
    double floor = 0;
    double[][] gradients = new double[at.length][];
    for (int k = 0; k < at.length; k++) {
      floor = Math.max(floor, ofValue * Math.abs(at[k]));
      gradients[k] = gradient.apply(k);
    }
    Comparison comparison = new Comparison(name);
    for (int i = 0; i < point.length; i++) {
      // A tenth, so that the differences' own error does not use up the tolerance.
      Slopes slopes = new Slopes(values, point, i, step, relative / 10, floor / 10);
      int coordinate = i;
      for (int k = 0; k < at.length; k++) {
        int function = k;
        comparison.add(
            gradients[k][i],
            slopes.slope(k),
            slopes.uncertainty(k),
            () -> place.of(function, coordinate));
      }
    }
    return comparison.verdict(relative, floor);
  }
}
