package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.algebra.TransitionPattern;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  /** Chance that a right simulator fails, for each of the tests with a fixed seed. */
  private static final double LEVEL = 1e-4;

  @Test
  void samplesTheLawThatTheSolverPlansWith() {
    assertMatches(FourRooms.problem(0.05), 2000, 1);
    for (long seed = 0; seed < 20; seed++) {
      assertMatches(RandomProblem.of(seed, 0.5), 3000, seed);
    }
  }

  private static void assertMatches(TabularProblem problem, int episodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Counts counts = new Counts(response.mdp());
    for (TabularEpisode episode : response.play(Budget.episodes(episodes), random).list()) {
      counts.add(episode);
    }
    counts.assertAgree(response, problem.name() + ", seed " + seed);
  }

  /** Counts of first states, actions and transitions, each against its law by chi-square. */
  private static final class Counts {
    private final TabularMdp mdp;
    private final TransitionPattern pattern;
    private final double[] initial;
    private final double[] actions;
    private final double[] entries;

    Counts(TabularMdp mdp) {
      this.mdp = mdp;
      pattern = mdp.pattern();
      initial = new double[mdp.initialStates.length];
      actions = new double[pattern.pairs()];
      entries = new double[pattern.entries()];
    }

    void add(TabularEpisode episode) {
      for (int i = 0; i < initial.length; i++) {
        initial[i] += mdp.initialStates[i] == episode.state(0) ? 1 : 0;
      }
      for (int t = 0; t < episode.length(); t++) {
        int pair = episode.state(t) * pattern.actions() + episode.action(t);
        actions[pair]++;
        for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
          entries[e] += pattern.successor(e) == episode.state(t + 1) ? 1 : 0;
        }
      }
    }

    void assertAgree(TabularResponse response, String where) {
      ChiSquare first = new ChiSquare();
      first.add(initial, mdp.initialProbability, 0, initial.length);
      first.assertSmall(where + ", first state");
      ChiSquare policy = new ChiSquare();
      ChiSquare next = new ChiSquare();
      for (int state = 0; state < pattern.states(); state++) {
        int pair = state * pattern.actions();
        policy.add(actions, response.policy, pair, pair + pattern.actions());
        for (int a = 0; a < pattern.actions(); a++) {
          next.add(
              entries, mdp.probability, pattern.rowStart(pair + a), pattern.rowStart(pair + a + 1));
        }
      }
      policy.assertSmall(where + ", actions");
      next.assertSmall(where + ", next states");
    }
  }

  /** Pearson's statistic summed over rows; cells that expect under 5 visits are left out. */
  private static final class ChiSquare {
    private double statistic;
    private int freedom;

    void add(double[] count, double[] probability, int from, int to) {
      double total = 0;
      for (int i = from; i < to; i++) {
        total += count[i];
      }
      int cells = 0;
      for (int i = from; i < to; i++) {
        double expected = total * probability[i];
        if (expected >= 5) {
          statistic += (count[i] - expected) * (count[i] - expected) / expected;
          cells++;
        }
      }
      freedom += Math.max(0, cells - 1);
    }

    void assertSmall(String where) {
      if (freedom > 0) {
        double limit = new ChiSquaredDistribution(freedom).inverseCumulativeProbability(1 - LEVEL);
        assertTrue(statistic < limit, where + ": " + statistic + ", limit " + limit);
      } else {
        assertEquals(0, statistic, 1e-9, where);
      }
    }
  }

  @Test
  void keepsToItsBudgetAndCutsTheLastEpisode() {
    TabularProblem problem = FourRooms.problem(0.001);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(new double[105]);
    for (long seed = 0; seed < 20; seed++) {
      Episodes<TabularEpisode> round = response.play(Budget.steps(100), new SplittableRandom(seed));
      assertEquals(100, round.steps(), "seed " + seed);
      for (TabularEpisode episode : round.list().subList(0, round.list().size() - 1)) {
        assertTrue(episode.terminated(), "seed " + seed);
        assertEquals(104, episode.state(episode.length()), "seed " + seed);
      }
    }
    TabularEpisode cut =
        new SoftPolicyIteration()
            .on(problem.withHorizon(3))
            .respond(new double[105])
            .play(Budget.episodes(1), new SplittableRandom(1))
            .list()
            .get(0);
    assertEquals(3, cut.length());
    assertFalse(cut.terminated());
    assertNotEquals(0, cut.followerValue(3));
  }
}
