package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExploreThenCommit;
import hyperlead.followers.MismatchedSimulator;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.MirrorAscent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The stored results of notebook 03 are those of this library: runs repeated bit by bit. */
class StoredResultsTest {
  private static final TabularProblem PROBLEM = FourRooms.problem(0.003);
  private static final SoftPolicyIteration FOLLOWER = new SoftPolicyIteration();
  private static final MismatchedSimulator PUBLISHED =
      new MismatchedSimulator(FOLLOWER, FourRooms.bundled().withSlip(0.33).at(0.003).transitions());
  private static final long SEED = 4;
  private static final Path RESULTS = Path.of("..", "..", "datasets", "results");

  private static Table stored(String file) {
    return Table.read().csv(RESULTS.resolve(file).toString());
  }

  private static LeaderTraining<TabularEpisode> training(
      TabularFollower.Kind follower,
      Estimator.Kind<TabularEpisode> estimator,
      Optimizer optimizer) {
    return LeaderTraining.of(PROBLEM, follower, estimator)
        .withOptimizer(optimizer)
        .withSamples(100)
        .withUpdates(10_000)
        .withLogEvery(500);
  }

  private static Optimizer mirror() {
    return new MirrorAscent(Sgd.of(0.3).clippedTo(2).decayingOver(10_000));
  }

  /** The one row of this training and seed; all its objectives must be the stored ones. */
  private static void assertStored(
      String file, String key, Object value, LeaderTraining<TabularEpisode> training) {
    String text = Specification.of("any", training, SEED).identity().get(1);
    int found = 0;
    for (Row row : stored(file)) {
      if (row.getString("training").equals(text)
          && row.getInt("seed") == SEED
          && row.getObject(key).equals(value)) {
        assertEquals(Fingerprint.of(training, SEED), row.getString("fingerprint"), file);
        Run run = training.run(SEED);
        double[] objectives = run.column("objective");
        for (int k = 0; k <= 20; k++) {
          assertEquals(row.getDouble("J " + 500 * k), objectives[k], 0.0, file + ", row " + k);
        }
        found++;
      }
    }
    assertTrue(found == 1, file + ": " + found + " rows of " + text);
  }

  /** A line that was changed by hand, and be it a method's name, would be refused when resumed. */
  @Test
  void everyLineHasItsCheck() throws IOException {
    for (String method : List.of("methods", "panel", "model-known")) {
      Path file = RESULTS.resolve("four-rooms-" + method + ".csv");
      List<String> lines = Files.readAllLines(file).stream().skip(1).toList();
      assertTrue(lines.size() >= 90, file + ": " + lines.size());
      for (String line : lines) {
        int comma = line.lastIndexOf(',');
        assertEquals(SweepLines.check(line.substring(0, comma)), line.substring(comma + 1), line);
      }
    }
  }

  @Test
  void theStrategyOfTheMethodsFile() {
    ExploreThenCommit<TabularEpisode> strategy =
        new ExploreThenCommit<>(
            new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(1, 1)),
            CertaintyEquivalence.of(1e-3, 1),
            1000);
    assertStored(
        "four-rooms-methods.csv", "law", "consistent", training(FOLLOWER, strategy, mirror()));
  }

  @Test
  void plainAscentOfThePanelFile() {
    BoltzmannCovariance<TabularEpisode> estimator =
        new BoltzmannCovariance<>(SarsaCritic.random(0.2));
    assertStored(
        "four-rooms-panel.csv",
        "rate",
        0.3,
        training(PUBLISHED, estimator, Sgd.of(0.3).clippedTo(1)));
  }

  @Test
  void exactAscentOfTheModelKnownFile() {
    assertStored(
        "four-rooms-model-known.csv",
        "method",
        "exact",
        training(FOLLOWER, new Exact<>(), mirror()));
  }
}
