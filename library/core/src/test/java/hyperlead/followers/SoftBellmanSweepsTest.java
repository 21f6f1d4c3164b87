package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.environments.FourRooms;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftBellmanSweepsTest {
  /** A few sweeps by hand: Q[x][a], from loops over P that share no code with the follower. */
  private static final class ByHand {
    private final TabularProblem problem;
    private final double tau;
    double[][] q;

    ByHand(TabularProblem problem) {
      this.problem = problem;
      this.tau = problem.temperature();
      this.q =
          new double[problem.transitions().pattern().states()]
              [problem.transitions().pattern().actions()];
    }

    double value(int state) {
      double sum = 0;
      for (double entry : q[state]) {
        sum += Math.exp(entry / tau);
      }
      return tau * Math.log(sum);
    }

    void sweep(TabularMdp mdp) {
      double[][] next = new double[q.length][q[0].length];
      for (int pair = 0; pair < mdp.pattern().pairs(); pair++) {
        int state = pair / q[0].length;
        int action = pair % q[0].length;
        double expected = 0;
        for (int e = mdp.pattern().rowStart(pair); e < mdp.pattern().rowStart(pair + 1); e++) {
          int to = mdp.pattern().successor(e);
          expected += to == q.length ? 0 : mdp.probability(e) * value(to);
        }
        next[state][action] =
            mdp.followerReward(state, action) + problem.followerDiscount() * expected;
      }
      q = next;
    }

    void assertSame(TabularResponse response, String where) {
      for (int state = 0; state < q.length; state++) {
        assertEquals(value(state), response.value(state), 1e-11, where);
        for (int action = 0; action < q[0].length; action++) {
          double policy = Math.exp((q[state][action] - value(state)) / tau);
          assertEquals(policy, response.policy(state, action), 1e-10, where);
        }
      }
      assertEquals(0, response.value(q.length), "the end of the episode");
    }
  }

  @Test
  void sweepsAreThoseWrittenByHandFromZeroAndFromTheLastTable() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.4);
      SplittableRandom random = new SplittableRandom(seed);
      TabularFollower carried = SoftBellmanSweeps.carriedOver(3).on(problem);
      TabularFollower reset = SoftBellmanSweeps.reset(3).on(problem);
      ByHand kept = new ByHand(problem);
      for (int answer = 0; answer < 3; answer++) {
        double[] theta = problem.initialParameters(random);
        ByHand anew = new ByHand(problem);
        for (int sweep = 0; sweep < 3; sweep++) {
          kept.sweep(problem.at(theta));
          anew.sweep(problem.at(theta));
        }
        String where = "seed " + seed + ", answer " + answer;
        kept.assertSame(carried.respond(theta), where + ", carried over");
        anew.assertSame(reset.respond(theta), where + ", reset");
      }
    }
  }

  @Test
  void manySweepsGiveTheOptimalAnswer() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.1);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse optimal = new SoftPolicyIteration().on(problem).respond(theta);
      TabularResponse many = SoftBellmanSweeps.reset(1000).on(problem).respond(theta);
      assertArrayEquals(optimal.values(), many.values(), 1e-10, "seed " + seed);
      assertTrue(many.residual() < 1e-12, "residual " + many.residual());
      assertEquals(1000, many.iterations());
    }
  }

  @Test
  void carriedOverCatchesUpAndResetStaysBehind() {
    TabularProblem problem = FourRooms.problem(0.05);
    double[] theta = new double[105];
    double[] optimal = new SoftPolicyIteration().on(problem).respond(theta).values();
    TabularFollower carried = SoftBellmanSweeps.carriedOver(50).on(problem);
    TabularFollower reset = SoftBellmanSweeps.reset(50).on(problem);
    double first = distance(optimal, reset.respond(theta).values());
    assertEquals(first, distance(optimal, carried.respond(theta).values()), 0.0);
    for (int answer = 0; answer < 30; answer++) {
      carried.respond(theta);
      reset.respond(theta);
    }
    assertEquals(first, distance(optimal, reset.respond(theta).values()), 0.0);
    // 32 answers in all, so 31 · 50 sweeps more, each a contraction by γ_F = 0.99.
    double limit = first * Math.pow(0.99, 31 * 50) * 110;
    assertTrue(first > 0.1 && distance(optimal, carried.respond(theta).values()) < limit);
  }

  private static double distance(double[] a, double[] b) {
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }

  @Test
  void theResidualIsThatOfTheValuesItGives() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.4);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse response = SoftBellmanSweeps.reset(2).on(problem).respond(theta);
      double[] next = SoftBellmanSweeps.reset(3).on(problem).respond(theta).values();
      double residual = 0;
      for (int x = 0; x < next.length; x++) {
        double error = Math.abs(next[x] - response.value(x));
        residual = Math.max(residual, error / (0.4 + Math.abs(next[x])));
      }
      assertEquals(residual, response.residual(), 1e-13, "seed " + seed);
      assertTrue(residual > 1e-6, "seed " + seed + ": two sweeps do not solve it");
    }
  }

  @Test
  void anotherRunStartsWithoutMemory() {
    TabularProblem problem = RandomProblem.of(4, 0.4);
    double[] theta = problem.initialParameters(new SplittableRandom(4));
    TabularFollower used = SoftBellmanSweeps.carriedOver(2).on(problem);
    double[] first = used.respond(theta).values();
    assertTrue(distance(first, used.respond(theta).values()) > 1e-6);
    TabularFollower fresh = SoftBellmanSweeps.carriedOver(2).on(problem);
    assertArrayEquals(first, fresh.respond(theta).values());
    assertTrue(distance(first, fresh.respond(theta).values()) > 1e-6, "still carries over");
  }

  @Test
  void rejectsSweepsThatAreNotPositive() {
    TabularProblem problem = RandomProblem.of(1, 0.4);
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> SoftBellmanSweeps.carriedOver(0).on(problem));
    assertEquals("sweeps must be positive: 0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> SoftBellmanSweeps.reset(-1).on(problem));
  }
}
