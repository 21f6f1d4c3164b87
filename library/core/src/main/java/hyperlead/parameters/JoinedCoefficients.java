package hyperlead.parameters;

import java.util.Arrays;
import java.util.List;

/** Parts one after another. */
final class JoinedCoefficients implements Coefficients {
  private final List<Coefficients> parts;
  private final int[] start;

  JoinedCoefficients(List<? extends Coefficients> parts) {
    this.parts = List.copyOf(parts);
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
    return parts.get(part).at(y, i - start[part]);
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    int part = part(i);
    parts.get(part).addGradient(y, i - start[part], weight, g);
  }

  @Override
  public double[] all(double[] y) {
    return parts.stream().flatMapToDouble(part -> Arrays.stream(part.all(y))).toArray();
  }

  @Override
  public String toString() {
    return size() + " numbers in " + parts.size() + " parts";
  }
}
