package hyperlead.neural;

import hyperlead.algebra.Require;

/**
 * Sizes of networks that learn from batches of steps, and their rates.
 *
 * @param width of both hidden layers, &gt; 0
 * @param batch steps that are learned from at a time, &gt; 0
 * @param rate η of Adam, &gt; 0
 * @param targetRate ρ in (0, 1], by which targets follow
 */
public record Sizes(int width, int batch, double rate, double targetRate) {
  /** Throws an {@link IllegalArgumentException} if a number is out of its range. */
  public Sizes {
    Require.positive("width", width);
    Require.positive("batch", batch);
    Require.positive("rate", rate);
    Require.probability("targetRate", Require.positive("targetRate", targetRate));
  }

  /** {@return widths of 64, batches of 64, rates 0.001 and 0.005} */
  public static Sizes usual() {
    return new Sizes(64, 64, 1e-3, 5e-3);
  }

  @Override
  public String toString() {
    return "%s × %s, batch %s, η %s, ρ %s".formatted(width, width, batch, rate, targetRate);
  }
}
