package hyperlead;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.experiments.Specification;
import hyperlead.experiments.Sweep;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import tech.tablesaw.api.Table;

/**
 * One panel of the published figure: BC-HG at τ = 0.001 with 100 samples, 4 learning rates × 6
 * SARSA step sizes × 10 seeds × 10,000 updates, on all cores, every run recorded durably.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class PanelBenchmark {
  private static Specification run(TabularProblem problem, double rate, double step, long seed) {
    LeaderTraining<?> training =
        LeaderTraining.of(
                problem,
                new SoftPolicyIteration(),
                new BoltzmannCovariance<>(SarsaCritic.random(step)))
            .withOptimizer(Sgd.of(rate).clippedTo(1))
            .withSamples(100)
            .withUpdates(10_000)
            .withLogEvery(100);
    return Specification.of("BC-HG", training, seed).with("rate", rate).with("step", step);
  }

  /** The panel. */
  @Benchmark
  public Table panel() throws IOException {
    TabularProblem problem = FourRooms.problem(0.001);
    List<Specification> panel = new ArrayList<>();
    for (double rate : new double[] {0.03, 0.1, 0.3, 1}) {
      for (double step : new double[] {0.03, 0.1, 0.2, 0.3, 0.5, 0.8}) {
        for (long seed = 1; seed <= 10; seed++) {
          panel.add(run(problem, rate, step, seed));
        }
      }
    }
    Path directory = Files.createTempDirectory("panel");
    Path file = directory.resolve("panel.csv");
    Table results = Sweep.of(panel).run(file);
    Files.delete(file);
    Files.delete(directory);
    return results;
  }
}
