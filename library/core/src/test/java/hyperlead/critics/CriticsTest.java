package hyperlead.critics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.algebra.TransitionPattern;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class CriticsTest {
  private static Episodes<TabularEpisode> round(TabularProblem problem, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    return response.play(Budget.episodes(episodes), random);
  }

  @Test
  void monteCarloAveragesReturns() {
    TabularProblem problem = RandomProblem.of(2, 0.5);
    Episodes<TabularEpisode> round = round(problem, 20, 2);
    TabularCritic critic = new MonteCarloCritic().on(problem);
    critic.observe(round(problem, 5, 99));
    critic.observe(round);
    Map<String, double[]> sums = new HashMap<>();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double future = 0;
        for (int k = episode.length() - 1; k >= t; k--) {
          future = episode.leaderReward(k) + problem.leaderDiscount() * future;
        }
        add(sums, episode.state(t) + "," + episode.action(t), future);
        add(sums, "x" + episode.state(t), future);
      }
    }
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double[] pair = sums.get(episode.state(t) + "," + episode.action(t));
        double[] state = sums.get("x" + episode.state(t));
        assertEquals(pair[0] / pair[1], critic.actionValue(episode, t), 1e-12);
        assertEquals(state[0] / state[1], critic.value(episode, t), 1e-12);
      }
      assertEquals(0, critic.value(episode, episode.length()), "the end");
    }
  }

  private static void add(Map<String, double[]> sums, String key, double value) {
    double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }

  @Test
  void expectedSarsaMovesTowardsTheExpectedNextValue() {
    TabularProblem problem = FourRooms.problem(0.05);
    Episodes<TabularEpisode> round = round(problem, 30, 7);
    TabularCritic critic = SarsaCritic.zero(0.3).expected().on(problem);
    critic.observe(round);
    double[] table = new double[4 * 105];
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        int pair = 4 * episode.state(t) + episode.action(t);
        double target = episode.leaderReward(t) + 0.99 * value(table, episode, t + 1);
        table[pair] += 0.3 * (target - table[pair]);
      }
    }
    TabularEpisode last = round.list().get(29);
    for (int t = 0; t < last.length(); t++) {
      assertEquals(table[4 * last.state(t) + last.action(t)], critic.actionValue(last, t), 1e-15);
      assertEquals(value(table, last, t), critic.value(last, t), 1e-15);
    }
    assertTrue(java.util.Arrays.stream(table).anyMatch(q -> q != 0), "something was learned");
  }

  private static double value(double[] table, TabularEpisode episode, int t) {
    double sum = 0;
    for (int a = 0; a < 4 && episode.state(t) < 104; a++) {
      sum += episode.response().policy(episode.state(t), a) * table[4 * episode.state(t) + a];
    }
    return sum;
  }

  /** The empirical process, solved densely. */
  @Test
  void leastSquaresSolvesTheEmpiricalProcess() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Episodes<TabularEpisode> round = round(problem, 15, seed);
      TabularResponse response = round.list().get(0).response();
      TransitionPattern pattern = response.mdp().pattern();
      double[][] counts = new double[pattern.pairs()][pattern.states() + 1];
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          int pair = episode.state(t) * pattern.actions() + episode.action(t);
          counts[pair][episode.state(t + 1)]++;
        }
      }
      double optimism = 3;
      RealVector values = dense(problem, response, counts, optimism);
      TabularCritic critic = LeastSquaresCritic.optimistic(1, optimism).on(problem);
      critic.observe(round);
      for (TabularEpisode episode : round.list()) {
        for (int t = 0; t < episode.length(); t++) {
          double expected = values.getEntry(episode.state(t));
          assertEquals(expected, critic.value(episode, t), 1e-9, "seed " + seed);
        }
      }
    }
  }

  private static RealVector dense(
      TabularProblem problem, TabularResponse response, double[][] counts, double optimism) {
    TransitionPattern pattern = response.mdp().pattern();
    int states = pattern.states();
    RealMatrix matrix =
        new Array2DRowRealMatrix(MatrixUtils.createRealIdentityMatrix(states).getData());
    RealVector right = new ArrayRealVector(states);
    for (int pair = 0; pair < pattern.pairs(); pair++) {
      int state = pair / pattern.actions();
      int action = pair % pattern.actions();
      double share = response.policy(state, action);
      double visits = java.util.Arrays.stream(counts[pair]).sum();
      double reward = visits > 0 ? response.mdp().leaderReward(state, action) : optimism;
      right.addToEntry(state, share * reward);
      for (int next = 0; next < states && visits > 0; next++) {
        matrix.addToEntry(
            state, next, -problem.leaderDiscount() * share * counts[pair][next] / visits);
      }
    }
    return new LUDecomposition(matrix).getSolver().solve(right);
  }

  @Test
  void leastSquaresComesToTheExactValues() {
    TabularProblem problem = RandomProblem.of(5, 0.5);
    Episodes<TabularEpisode> round = round(problem, 200_000, 5);
    TabularCritic critic = LeastSquaresCritic.zero(1).on(problem);
    critic.observe(round);
    TabularCritic exact = new ExactCritic().on(problem);
    exact.observe(round);
    for (TabularEpisode episode : round.list().subList(0, 50)) {
      for (int t = 0; t < episode.length(); t++) {
        // Counts of some 10⁵ visits: errors of P̂ of about 0.002, times values below 10.
        assertEquals(exact.value(episode, t), critic.value(episode, t), 0.05);
      }
    }
  }

  @Test
  void leastSquaresForgetsAsTold() {
    TabularProblem problem = FourRooms.problem(0.05);
    Episodes<TabularEpisode> old = round(problem, 50, 1);
    Episodes<TabularEpisode> recent = round(problem, 50, 2);
    TabularCritic forgetful = LeastSquaresCritic.zero(0).on(problem);
    forgetful.observe(old);
    forgetful.observe(recent);
    TabularCritic recentOnly = LeastSquaresCritic.zero(1).on(problem);
    recentOnly.observe(recent);
    TabularCritic both = LeastSquaresCritic.zero(1).on(problem);
    both.observe(old);
    both.observe(recent);
    TabularEpisode episode = recent.list().get(0);
    assertEquals(recentOnly.value(episode, 0), forgetful.value(episode, 0), 1e-12);
    assertTrue(Math.abs(both.value(episode, 0) - forgetful.value(episode, 0)) > 1e-6);
    assertThrows(IllegalArgumentException.class, () -> LeastSquaresCritic.zero(1.1));
  }
}
