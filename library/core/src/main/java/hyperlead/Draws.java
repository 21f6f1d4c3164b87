package hyperlead;

import hyperlead.algebra.Learner;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A stream of chance of a run that remembers how often it was drawn from. The JDK's generators do
 * not show their state; the seed and that count are as good, and to draw as often again takes a
 * moment.
 */
final class Draws implements RandomGenerator, Learner {
  private final long seed;
  private final int number;
  private final double[] count = {0};
  private RandomGenerator source;
  private long drawn;

  /** The stream of that number, from 0 on, of a run by its seed. */
  Draws(long seed, int number) {
    this.seed = seed;
    this.number = number;
    source = begun();
  }

  private RandomGenerator begun() {
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    for (int before = 0; before < number; before++) {
      RandomGenerator unused = root.split();
    }
    return root.split();
  }

  /** All other methods go by this one, which first goes to where the count is. */
  @Override
  public long nextLong() {
    if (drawn > count[0]) {
      source = begun();
      drawn = 0;
    }
    for (; drawn < count[0]; drawn++) {
      long unused = source.nextLong();
    }
    drawn++;
    count[0]++;
    return source.nextLong();
  }

  @Override
  public List<double[]> memory() {
    return List.of(count);
  }
}
