package hyperlead;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.Warehouse;
import hyperlead.environments.WarehouseLayout;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
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

/** Solves and hypergradients on warehouses of 768 to 10⁵ states, τ = 0.05, in a heap of 1 GB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class WarehouseBenchmark {
  /** Rows of shelves and aisles in each: 768, 10,220 and 102,240 states. */
  @Param({"3x8", "10x35", "30x120"})
  public String size;

  private final Episodes.Budget budget = Episodes.Budget.steps(10_000);
  private final SplittableRandom random = new SplittableRandom(1);
  private WarehouseLayout layout;
  private TabularProblem problem;
  private double[] theta;
  private double[] moved;
  private SoftPolicyIteration follower;
  private TabularResponse response;
  private BoltzmannCovariance<TabularEpisode> estimator;

  /** Builds the warehouse and its answer to a first θ. */
  @Setup(Level.Trial)
  public void solve() {
    String[] numbers = size.split("x", 2);
    layout = new WarehouseLayout(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), 1);
    problem = Warehouse.of(layout).at(0.05);
    theta = problem.initialParameters(random);
    moved = theta.clone();
    moved[0] += 0.1;
    follower = new SoftPolicyIteration(problem);
    response = follower.respond(theta);
    estimator = new BoltzmannCovariance<>(SarsaCritic.zero(problem, 0.3));
  }

  /** Plan, problem, elimination order and the follower's answer, all from nothing. */
  @Benchmark
  public TabularResponse coldSolve() {
    TabularProblem fresh = Warehouse.of(layout).at(0.05);
    return new SoftPolicyIteration(fresh).respond(theta);
  }

  /** The answer to a θ with one entry moved by 0.1 to and fro, started from the last answer. */
  @Benchmark
  public TabularResponse warmSolve() {
    double[] next = moved;
    moved = theta;
    theta = next;
    return follower.respond(next);
  }

  /** The exact hypergradient, the follower's answer given. */
  @Benchmark
  public Hypergradient exact() {
    return new TabularHypergradient(problem).at(response);
  }

  /** 10,000 simulated steps, SARSA and BC-HG, the follower's answer given. */
  @Benchmark
  public Hypergradient updateBcHg() {
    return estimator.estimate(response.theta(), problem.simulate(response, budget, random));
  }
}
