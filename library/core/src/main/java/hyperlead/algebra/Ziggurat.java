package hyperlead.algebra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A falling density cut into layers, each of 1/256 of its area, and what they leave: an overhang at
 * the end of each, and the tail.
 *
 * <p>Layer i is the rectangle of width x_i between the heights y_{i−1} and y_i; overhang j is what
 * lies between layer j and the curve, from x_j to x_{j−1}. Which overhang a draw comes from is
 * decided by an alias table (Walker 1977). Source: McFarland, "A modified ziggurat algorithm for
 * generating exponentially and normally distributed pseudorandom numbers", JSCS 86 (2016), with the
 * tables of Apache Commons RNG 1.6 (Apache License 2.0).
 */
final class Ziggurat {
  private static final double UNIT = 0x1p-63;

  private final DoubleUnaryOperator density;
  private final int inflection;
  private final double[] x;
  private final double[] y;
  private final long[] threshold;
  private final int[] alias;

  /**
   * Reads the tables.
   *
   * @param name of the resource
   * @param density f with f(0) = 1, falling
   * @param inflection overhangs below this number lie where f is convex, so that a point above the
   *     diagonal may be reflected in it
   */
  Ziggurat(String name, DoubleUnaryOperator density, int inflection) {
    this.density = density;
    this.inflection = inflection;
    List<String[]> rows = rows(name);
    x = rows.stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray();
    y = rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
    threshold = rows.stream().mapToLong(row -> Long.parseLong(row[2])).toArray();
    alias = rows.stream().mapToInt(row -> Integer.parseInt(row[3])).toArray();
  }

  static List<String[]> rows(String name) {
    try (InputStream in = Ziggurat.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** {@return where the tail begins, x_0} */
  double tail() {
    return x[0];
  }

  /** {@return a point of a layer: u · x_i, where u is a fraction of 2^63} */
  double inside(int layer, long u) {
    return x[layer] * UNIT * u;
  }

  /** {@return the number of an overhang, or 0 for the tail, as probable as its area is large} */
  int region(RandomGenerator random) {
    long bits = random.nextLong();
    int j = (int) bits & 0xff;
    return bits < threshold[j] ? j : alias[j];
  }

  /**
   * {@return a point under the curve in an overhang, by rejection}
   *
   * @param j number of the overhang, at least 1
   * @param u first coordinate to try, in [0, 2^63)
   * @param random source of the next ones
   */
  double overhang(int j, long u, RandomGenerator random) {
    for (long u1 = u; ; u1 = random.nextLong() >>> 1) {
      long u2 = random.nextLong() >>> 1;
      boolean reflect = j < inflection && u2 < u1;
      double across = between(x, j, reflect ? u2 : u1);
      if (between(y, j, reflect ? u1 : u2) < density.applyAsDouble(across)) {
        return across;
      }
    }
  }

  /** v_j + u (v_{j−1} − v_j), where u is a fraction of 2^63. */
  private static double between(double[] v, int j, long u) {
    return v[j] + u * UNIT * (v[j - 1] - v[j]);
  }
}
