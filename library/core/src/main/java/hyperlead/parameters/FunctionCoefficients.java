package hyperlead.parameters;

/**
 * Functions of the configuration, with their gradients, and what they are in words.
 *
 * @param fixed the numbers themselves where they are the same for every y, else null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, as functions are
record FunctionCoefficients(String text, int size, double[] fixed, Value value, Gradient gradient)
    implements Coefficients {
  @Override
  public boolean isFixed() {
    return fixed != null;
  }

  /** At once if they are fixed: problems ask for all of them at every θ. */
  @Override
  public double[] all(double[] y) {
    return isFixed() ? fixed.clone() : Coefficients.super.all(y);
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
