package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FollowerEstimateTest {
  @Test
  void policyAndValuesConvergeToTheTrueOnes() {
    double few = 0;
    double many = 0;
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      TabularResponse truth = answer(problem, seed);
      few += error(truth, estimate(problem, truth, 400, seed)) / 10;
      many += error(truth, estimate(problem, truth, 40_000, seed)) / 10;
    }
    // A hundred times the episodes: a tenth of the error, give or take the noise of ten problems.
    assertEquals(0.1, many / few, 0.06, few + " to " + many);
    assertTrue(many < 0.03, "error " + many);
  }

  private static double error(TabularResponse truth, TabularResponse estimate) {
    double error = 0;
    for (int x = 0; x < truth.mdp().pattern().states(); x++) {
      error = Math.max(error, Math.abs(truth.value(x) - estimate.value(x)));
      for (int a = 0; a < truth.mdp().pattern().actions(); a++) {
        error = Math.max(error, Math.abs(truth.policy(x, a) - estimate.policy(x, a)));
      }
    }
    return error;
  }

  private static TabularResponse answer(TabularProblem problem, long seed) {
    double[] theta = problem.initialParameters(new SplittableRandom(seed));
    return new SoftPolicyIteration().on(problem).respond(theta);
  }

  private static Episodes<TabularEpisode> round(TabularResponse response, int episodes, long seed) {
    return response.play(Budget.episodes(episodes), new SplittableRandom(seed));
  }

  private static TabularResponse estimate(
      TabularProblem problem, TabularResponse response, int episodes, long seed) {
    return new FollowerEstimate(problem, 0.1, 0).observe(round(response, episodes, seed));
  }

  @Test
  void theEstimateSatisfiesItsEquationsCountedByHand() {
    TabularProblem problem = RandomProblem.of(2, 0.5);
    TabularResponse truth = answer(problem, 2);
    Episodes<TabularEpisode> round = round(truth, 30, 2);
    TabularResponse estimate = new FollowerEstimate(problem, 0.5, 0).observe(round);
    int states = truth.mdp().pattern().states();
    int actions = truth.mdp().pattern().actions();
    double[][][] counts = counts(round, states, actions);
    for (int x = 0; x < states; x++) {
      double visits = 0;
      for (int a = 0; a < actions; a++) {
        visits += sum(counts[x][a]) + 0.5;
      }
      double value = 0;
      for (int a = 0; a < actions; a++) {
        double pi = (sum(counts[x][a]) + 0.5) / visits;
        assertEquals(pi, estimate.policy(x, a), 1e-14);
        double next = expected(estimate, counts[x][a], x * actions + a);
        value +=
            pi
                * (truth.mdp().followerReward(x, a)
                    - 0.5 * Math.log(pi)
                    + problem.followerDiscount() * next);
      }
      assertEquals(value, estimate.value(x), 1e-12);
    }
    assertEquals(0, estimate.value(states), "the end of the episode");
  }

  private static double[][][] counts(Episodes<TabularEpisode> round, int states, int actions) {
    double[][][] counts = new double[states][actions][states + 1];
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        counts[episode.state(t)][episode.action(t)][episode.state(t + 1)]++;
      }
    }
    return counts;
  }

  /** Σ_x' P̂ V̂ with half a visit added to every successor that the pattern names. */
  private static double expected(TabularResponse estimate, double[] counts, int pair) {
    double weights = 0;
    double sum = 0;
    for (int e = estimate.mdp().pattern().rowStart(pair);
        e < estimate.mdp().pattern().rowStart(pair + 1);
        e++) {
      int next = estimate.mdp().pattern().successor(e);
      weights += counts[next] + 0.5;
      sum += (counts[next] + 0.5) * estimate.value(next);
    }
    return sum / weights;
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Test
  void theAnswerItselfIsNotLookedAt() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    TabularResponse truth = answer(problem, 3);
    Episodes<TabularEpisode> round = round(truth, 50, 3);
    double[] first = new double[truth.mdp().pattern().pairs()];
    for (int pair = 0; pair < first.length; pair += truth.mdp().pattern().actions()) {
      first[pair] = 1;
    }
    TabularResponse blank =
        new TabularResponse(truth.mdp(), first, new double[truth.values().length], 0, 0);
    Episodes<TabularEpisode> hidden =
        new Episodes<>(
            blank,
            truth.theta(),
            round.list().stream().map(episode -> episode.observedWith(blank)).toList());
    TabularResponse seen = new FollowerEstimate(problem, 0.5, 0).observe(round);
    TabularResponse unseen = new FollowerEstimate(problem, 0.5, 0).observe(hidden);
    assertArrayEquals(seen.values(), unseen.values());
    assertArrayEquals(seen.policy()[0], unseen.policy()[0]);
  }

  @Test
  void memoryWeighsEarlierRounds() {
    TabularProblem problem = FourRooms.problem(0.05);
    TabularResponse truth = answer(problem, 1);
    Episodes<TabularEpisode> first = round(truth, 3, 1);
    Episodes<TabularEpisode> second = round(truth, 3, 2);
    for (double memory : new double[] {0, 0.5, 1}) {
      FollowerEstimate estimate = new FollowerEstimate(problem, 0.2, memory);
      estimate.observe(first);
      TabularResponse both = estimate.observe(second);
      int start = first.list().get(0).state(0);
      double[] counts = new double[4];
      count(first, start, memory, counts);
      count(second, start, 1, counts);
      for (int a = 0; a < 4; a++) {
        double expected = (counts[a] + 0.2) / (sum(counts) + 0.8);
        assertEquals(expected, both.policy(start, a), 1e-14, "memory " + memory);
      }
      assertArrayEquals(
          new FollowerEstimate(problem, 0.2, 0).observe(first).values(),
          new FollowerEstimate(problem, 0.2, memory).observe(first).values());
    }
  }

  private static void count(
      Episodes<TabularEpisode> round, int state, double weight, double[] counts) {
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        counts[episode.action(t)] += episode.state(t) == state ? weight : 0;
      }
    }
  }

  @Test
  void statesThatWereNotSeenHaveTheUniformPolicy() {
    TabularProblem problem = FourRooms.problem(0.05);
    TabularResponse estimate =
        new FollowerEstimate(problem, 1, 0).observe(round(answer(problem.withHorizon(1), 1), 5, 1));
    for (int a = 0; a < 4; a++) {
      assertEquals(0.25, estimate.policy(FourRooms.bundled().goal(), a), 1e-15);
    }
  }

  @Test
  void theResidualShrinksAsTheEstimateBecomesBoltzmannOptimal() {
    TabularProblem problem = RandomProblem.of(5, 0.5);
    TabularResponse truth = answer(problem, 5);
    double few = estimate(problem, truth, 20, 1).residual();
    double many = estimate(problem, truth, 50_000, 1).residual();
    assertTrue(many > 0 && many < few / 20 && many < 1e-3, few + " to " + many);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    TabularProblem problem = RandomProblem.of(1, 0.5);
    assertMessage("smoothing must be positive and finite: 0.0", problem, 0, 0.5);
    assertMessage("smoothing must be positive and finite: NaN", problem, Double.NaN, 0.5);
    assertMessage("memory must be in [0, 1]: 1.01", problem, 1, 1.01);
    assertMessage("memory must be in [0, 1]: -0.5", problem, 1, -0.5);
  }

  private static void assertMessage(
      String message, TabularProblem problem, double smoothing, double memory) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new FollowerEstimate(problem, smoothing, memory));
    assertEquals(message, e.getMessage());
  }
}
