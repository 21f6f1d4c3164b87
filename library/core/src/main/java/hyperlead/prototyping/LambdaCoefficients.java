package hyperlead.prototyping;

import hyperlead.parameters.Coefficients;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Numbers from lambdas, each a function of y and its index; says which of them failed. */
record LambdaCoefficients(
    int size, IntFunction<String> where, BiFunction<Configuration, Integer, Expression> lambda)
    implements Coefficients {
  @Override
  public double at(double[] y, int i) {
    try {
      return Configuration.value(y, c -> lambda.apply(c, i));
    } catch (RuntimeException e) {
      throw failed(i, e);
    }
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    try {
      Configuration.addGradient(y, c -> lambda.apply(c, i), weight, g);
    } catch (RuntimeException e) {
      throw failed(i, e);
    }
  }

  private IllegalArgumentException failed(int i, RuntimeException e) {
    return new IllegalArgumentException(where.apply(i) + ": " + e.getMessage(), e);
  }

  /** The same numbers, fixed if no lambda reads y; refuses what is none at y. */
  Coefficients checked(double[] y) {
    double[] values = all(y);
    boolean read =
        IntStream.range(0, size).anyMatch(i -> Configuration.isRead(y, c -> lambda.apply(c, i)));
    return read ? this : Coefficients.fixed(values);
  }

  @Override
  public String toString() {
    return size + " lambdas of the configuration";
  }
}
