package hyperlead.parameters;

import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Functions of the configuration, with their gradients, and what they are in words.
 *
 * @param together all of them at y, where they come of one calculation, else null
 */
record FunctionCoefficients(
    String text, int size, boolean isFixed, All together, Value value, Gradient gradient)
    implements Coefficients {
  /** Numbers that are the same for every y if they are given, else null. */
  FunctionCoefficients(String text, int size, double[] fixed, Value value, Gradient gradient) {
    this(text, size, fixed != null, fixed == null ? null : y -> fixed.clone(), value, gradient);
  }

  /** All numbers at y, of one calculation. */
  interface All extends UnaryOperator<double[]>, Serializable {}

  /** At once if they are fixed: problems ask for all of them at every θ. */
  @Override
  public double[] all(double[] y) {
    return together == null ? Coefficients.super.all(y) : together.apply(y);
  }

  @Override
  public double at(double[] y, int i) {
    return value.at(y, i);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    gradient.add(y, i, weight, g);
  }

  @Override
  public String toString() {
    return text;
  }
}
