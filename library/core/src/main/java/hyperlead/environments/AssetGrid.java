package hyperlead.environments;

import hyperlead.algebra.Require;

/**
 * Equally spaced points from the least to the most assets, both of which are points.
 *
 * @param points n &gt; 1
 * @param least in money
 * @param most in money, above the least
 */
public record AssetGrid(int points, double least, double most) {
  public AssetGrid {
    Require.positive("points - 1", points - 1);
    Require.positive("most - least", most - least);
  }

  /** {@return the distance of two points, in money} */
  public double step() {
    return (most - least) / (points - 1);
  }

  /** {@return the assets at a point, in money} */
  public double assets(int point) {
    return least + Require.index("point", point, points) * step();
  }

  /** {@return the point that is next to some assets, in money, on the grid or beyond} */
  public int nearest(double assets) {
    return onGrid(Math.round((assets - least) / step()));
  }

  /** A point, or the end of the grid that is nearer to what lies beyond. */
  int onGrid(long point) {
    return (int) Math.max(0, Math.min(points - 1, point));
  }
}
