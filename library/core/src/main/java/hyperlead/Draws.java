package hyperlead;

import hyperlead.algebra.Remembering;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A stream of chance that remembers how often it was drawn from. The JDK's generators do not show
 * their state; the seed and that count are as good, and to draw as often again takes a moment.
 */
final class Draws implements RandomGenerator, Remembering {
  private final RandomGenerator source;
  private final double[] count = {0};
  private long drawn;

  Draws(RandomGenerator source) {
    this.source = source;
  }

  /** All other methods go by this one. */
  @Override
  public long nextLong() {
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
