package hyperlead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Ascent;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a run's file holds, and what is refused; that it goes on to the bit, see golden. */
class SavedRunTest {
  private static final TabularProblem PROBLEM = FourRooms.problem(0.003);

  @TempDir Path directory;

  private static LeaderTraining<TabularEpisode> training(TabularProblem problem) {
    return LeaderTraining.of(
            problem, new SoftPolicyIteration(), new BoltzmannCovariance<>(SarsaCritic.random(0.3)))
        .withOptimizer(Adam.of(0.05))
        .withSamples(100)
        .withUpdates(30);
  }

  private Path saved(Run run) {
    Path file = directory.resolve("run.txt");
    run.save(file);
    return file;
  }

  private static void assertSame(Run expected, Run actual) {
    assertArrayEquals(expected.theta(), actual.theta(), 0.0);
    assertEquals(expected.log().columnNames(), actual.log().columnNames());
    for (String column : expected.log().columnNames()) {
      assertArrayEquals(expected.column(column), actual.column(column), 0.0, column);
    }
    assertEquals(expected.toString(), actual.toString());
  }

  @Test
  void isReadAgainToTheBit() {
    Follower.Kind<TabularEpisode> blind =
        (problem, random) -> theta -> unknown(new SoftPolicyIteration().on(problem).respond(theta));
    Run run =
        LeaderTraining.of(PROBLEM, blind, new BoltzmannCovariance<>(SarsaCritic.zero(0.1)))
            .withSamples(100)
            .withUpdates(3)
            .withLogEvery(1)
            .run(5);
    assertEquals(run.column("sampled return")[3], run.objective());
    assertTrue(Double.isNaN(run.column("residual")[3]), "a number that is none");
    assertSame(run, Run.read(saved(run)));
    Run charged = run.chargedWith(7);
    assertSame(charged, Run.read(saved(charged)));
  }

  private static Response<TabularEpisode> unknown(Response<TabularEpisode> known) {
    return new Response<>() {
      @Override
      public LeaderProblem<TabularEpisode> problem() {
        return known.problem();
      }

      @Override
      public double[] theta() {
        return known.theta();
      }

      @Override
      public Episodes<TabularEpisode> play(Budget budget, RandomGenerator random) {
        return known.play(budget, random);
      }
    };
  }

  @Test
  void anInterruptedRunGoesOn() {
    Run whole = training(PROBLEM).run(2);
    Thread.currentThread().interrupt();
    Run begun = training(PROBLEM).run(2);
    assertTrue(begun.interrupted());
    assertTrue(Thread.interrupted(), "whoever called sees it");
    assertSame(whole, training(PROBLEM).resume(Run.read(saved(begun))));
    assertSame(whole, training(PROBLEM).resume(whole));
  }

  /** What an update drew and learned before the interrupt came is taken back. */
  @Test
  void anUpdateInterruptedHalfwayGoesOn() {
    int[] estimates = {0};
    boolean[] interrupts = {true};
    record Interrupter(Runnable interrupt) implements Estimator.Kind<TabularEpisode> {
      @Override
      public Estimator<TabularEpisode> on(
          LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
        Estimator<TabularEpisode> work =
            new BoltzmannCovariance<>(SarsaCritic.random(0.3)).on(problem, random);
        return Estimator.of(
            this,
            problem,
            (theta, round) -> {
              Hypergradient estimate = work.estimate(theta, round);
              random.nextLong();
              interrupt.run();
              return estimate;
            },
            work);
      }

      @Override
      public String toString() {
        return "Interrupter";
      }
    }
    Interrupter kind =
        new Interrupter(
            () -> {
              if (interrupts[0] && ++estimates[0] == 5) {
                interrupts[0] = false;
                Thread.currentThread().interrupt();
                throw new CancellationException();
              }
            });
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(PROBLEM, new SoftPolicyIteration(), kind).withSamples(100).withUpdates(9);
    Run begun = training.run(3);
    assertTrue(Thread.interrupted() && begun.interrupted());
    assertEquals(4, begun.updates());
    Run resumed = training.resume(Run.read(saved(begun)));
    assertSame(training.run(3), resumed);
  }

  @Test
  void saysWhichSettingDiffers() {
    Run run = training(PROBLEM).run(1);
    assertRefused(
        "run must be of this training, but its optimizer is Adam(0.05) and not SGD(0.1); γ_L is"
            + " 0.99 and not 0.9",
        () ->
            training(PROBLEM.withDiscounts(0.99, 0.9))
                .withOptimizer(Sgd.of(0.1))
                .withUpdates(40)
                .resume(run));
    assertRefused(
        "updates must not be fewer than those of the run, 30: 20",
        () -> training(PROBLEM).withUpdates(20).resume(run));
  }

  @Test
  void saysWhatSettingsDoNotTell() {
    Run run = training(PROBLEM).run(1);
    TabularProblem other =
        PROBLEM.withRewards(PROBLEM.followerReward(), PROBLEM.leaderReward().times(2));
    assertRefused(
        "last step of the run must come out as it did, but objective was",
        () -> training(other).resume(run));
    assertRefused(
        "memory must be arrays of the lengths [105, 1, 1, 1, 1, 1, 105, 416, 416, 1]: [105, 1, 1, 1, 1, 1, 105, 416, 416]",
        () -> forgetful(1).resume(forgetful(0).run(1)));
  }

  /** A rule of one name that tells of so many arrays. */
  private static LeaderTraining<TabularEpisode> forgetful(int arrays) {
    record Forgetful(List<double[]> parts) implements Optimizer {
      @Override
      public Ascent start(Parameterization parameterization) {
        return Ascent.remembering((theta, gradient) -> {}, parts);
      }

      @Override
      public String toString() {
        return "Forgetful";
      }
    }
    List<double[]> parts = Collections.nCopies(arrays, new double[1]);
    return training(PROBLEM).withOptimizer(new Forgetful(parts)).withUpdates(2);
  }

  /**
   * A worker that remembers what it does not tell comes out otherwise when its step is repeated.
   */
  @Test
  void aWorkerThatHidesItsMemoryIsRefused() {
    Estimator.Kind<TabularEpisode> hiding =
        (problem, random) -> {
          int[] rounds = {0};
          return (theta, round) -> {
            double[] g = new double[theta.length];
            g[0] = rounds[0]++;
            return new Hypergradient(0, g, g);
          };
        };
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(PROBLEM, new SoftPolicyIteration(), hiding).withUpdates(5);
    Run run = training.run(1);
    assertRefused("|direct| was 5.0 and is 0.0", () -> training.withUpdates(6).resume(run));
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    Run run = training(PROBLEM).run(1);
    assertChanged(run, text -> text.replace("seed = 1", "seed = 2"));
    assertChanged(run, text -> text.substring(0, 600));
    assertChanged(run, text -> "a,b,c\n");
    assertChanged(run, text -> "");
    assertChanged(run, text -> text.replace("run 1", "run 2"));
  }

  private void assertChanged(Run run, UnaryOperator<String> change) throws IOException {
    Path file = saved(run);
    Files.writeString(file, change.apply(Files.readString(file)));
    assertRefused("run.txt must be as Run.save left it, from the line", () -> Run.read(file));
  }

  private static void assertRefused(String message, Executable executable) {
    String came = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(came.contains(message), came);
  }
}
