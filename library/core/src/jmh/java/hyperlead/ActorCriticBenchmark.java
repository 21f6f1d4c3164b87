package hyperlead;

import hyperlead.algebra.Gaussian;
import hyperlead.neural.ActorCritic;
import hyperlead.neural.Batch;
import hyperlead.neural.Sizes;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Updates of a soft actor-critic; python/actor_critic.py has the same in PyTorch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ActorCriticBenchmark {
  private static final int SEEN = 5;

  @Param({"64", "256"})
  int width;

  int size = 64;

  private final SplittableRandom random = new SplittableRandom(1);
  private ActorCritic networks;

  /** A batch of noise: updates cost the same whatever they learn from. */
  @Setup
  public void fill() {
    Sizes sizes = new Sizes(width, size, 1e-3, 0.005);
    networks = new ActorCritic(SEEN, sizes, 0.1, Double.NaN, random);
    Batch batch = networks.batch();
    for (int k = 0; k < batch.size(); k++) {
      Arrays.setAll(batch.now(k), i -> Gaussian.next(random));
      Arrays.setAll(batch.next(k), i -> Gaussian.next(random));
      batch.set(k, 2 * random.nextDouble() - 1, random.nextDouble(), 0.99);
    }
  }

  @Benchmark
  public double update() {
    networks.learn(random);
    return networks.temperature();
  }
}
