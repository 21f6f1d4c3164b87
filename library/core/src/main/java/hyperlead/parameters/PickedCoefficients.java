package hyperlead.parameters;

import hyperlead.algebra.Require;

/**
 * Some of other numbers, each as often as its index stands in the list. A class of its own: as
 * functions, the exact hypergradient of contexts would take a sixth longer.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, as functions are
record PickedCoefficients(Coefficients numbers, int[] indices) implements Coefficients {
  PickedCoefficients {
    indices = indices.clone();
    for (int i : indices) {
      Require.index("index of a number", i, numbers.size());
    }
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public double at(double[] y, int i) {
    return numbers.at(y, indices[i]);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    numbers.addGradient(y, indices[i], weight, g);
  }

  /** All at once, as the numbers may come of one calculation. */
  @Override
  public double[] all(double[] y) {
    double[] all = numbers.all(y);
    double[] picked = new double[indices.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = all[indices[i]];
    }
    return picked;
  }

  @Override
  public boolean isFixed() {
    return numbers.isFixed();
  }

  @Override
  public String toString() {
    return "%s of %s".formatted(indices.length, numbers);
  }
}
