package hyperlead.prototyping;

import hyperlead.algebra.Require;
import hyperlead.parameters.Parameterization;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.differentiation.SparseGradient;

/**
 * The configuration y(θ) as a lambda of the model sees it: entries to calculate with, and two ways
 * to bring in what was calculated otherwise.
 *
 * <p>A lambda must be a pure function. Derivatives are taken with respect to the entries that it
 * reads, so that d costs nothing.
 */
public final class Configuration {
  private final double[] y;
  private final BitSet read = new BitSet();
  private final boolean derives;

  /** At y, with derivatives or only numbers. */
  Configuration(double[] y, boolean derives) {
    this.y = y;
    this.derives = derives;
  }

  /** The configuration at θ = 0, where lambdas are tried. */
  static double[] atZero(Parameterization parameterization) {
    return parameterization.configuration(new double[parameterization.parameters()]);
  }

  /** The value of a lambda at y. */
  static <T> T evaluate(double[] y, Function<Configuration, T> lambda) {
    return lambda.apply(new Configuration(y, false));
  }

  /**
   * Whether a lambda reads any entry of y. It cannot branch on numbers, so what reads nothing at
   * one y is the same for every y.
   */
  static boolean isRead(double[] y, Function<Configuration, ?> lambda) {
    Configuration configuration = new Configuration(y, false);
    Object unused = lambda.apply(configuration);
    return configuration.entriesRead().length > 0;
  }

  /** The entries of y that were read, ascending. */
  int[] entriesRead() {
    return read.stream().toArray();
  }

  /** {@return the number of entries of y} */
  public int size() {
    return y.length;
  }

  /**
   * {@return y_i, to calculate with}
   *
   * @param index i in [0, size)
   * @throws IllegalArgumentException if there is no such entry
   */
  public Expression get(int index) {
    Require.index("index of y", index, y.length);
    read.set(index);
    return derives
        ? new Expression(SparseGradient.createVariable(index, y[index]))
        : Expression.constant(y[index]);
  }

  /**
   * {@return the sum of y_i for i in [from, to)}
   *
   * @param to one past the last index
   * @throws IllegalArgumentException if there is no such entry
   */
  public Expression sum(int from, int to) {
    SparseGradient sum = SparseGradient.createConstant(0);
    for (int i = from; i < to; i++) {
      sum.addInPlace(get(i).gradient());
    }
    return new Expression(sum);
  }

  /**
   * {@return f(y) with a gradient of your own} Prefer it where f is long and its gradient known.
   *
   * @param f any function of y, in the units of what it stands for
   * @param gradient ∂f/∂y, as long as y; nothing else checks it but {@link
   *     hyperlead.experiments.GradientCheck}
   * @throws IllegalArgumentException if the gradient has another length or is not finite
   */
  public Expression analytic(ToDoubleFunction<double[]> f, Function<double[], double[]> gradient) {
    read.set(0, y.length);
    SparseGradient value = SparseGradient.createConstant(f.applyAsDouble(y.clone()));
    if (derives) {
      double[] slopes = Require.vector("gradient", gradient.apply(y.clone()), y.length);
      for (int i = 0; i < y.length; i++) {
        value.addInPlace(SparseGradient.createVariable(i, 0).multiply(slopes[i]));
      }
    }
    return new Expression(value);
  }

  /**
   * {@return f(y) with a gradient by central differences}
   *
   * <pre>∂f/∂y_i ≈ ( f(y + h_i e_i) − f(y − h_i e_i) ) / (2 h_i),   h_i = 1e-5 max(1, |y_i|)</pre>
   *
   * <p>The last resort: 2 evaluations of f an entry of y, with an error of about 1e-10 times the
   * third derivative and 1e-11 times f. f must exist on both sides of y.
   *
   * @param f any smooth function of y
   * @throws IllegalArgumentException if a difference is not finite
   */
  public Expression differences(ToDoubleFunction<double[]> f) {
    return analytic(f, at -> centralDifferences(f, at));
  }

  private static double[] centralDifferences(ToDoubleFunction<double[]> f, double[] at) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double step = 1e-5 * Math.max(1, Math.abs(at[i]));
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      gradient[i] = (f.applyAsDouble(up) - f.applyAsDouble(down)) / (up[i] - down[i]);
    }
    return gradient;
  }

  @Override
  public String toString() {
    return "y = " + Arrays.toString(y);
  }
}
