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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Solves and hypergradients on warehouses of 768 to 102,240 states, in a heap of 1 GB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3)
@Measurement(iterations = 7)
public class WarehouseBenchmark {
  /** Rows of shelves and aisles in each: 768, 10,220 and 102,240 states. */
  @Param({"3x8", "10x35", "30x120"})
  public String size;

  private WarehouseSite site;

  /** Builds the warehouse and its answer to a first θ. */
  @Setup(Level.Trial)
  public void build() {
    String[] numbers = size.split("x", 2);
    site = new WarehouseSite(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
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
