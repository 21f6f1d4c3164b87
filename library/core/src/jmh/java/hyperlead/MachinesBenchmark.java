package hyperlead;

import hyperlead.continuous.Dynamics;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Steps of the cart and the pendulum in episodes that begin anew, with rewards of both players. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MachinesBenchmark {
  private static final int STEPS = 1000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final double[] state = new double[4];
  private final double[] seen = new double[4];

  private double play(Dynamics machine) {
    double sum = 0;
    int left = 0;
    for (int t = 0; t < STEPS; t++) {
      if (left == 0) {
        machine.reset(state, random);
        left = machine.horizon();
      }
      machine.observe(state, seen);
      double b = seen[0] > 0 ? -0.5 : 0.5;
      double a = seen[1] > 0 ? 1 : -1;
      left = machine.step(state, b, a, state) ? 0 : left - 1;
      sum += machine.followerReward(state, b, a, state) + machine.leaderReward(state, b, a, state);
    }
    return sum;
  }

  /** GuidedCartPole, v1. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public double cart() {
    return play(GuidedCartPole.v1());
  }

  /** GuidedPendulum. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public double pendulum() {
    return play(GuidedPendulum.v0());
  }
}
