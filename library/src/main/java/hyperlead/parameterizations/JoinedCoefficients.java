package hyperlead.parameterizations;

import hyperlead.validation.Require;
import java.util.Arrays;
import java.util.List;

/** Parts one after another, each times a factor. */
final class JoinedCoefficients implements Coefficients {
  private final List<Coefficients> parts;
  private final double[] factors;
  private final int[] start;
  private final boolean fixed;

  JoinedCoefficients(List<? extends Coefficients> parts, double[] factors) {
    this.parts = List.copyOf(parts);
    this.factors = Arrays.copyOf(factors, parts.size());
    if (factors.length == 0) {
      Arrays.fill(this.factors, 1);
    } else {
      Require.vector("factors", factors, parts.size());
    }
    fixed = parts.stream().allMatch(Coefficients::isFixed);
    start = new int[parts.size() + 1];
    for (int k = 0; k < parts.size(); k++) {
      start[k + 1] = Math.addExact(start[k], parts.get(k).size());
    }
  }

  /** The part of a number; an empty one has none. */
  private int part(int i) {
    int found = Arrays.binarySearch(start, i);
    int part = found >= 0 ? found : -found - 2;
    while (start[part + 1] == i) {
      part++;
    }
    return part;
  }

  @Override
  public int size() {
    return start[parts.size()];
  }

  @Override
  public double at(double[] y, int i) {
    int part = part(i);
    return factors[part] * parts.get(part).at(y, i - start[part]);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    int part = part(i);
    parts.get(part).addGradient(y, i - start[part], factors[part] * weight, g);
  }

  @Override
  public double[] all(double[] y) {
    double[] all = new double[size()];
    for (int k = 0; k < parts.size(); k++) {
      double[] own = parts.get(k).all(y);
      for (int i = 0; i < own.length; i++) {
        all[start[k] + i] = factors[k] * own[i];
      }
    }
    return all;
  }

  @Override
  public boolean isFixed() {
    return fixed;
  }

  @Override
  public String toString() {
    return size() + " numbers in " + parts.size() + " parts";
  }
}
