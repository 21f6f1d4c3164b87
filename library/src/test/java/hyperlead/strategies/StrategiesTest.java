package hyperlead.strategies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalent;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.optimizers.MirrorAscent;
import hyperlead.optimizers.Optimizer;
import hyperlead.optimizers.Sgd;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StrategiesTest {
  /** Its objective tells which estimator it is and how many rounds it has seen. */
  private static final class Counter implements Estimator<TabularEpisode> {
    private final double mark;
    private int rounds;

    Counter(double mark) {
      this.mark = mark;
    }

    @Override
    public Hypergradient estimate(double[] theta, Episodes<? extends TabularEpisode> episodes) {
      return Hypergradient.ofTotal(mark + rounds++, theta.clone());
    }

    @Override
    public Counter fresh(RandomGenerator random) {
      return new Counter(mark);
    }
  }

  @Test
  void exploresThenCommitsToAnEstimatorThatSawAllRounds() {
    ExploreThenCommit<TabularEpisode> strategy =
        new ExploreThenCommit<>(new Counter(100), new Counter(200), 2);
    double[] expected = {100, 101, 202, 203};
    for (double objective : expected) {
      assertEquals(objective, strategy.estimate(new double[1], null).objective());
    }
    assertEquals(100, strategy.fresh(null).estimate(new double[1], null).objective());
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ExploreThenCommit<>(new Counter(1), new Counter(2), 0));
    assertEquals("updates must be positive: 0", e.getMessage());
  }

  @Test
  void annealingStartsHotAndEndsAtTheTrueTemperature() {
    TabularProblem problem = FourRooms.problem(0.003);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    AnnealedTemperature strategy = new AnnealedTemperature(problem, 0.05, 40);
    double[] hot = ExactHypergradient.of(FourRooms.problem(0.05)).at(theta).total();
    double[] cold = ExactHypergradient.of(problem).at(theta).total();
    for (int k = 0; k < 42; k++) {
      Hypergradient estimate = strategy.estimate(theta, null);
      if (k < 2) {
        assertArrayEquals(hot, estimate.total(), 1e-12, "stage 0 is two updates long");
      }
      if (k >= 40) {
        assertArrayEquals(cold, estimate.total(), 1e-12);
      }
    }
    assertArrayEquals(hot, strategy.fresh(null).estimate(theta, null).total(), 1e-12);
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new AnnealedTemperature(problem, 0.002, 10));
    assertEquals("start must be above the problem's temperature 0.003: 0.002", e.getMessage());
  }

  private static Optimizer mirror(TabularProblem problem, int updates) {
    return new MirrorAscent(
        problem.parameterization(), Sgd.of(0.3).clippedTo(1).decayingOver(updates));
  }

  @Test
  void annealingLeavesThePlateauOnWhichPlainAscentStands() {
    TabularProblem problem = FourRooms.problem(0.001);
    LeaderTraining<?, ?> plain =
        LeaderTraining.of(problem, new SoftPolicyIteration(problem), ExactHypergradient.of(problem))
            .withOptimizer(mirror(problem, 1000))
            .withSamples(1);
    LeaderTraining<?, ?> annealed =
        LeaderTraining.of(
                problem,
                new SoftPolicyIteration(problem),
                new AnnealedTemperature(problem, 0.01, 700))
            .withOptimizer(mirror(problem, 1000))
            .withSamples(1);
    assertEquals(0, plain.run(1).objective(), 0.01, "spending nothing is a local maximum");
    assertTrue(annealed.run(1).objective() > 0.5, annealed.run(1).toString());
  }

  @Test
  void fromSamplesAloneItPassesThePublishedMeans() {
    double[] temperatures = {0.001, 0.003, 0.005};
    // Published: 0.665, 0.560, 1.350 after 10,000 updates, here after 3,000.
    double[] reached = {0.70, 0.57, 1.35};
    for (int i = 0; i < 3; i++) {
      TabularProblem problem = FourRooms.problem(temperatures[i]);
      LeaderTraining<?, ?> training =
          LeaderTraining.of(
                  problem,
                  new SoftPolicyIteration(problem),
                  new ExploreThenCommit<TabularEpisode>(
                      new BoltzmannCovariance<>(LeastSquaresCritic.optimistic(problem, 1, 1)),
                      new CertaintyEquivalent(problem, 1e-3, 1),
                      1000))
              .withOptimizer(mirror(problem, 3000))
              .withSamples(100)
              .withUpdates(3000)
              .withLogEvery(1000);
      for (Run run : training.runs(1, 2)) {
        assertTrue(run.objective() > reached[i], run.toString());
      }
    }
  }

  private static LeaderTraining<TabularEpisode, ?> small(TabularProblem problem) {
    return LeaderTraining.of(
            problem,
            new SoftPolicyIteration(problem),
            new BoltzmannCovariance<>(new ExactCritic(problem)))
        .withSamples(50)
        .withUpdates(30);
  }

  @Test
  void restartsGoOnFromTheTrialWithTheHighestReturns() {
    TabularProblem problem = RandomProblem.of(4, 0.5);
    double[] low = {-3, -3, -3, -3};
    double[] high = {3, 3, 3, 3};
    int d = problem.parameterization().parameters();
    LeaderTraining<TabularEpisode, ?> training =
        small(problem)
            .withStart(random -> Arrays.copyOf(random.nextBoolean() ? low : high, d))
            .withOptimizer(Sgd.of(1e-9));
    double atLow = objective(problem, Arrays.copyOf(low, d));
    double atHigh = objective(problem, Arrays.copyOf(high, d));
    assertTrue(Math.abs(atLow - atHigh) > 0.1, "the starts differ: " + atLow + ", " + atHigh);
    Restarts<TabularEpisode, ?> restarts = new Restarts<>(training, 8, 20);
    for (long seed = 0; seed < 5; seed++) {
      Run run = restarts.run(seed);
      assertEquals(Math.max(atLow, atHigh), run.objective(), 1e-4, "seed " + seed);
      double[] samples = run.column("samples");
      assertEquals(8 * 20 * 50, samples[0], "the trials are charged");
      assertEquals(8 * 20 * 50 + 30 * 50, samples[samples.length - 1]);
      assertArrayEquals(run.theta(), restarts.run(seed).theta());
    }
  }

  private static double objective(TabularProblem problem, double[] theta) {
    return ExactHypergradient.of(problem).at(theta).objective();
  }

  @Test
  void aTrainingStartsWhereItIsTold() {
    TabularProblem problem = RandomProblem.of(4, 0.5);
    double[] theta = problem.initialParameters(new SplittableRandom(77));
    Run run = small(problem).withStart(random -> theta.clone()).run(1);
    assertEquals(objective(problem, theta), run.column("objective")[0], 1e-12);
  }
}
