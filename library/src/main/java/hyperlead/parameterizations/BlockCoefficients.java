package hyperlead.parameterizations;

import hyperlead.validation.Require;
import java.util.Arrays;

/** A stretch of the configuration. */
final class BlockCoefficients implements Coefficients {
  private final int offset;
  private final int size;

  BlockCoefficients(int offset, int size) {
    this.offset = Require.index("offset", offset, Integer.MAX_VALUE);
    this.size = Require.index("size", size, Integer.MAX_VALUE - offset);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double at(double[] y, int i) {
    return y[offset + i];
  }

  @Override
  public void addGradient(double[] y, int i, double weight, double[] g) {
    g[offset + i] += weight;
  }

  @Override
  public double[] all(double[] y) {
    if (y.length < offset + size) {
      throw new IllegalArgumentException(
          "%s: the configuration has only %s entries".formatted(this, y.length));
    }
    return Arrays.copyOfRange(y, offset, offset + size);
  }

  @Override
  public String toString() {
    return "entries [%s, %s) of the configuration".formatted(offset, offset + size);
  }
}
