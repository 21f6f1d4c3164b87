package hyperlead;

import hyperlead.tabular.TabularResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same as {@link WarehouseBenchmark} on 1,015,360 states, in a heap of 3 GB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class WarehouseMillionBenchmark {
  private WarehouseSite site;

  /** Builds the warehouse and its answer to a first θ, which warms the code up. */
  @Setup(Level.Trial)
  public void build() {
    site = new WarehouseSite(95, 380);
  }

  /** Plan, problem, elimination order and the follower's answer, all from nothing. */
  @Benchmark
  public TabularResponse coldSolve() {
    return site.coldSolve();
  }

  /** The answer after a small move, started from the last answer. */
  @Benchmark
  public TabularResponse warmSolve() {
    return site.warmSolve();
  }

  /** The exact hypergradient, the follower's answer given. */
  @Benchmark
  public Hypergradient exact() {
    return site.exact();
  }

  /** 10,000 simulated steps, SARSA and BC-HG, the follower's answer given. */
  @Benchmark
  public Hypergradient updateBcHg() {
    return site.updateBcHg();
  }
}
