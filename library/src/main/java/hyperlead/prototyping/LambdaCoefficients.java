package hyperlead.prototyping;

import hyperlead.parameterizations.Coefficients;
import java.util.function.IntFunction;

/** Numbers from lambdas; says which of them failed. */
record LambdaCoefficients(int size, IntFunction<String> where, Numbered lambda)
    implements Coefficients {

  /** The lambda of each number. */
  interface Numbered {
    Expression at(Configuration y, int i);
  }

  @Override
  public double at(double[] y, int i) {
    try {
      return Configuration.value(y, c -> lambda.at(c, i));
    } catch (RuntimeException e) {
      throw failed(i, e);
    }
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    try {
      Configuration.addGradient(y, c -> lambda.at(c, i), weight, g);
    } catch (RuntimeException e) {
      throw failed(i, e);
    }
  }

  /** The same numbers, fixed if no lambda reads y; refuses what is none at y. */
  Coefficients checked(double[] y) {
    double[] values = all(y);
    for (int i = 0; i < size; i++) {
      int number = i;
      if (Configuration.isRead(y, c -> lambda.at(c, number))) {
        return this;
      }
    }
    return Coefficients.fixed(values);
  }

  private IllegalArgumentException failed(int i, RuntimeException e) {
    return new IllegalArgumentException(where.apply(i) + ": " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return size + " lambdas of the configuration";
  }
}
