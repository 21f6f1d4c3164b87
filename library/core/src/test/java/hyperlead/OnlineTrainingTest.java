package hyperlead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.ExactCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Leader and follower that learn at one time scale. */
class OnlineTrainingTest {
  private static final TabularProblem PROBLEM = RandomProblem.of(5, 0.4);

  private static LeaderTraining<TabularEpisode> training(TabularFollower.Kind follower) {
    return LeaderTraining.of(PROBLEM, follower, new BoltzmannCovariance<>(new ExactCritic()))
        .withOptimizer(Sgd.of(0.5))
        .withSamples(50)
        .withUpdates(1)
        .withLogEvery(1);
  }

  /** Of the same first round, the move is 1/(1 + c ρ) of the whole one, with ρ from the log. */
  @Test
  void aMoveIsShortenedByTheResidual() {
    LeaderTraining<TabularEpisode> plain = training(SoftBellmanSweeps.carriedOver(1));
    double[][] start = new double[1][];
    double[] whole = plain.withStart(r -> start[0] = PROBLEM.initialParameters(r)).run(3).theta();
    for (double c : new double[] {0.1, 1, 30}) {
      Run run = plain.withTracking(c).run(3);
      double residual = run.column("residual")[0];
      assertTrue(residual > 0.05, "one sweep leaves a residual: " + residual);
      for (int i = 0; i < whole.length; i++) {
        double move = (whole[i] - start[0][i]) / (1 + c * residual);
        assertEquals(move, run.theta()[i] - start[0][i], 1e-14, "c = " + c);
      }
    }
  }

  @Test
  void anOptimalFollowerIsLedByWholeMoves() {
    LeaderTraining<TabularEpisode> plain = training(new SoftPolicyIteration()).withUpdates(20);
    double[] online = plain.withTracking(1).run(1).theta();
    assertArrayEquals(plain.run(1).theta(), online, 1e-11);
  }

  /** What it is for: with the same step the follower is followed more closely. */
  @Test
  void theFollowerStaysNearerToItsOptimum() {
    LeaderTraining<TabularEpisode> plain =
        training(SoftBellmanSweeps.carriedOver(1))
            .withOptimizer(Sgd.of(20).clippedTo(1))
            .withUpdates(100)
            .withOptimum(new SoftPolicyIteration());
    double fast = gap(plain);
    double tracked = gap(plain.withTracking(100));
    assertTrue(tracked < fast / 2, "KL gap " + fast + " becomes " + tracked);
  }

  /** The mean over seeds and updates, but for the first ten. */
  private static double gap(LeaderTraining<TabularEpisode> training) {
    return LongStream.rangeClosed(1, 5)
        .mapToObj(training::run)
        .map(run -> run.column("KL gap"))
        .mapToDouble(gaps -> Arrays.stream(gaps).skip(10).average().orElseThrow())
        .average()
        .orElseThrow();
  }

  /** A follower whose answers do not say how good they are. */
  private record Silent() implements TabularFollower.Kind {
    @Override
    public TabularFollower on(TabularProblem problem, RandomGenerator random) {
      return theta -> {
        TabularMdp mdp = problem.at(theta);
        double[] policy = new double[mdp.pattern().pairs()];
        Arrays.fill(policy, 1.0 / mdp.pattern().actions());
        double[] values = new double[mdp.pattern().states() + 1];
        return new TabularResponse(mdp, policy, values, Double.NaN, 0);
      };
    }
  }

  @Test
  void theResidualMustBeKnown() {
    LeaderTraining<TabularEpisode> unknown = training(new Silent()).withTracking(1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> unknown.run(1)).getMessage();
    assertTrue(message.startsWith("tracking needs a follower that tells its residual"), message);
  }

  @Test
  void settingsTellIt() {
    LeaderTraining<TabularEpisode> plain = training(SoftBellmanSweeps.carriedOver(1));
    assertTrue(plain.withTracking(2).toString().contains("SGD(0.5), over 1 + 2.0 × residual"));
    assertTrue(!plain.toString().contains("residual"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> plain.withTracking(0)).getMessage();
    assertEquals("weight must be positive and finite: 0.0", message);
  }
}
