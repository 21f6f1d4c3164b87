package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last runs are what the user trained, whatever else was trained for it on the way. */
class LastRunsTest {
  private static final String HINT =
      "Training interrupted: LeaderTraining.lastRuns() returns what there is.";

  @TempDir Path directory;

  private static LeaderTraining<TabularEpisode> training() {
    return LeaderTraining.of(
            RandomProblem.of(3, 0.5),
            new SoftPolicyIteration(),
            new BoltzmannCovariance<>(new ExactCritic()))
        .withSamples(50)
        .withUpdates(5);
  }

  private static Sweep sweep(LeaderTraining<?> training) {
    return Sweep.of(
            LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> Specification.of("BC-HG", training, seed))
                .toList())
        .withThreads(2);
  }

  private static List<Long> seeds() {
    return LeaderTraining.lastRuns().stream().map(Run::seed).toList();
  }

  @Test
  void aSweepsRunsAreWholeAndNotItsFingerprints() {
    Path file = directory.resolve("results.csv");
    sweep(training()).run(file);
    assertEquals(List.of(1L, 2L, 3L), seeds());
    Run second = LeaderTraining.lastRuns().get(1);
    Run mine = training().run(2);
    assertArrayEquals(mine.theta(), second.theta(), 0.0);
    sweep(training()).run(file);
    assertEquals(List.of(mine), LeaderTraining.lastRuns(), "nothing was left to train");
  }

  @Test
  void anInterruptedSweepSaysOnceWhereItsRunsAre() throws Exception {
    CountDownLatch underWay = new CountDownLatch(2);
    LeaderTraining<TabularEpisode> endless =
        training()
            .withUpdates(100_000_000)
            .withListener(
                (done, total, status) -> {
                  if (done == 0) {
                    underWay.countDown();
                  }
                });
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      Thread cell = new Thread(() -> sweep(endless).run(directory.resolve("endless.csv")));
      cell.start();
      underWay.await();
      cell.interrupt();
      cell.join();
    } finally {
      System.setOut(terminal);
    }
    assertEquals(HINT, shown.toString(StandardCharsets.UTF_8).strip());
    assertEquals(List.of(1L, 2L), seeds());
    assertTrue(LeaderTraining.lastRuns().stream().allMatch(Run::interrupted));
  }

  @Test
  void interruptedRestartsAreOneRunThatIsChargedForAllTrials() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    Estimator.Kind<TabularEpisode> kind = new BoltzmannCovariance<>(new ExactCritic());
    Estimator.Kind<TabularEpisode> telling =
        (problem, random) -> {
          Estimator<TabularEpisode> estimator = kind.on(problem, random);
          return (theta, round) -> {
            underWay.countDown();
            return estimator.estimate(theta, round);
          };
        };
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(RandomProblem.of(3, 0.5), new SoftPolicyIteration(), telling);
    List<Run> returned = new CopyOnWriteArrayList<>();
    Thread cell = new Thread(() -> returned.add(new Restarts<>(training, 3, 100_000_000).run(1)));
    cell.start();
    underWay.await();
    cell.interrupt();
    cell.join();
    assertEquals(1, returned.size());
    assertEquals(returned, LeaderTraining.lastRuns());
    assertTrue(returned.get(0).interrupted());
  }
}
