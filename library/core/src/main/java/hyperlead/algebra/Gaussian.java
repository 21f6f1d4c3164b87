package hyperlead.algebra;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Standard normal draws with the same bits on every JDK and processor.
 *
 * <p>{@link RandomGenerator#nextGaussian()} does not promise them: JDK 25 takes other amounts of
 * random bits in the tail than JDK 17. The only function here is {@link StrictMath#exp}, and it
 * decides on one draw in a hundred. The draws are those of JDK 17, but for the last digit of one in
 * ten million. Cost: one {@code nextLong} in 99 of 100 draws. Source: McFarland (2016), see {@code
 * Ziggurat}.
 */
public final class Gaussian {
  private static final int LAYERS = 253;
  private static final int EXPONENTIAL_LAYERS = 252;
  private static final Ziggurat NORMAL =
      new Ziggurat("normal.csv", x -> StrictMath.exp(-0.5 * x * x), 204);
  private static final Ziggurat EXPONENTIAL =
      new Ziggurat("exponential.csv", x -> StrictMath.exp(-x), 256);

  private Gaussian() {}

  /** {@return a draw from N(0, 1), by uniform bits} */
  public static double next(RandomGenerator random) {
    // The lowest eight bits choose a layer; the product below rounds them away.
    long bits = random.nextLong();
    int layer = (int) bits & 0xff;
    return layer < LAYERS ? NORMAL.inside(layer, bits) : edge(bits, random);
  }

  /**
   * {@return independent draws from N(0, deviation²)}
   *
   * @param random source of uniform bits
   * @param deviation standard deviation
   */
  public static double[] vector(RandomGenerator random, int length, double deviation) {
    return vector(random, length, 0, deviation);
  }

  /**
   * {@return independent draws from N(mean, deviation²)}
   *
   * @param random source of uniform bits
   * @param deviation standard deviation
   */
  public static double[] vector(RandomGenerator random, int length, double mean, double deviation) {
    double[] draws = new double[length];
    Arrays.setAll(draws, i -> mean + deviation * next(random));
    return draws;
  }

  private static double edge(long bits, RandomGenerator random) {
    int j = NORMAL.region(random);
    double x = j == 0 ? tail(random) : NORMAL.overhang(j, bits & Long.MAX_VALUE, random);
    return bits < 0 ? -x : x;
  }

  /** Marsaglia's method: x_0 + E/x_0, accepted with probability exp(−(E/x_0)²/2). */
  private static double tail(RandomGenerator random) {
    double beyond;
    do {
      beyond = 1 / NORMAL.tail() * exponential(random);
    } while (exponential(random) < 0.5 * beyond * beyond);
    return NORMAL.tail() + beyond;
  }

  /** A draw from the density exp(−x); beyond the layers it begins again, as it has no memory. */
  private static double exponential(RandomGenerator random) {
    for (double start = 0; ; start += EXPONENTIAL.tail()) {
      long bits = random.nextLong();
      int layer = (int) bits & 0xff;
      if (layer < EXPONENTIAL_LAYERS) {
        return start + EXPONENTIAL.inside(layer, bits >>> 1);
      }
      int j = EXPONENTIAL.region(random);
      if (j != 0) {
        return start + EXPONENTIAL.overhang(j, bits >>> 1, random);
      }
    }
  }
}
