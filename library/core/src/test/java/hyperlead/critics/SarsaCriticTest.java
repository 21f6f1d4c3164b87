package hyperlead.critics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.LeaderCritic;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SarsaCriticTest {
  @Test
  void makesTheTextbookUpdateInTheTextbookOrder() {
    TabularProblem problem = FourRooms.problem(0.05);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[105]);
    Episodes<TabularEpisode> round = response.play(Budget.steps(500), new SplittableRandom(5));
    TabularCritic critic = SarsaCritic.zero(0.3).on(problem);
    critic.observe(round);
    Map<Integer, Double> table = byHand(round, 0.3, response);
    assertTrue(table.values().stream().anyMatch(q -> q != 0), "something was learned");
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        assertEquals(q(table, episode, t), critic.actionValue(episode, t), 1e-15);
        assertEquals(v(table, episode, t, response), critic.value(episode, t), 1e-15);
      }
      if (episode.terminated()) {
        assertEquals(0, critic.value(episode, episode.length()));
      }
    }
  }

  private static Map<Integer, Double> byHand(
      Episodes<TabularEpisode> round, double alpha, TabularResponse response) {
    Map<Integer, Double> table = new HashMap<>();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double next =
            t + 1 < episode.length()
                ? q(table, episode, t + 1)
                : episode.terminated() ? 0 : v(table, episode, t + 1, response);
        double old = q(table, episode, t);
        table.put(
            4 * episode.state(t) + episode.action(t),
            old + alpha * (episode.leaderReward(t) + 0.99 * next - old));
      }
    }
    return table;
  }

  private static double q(Map<Integer, Double> table, TabularEpisode episode, int t) {
    return table.getOrDefault(4 * episode.state(t) + episode.action(t), 0.0);
  }

  private static double v(
      Map<Integer, Double> table, TabularEpisode episode, int t, TabularResponse response) {
    double sum = 0;
    for (int a = 0; a < 4; a++) {
      sum +=
          response.policy(episode.state(t), a) * table.getOrDefault(4 * episode.state(t) + a, 0.0);
    }
    return sum;
  }

  @Test
  void comesNearTheExactValuesWithManySmallSteps() {
    TabularProblem problem = RandomProblem.of(4, 0.5);
    SplittableRandom random = new SplittableRandom(4);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Episodes<TabularEpisode> round = response.play(Budget.episodes(100_000), random);
    TabularCritic critic = SarsaCritic.zero(0.001).on(problem);
    critic.observe(round);
    TabularCritic exact = new ExactCritic().on(problem);
    exact.observe(round);
    Map<String, Integer> visits = new HashMap<>();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        visits.merge(episode.state(t) + "," + episode.action(t), 1, Integer::sum);
      }
    }
    int compared = 0;
    for (TabularEpisode episode : round.list().subList(0, 100)) {
      for (int t = 0; t < episode.length(); t++) {
        // After 10/α visits the start at zero is forgotten to e⁻¹⁰; what stays is a fluctuation
        // with
        // sd √(α/2) ≈ 0.02 times the targets' sd, which is about 2.
        if (visits.get(episode.state(t) + "," + episode.action(t)) > 10_000) {
          assertEquals(exact.actionValue(episode, t), critic.actionValue(episode, t), 0.2);
          compared++;
        }
      }
    }
    assertTrue(compared > 100, "compared " + compared);
  }

  @Test
  void startsAtZeroOrAtRandomAsNamed() {
    TabularProblem problem = FourRooms.problem(0.05);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[105]);
    Episodes<TabularEpisode> round = response.play(Budget.steps(5000), new SplittableRandom(5));
    LeaderCritic<TabularEpisode> zero = SarsaCritic.zero(0.1).on(problem, new SplittableRandom(1));
    LeaderCritic<TabularEpisode> random =
        SarsaCritic.random(0.1).on(problem, new SplittableRandom(1));
    Map<Integer, Double> draws = new HashMap<>();
    for (TabularEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        assertEquals(0, zero.actionValue(episode, t));
        draws.put(4 * episode.state(t) + episode.action(t), random.actionValue(episode, t));
      }
    }
    double n = draws.size();
    double mean = draws.values().stream().mapToDouble(q -> q).sum() / n;
    double variance = draws.values().stream().mapToDouble(q -> (q - mean) * (q - mean)).sum() / n;
    // N(0, 1): standard errors 1/√n of the mean and √(2/n) of the variance.
    assertEquals(0, mean, 4 / Math.sqrt(n));
    assertEquals(1, variance, 4 * Math.sqrt(2 / n));
  }

  @Test
  void rejectsStepSizesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> SarsaCritic.zero(0));
    assertThrows(IllegalArgumentException.class, () -> SarsaCritic.random(1.5));
    assertThrows(IllegalArgumentException.class, () -> SarsaCritic.random(Double.NaN));
  }
}
