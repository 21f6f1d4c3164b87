package hyperlead.prototyping;

import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Numbers from lambdas, each a function of y and its index; says which of them failed.
 *
 * <p>Estimators ask for the same derivatives at every step of every episode: of numbers that read
 * few entries of y, the last ones are kept. Threads may overwrite what others keep, which costs
 * them a second evaluation.
 */
final class LambdaCoefficients implements Coefficients {
  /** So that memory stays of the order of the numbers. */
  private static final int FEW = 16;

  private final IntFunction<String> where;
  private final BiFunction<Configuration, Integer, Expression> lambda;
  private final Slopes[] kept;

  LambdaCoefficients(
      int size, IntFunction<String> where, BiFunction<Configuration, Integer, Expression> lambda) {
    this.where = where;
    this.lambda = (y, i) -> returned(lambda.apply(y, i));
    this.kept = new Slopes[size];
  }

  @Override
  public int size() {
    return kept.length;
  }

  @Override
  public double at(double[] y, int i) {
    return placed(
        () -> where.apply(i), () -> Configuration.evaluate(y, c -> lambda.apply(c, i)).finite());
  }

  /** Every number; derivatives are kept from here on, lest what a lambda reads has changed. */
  @Override
  public double[] all(double[] y) {
    forget();
    return Coefficients.super.all(y);
  }

  void forget() {
    Arrays.fill(kept, null);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    Slopes slopes = kept[i];
    if (slopes == null || !slopes.holdAt(y)) {
      slopes = placed(() -> where.apply(i), () -> Slopes.of(y, c -> lambda.apply(c, i)));
      kept[i] = slopes.at().length <= FEW ? slopes : null;
    }
    slopes.add(weight, g);
  }

  /** What a lambda returned, if it did. */
  static Expression returned(Expression number) {
    return Objects.requireNonNull(number, "returned null: return Expression.of(…)");
  }

  /** What is evaluated somewhere; an error says where. */
  static <T> T placed(Supplier<String> where, Supplier<T> value) {
    try {
      return value.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(where.get() + ": " + e.getMessage(), e);
    }
  }

  /** The same numbers, fixed if no lambda reads y; refuses what is none at y. */
  Coefficients checked(double[] y) {
    double[] values = all(y);
    boolean read =
        IntStream.range(0, size()).anyMatch(i -> Configuration.isRead(y, c -> lambda.apply(c, i)));
    return read ? this : Coefficients.fixed(values);
  }

  @Override
  public String toString() {
    return size() + " lambdas of the configuration";
  }
}
