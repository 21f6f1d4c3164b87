package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlackBoxTest {
  private static Estimator<TabularEpisode> blackBox(TabularProblem problem) {
    return BlackBox.of(new BoltzmannCovariance<>(new ExactCritic()), 0.1, 0).on(problem);
  }

  private static Episodes<TabularEpisode> round(TabularProblem problem, int episodes, long seed) {
    return round(problem, episodes, seed, 0);
  }

  private static Episodes<TabularEpisode> round(
      TabularProblem problem, int episodes, long seed, int repeat) {
    double[] theta = problem.initialParameters(new SplittableRandom(seed));
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    return response.play(
        Budget.episodes(episodes), new SplittableRandom(100 * (repeat + 1L) + seed));
  }

  @Test
  void convergesToTheWhiteBoxGradient() {
    // Problems on which the white-box estimate itself is within 5% after 20,000 episodes.
    long[] seeds = {0, 1, 3, 7, 8, 9};
    double few = 0;
    double many = 0;
    for (long seed : seeds) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      Estimator<TabularEpisode> blackBox = blackBox(problem);
      for (int repeat = 0; repeat < 10; repeat++) {
        Hypergradient small = blackBox.estimate(theta, round(problem, 200, seed, repeat));
        few += error(exact.total(), small.total()) / 10;
      }
      Hypergradient large = blackBox.estimate(theta, round(problem, 20_000, seed, 0));
      many += error(exact.total(), large.total());
      assertTrue(exact.cosine(large) > 0.99, "seed " + seed + ": " + exact.cosine(large));
      double guidance = error(exact.guidance(), large.guidance());
      assertTrue(guidance < 0.15, "seed " + seed + ", relative error of guidance " + guidance);
    }
    // A hundred times the episodes: a tenth of the error, give or take the noise of six problems.
    assertEquals(0.1, many / few, 0.06, few / seeds.length + " to " + many / seeds.length);
  }

  /** |estimate − exact| / |exact|. */
  private static double error(double[] exact, double[] estimate) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      error += (estimate[i] - exact[i]) * (estimate[i] - exact[i]);
      norm += exact[i] * exact[i];
    }
    return Math.sqrt(error / norm);
  }

  @Test
  void neitherEstimatorNorCriticSeesTheFollowersAnswer() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    Episodes<TabularEpisode> round = round(problem, 50, 3);
    TabularResponse truth = round.list().get(0).response();
    double[] theta = truth.theta();
    double[] first = new double[truth.mdp().pattern().pairs()];
    for (int pair = 0; pair < first.length; pair += truth.mdp().pattern().actions()) {
      first[pair] = 1;
    }
    TabularResponse blank =
        new TabularResponse(truth.mdp(), first, new double[truth.values().length], 0, 0);
    Episodes<TabularEpisode> hidden =
        new Episodes<>(
            blank, theta, round.list().stream().map(e -> e.observedWith(blank)).toList());
    Hypergradient seen = blackBox(problem).estimate(theta, round);
    Hypergradient unseen = blackBox(problem).estimate(theta, hidden);
    assertArrayEquals(seen.total(), unseen.total());
    double[] white =
        new BoltzmannCovariance<>(new ExactCritic()).on(problem).estimate(theta, round).total();
    assertFalse(Arrays.equals(white, seen.total()), "black box differs from white box");
  }

  @Test
  void memoryIsHandedOnWithinARun() {
    TabularProblem problem = FourRooms.problem(0.05);
    Estimator.Kind<TabularEpisode> kind =
        BlackBox.of(new BoltzmannCovariance<>(new ExactCritic()), 0.1, 1);
    Estimator<TabularEpisode> remembers = kind.on(problem);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    double[] first = remembers.estimate(theta, round(problem, 5, 1, 0)).total();
    remembers.estimate(theta, round(problem, 5, 1, 1));
    double[] third = remembers.estimate(theta, round(problem, 5, 1, 0)).total();
    assertFalse(Arrays.equals(first, third), "the second round left a trace");
    Estimator<TabularEpisode> fresh = kind.on(problem);
    assertArrayEquals(first, fresh.estimate(theta, round(problem, 5, 1, 0)).total());
    fresh.estimate(theta, round(problem, 5, 1, 1));
    assertArrayEquals(third, fresh.estimate(theta, round(problem, 5, 1, 0)).total());
  }

  @Test
  void trainsInTheFullyDecentralizedSetting() {
    TabularProblem problem = FourRooms.problem(0.05);
    Run run =
        LeaderTraining.of(
                problem,
                new SoftPolicyIteration(),
                BlackBox.of(new BoltzmannCovariance<>(SarsaCritic.zero(0.3)), 0.1, 0.9))
            .withSamples(2000)
            .withUpdates(200)
            .run(1);
    assertTrue(run.objective() > run.column("objective")[0] + 0.3, run.toString());
  }

  @Test
  void rejectsSettingsOutOfRange() {
    BoltzmannCovariance<TabularEpisode> inner = new BoltzmannCovariance<>(new ExactCritic());
    Exception smoothing =
        assertThrows(IllegalArgumentException.class, () -> BlackBox.of(inner, -1, 0));
    assertEquals("smoothing must be positive and finite: -1.0", smoothing.getMessage());
    Exception memory = assertThrows(IllegalArgumentException.class, () -> BlackBox.of(inner, 1, 2));
    assertEquals("memory must be in [0, 1]: 2.0", memory.getMessage());
  }

  @Test
  void episodesAreRelabelledForTheirOwnMdpOnly() {
    TabularEpisode episode = round(RandomProblem.of(1, 0.5), 1, 1).list().get(0);
    TabularResponse other = round(RandomProblem.of(1, 0.5), 1, 2).list().get(0).response();
    Exception e = assertThrows(IllegalArgumentException.class, () -> episode.observedWith(other));
    assertTrue(
        e.getMessage().startsWith("estimated response must answer the MDP of the episode"),
        e.getMessage());
  }
}
