package hyperlead;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a BC-HG estimate allocates as the number d of parameters and the number of samples grow, on
 * one empty square room with d − 1 cells: O(d + samples), whereas a (steps × d) Jacobian would need
 * 80 GB in the largest case.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MemoryBenchmark {
  /** Cells along one side of the room; d is its square and one more. */
  @Param({"32", "100", "317"})
  public int side;

  /** Simulated steps of a round. */
  @Param({"1000", "10000", "100000"})
  public int samples;

  private Path folder;
  private double[] theta;
  private Episodes<TabularEpisode> episodes;
  private Estimator<TabularEpisode> estimator;

  /** Builds the room and one round of episodes. */
  @Setup(Level.Trial)
  public void simulate() throws IOException {
    folder = Files.createTempDirectory("room");
    Files.writeString(folder.resolve("map.txt"), map());
    Files.writeString(folder.resolve("constants.csv"), constants());
    TabularProblem problem = FourRooms.read(folder).at(0.1);
    SplittableRandom random = new SplittableRandom(1);
    theta = problem.initialParameters(random);
    episodes =
        SoftBellmanSweeps.reset(1).on(problem).respond(theta).play(Budget.steps(samples), random);
    estimator = new BoltzmannCovariance<>(SarsaCritic.zero(0.3)).on(problem);
  }

  private String map() {
    String wall = "x".repeat(side + 2) + "\n";
    StringBuilder text = new StringBuilder(wall);
    for (int row = 0; row < side; row++) {
      StringBuilder line = new StringBuilder("x" + " ".repeat(side) + "x\n");
      if (row == 0) {
        line.setCharAt(1, 'S');
        line.setCharAt(side, 'T');
      }
      if (row == side - 1) {
        line.setCharAt(side, 'G');
      }
      text.append(line);
    }
    return text.append(wall).toString();
  }

  private static String constants() throws IOException {
    try (var stream =
        FourRooms.class.getResourceAsStream("/hyperlead/datasets/four-rooms/constants.csv")) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** Removes the room's files. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(folder.resolve("map.txt"));
    Files.delete(folder.resolve("constants.csv"));
    Files.delete(folder);
  }

  /** SARSA and the BC-HG estimate. */
  @Benchmark
  public Hypergradient estimate() {
    return estimator.estimate(theta, episodes);
  }
}
