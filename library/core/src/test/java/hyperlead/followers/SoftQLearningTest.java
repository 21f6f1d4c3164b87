package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.LeaderTraining;
import hyperlead.algebra.TransitionPattern;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftQLearningTest {
  @Test
  void approachesTheOptimalAnswerWithinTheNoiseOfItsStepSize() {
    double alpha = 0.002;
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 1);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse optimal = new SoftPolicyIteration().on(problem).respond(theta);
      TabularFollower follower = follower(problem, alpha, 1_000_000, seed);
      double limit = noise(problem, optimal, alpha);
      double error = distance(optimal.values(), follower.respond(theta).values());
      assertTrue(error < limit, "seed " + seed + ": error " + error + ", limit " + limit);
      double start =
          distance(optimal.values(), follower(problem, alpha, 1, 0).respond(theta).values());
      assertTrue(start > 5 * limit, "seed " + seed + ": start " + start + ", limit " + limit);
    }
  }

  /**
   * Five standard deviations of the table. An average of independent noise of variance s with
   * weights α(1−α)^k has variance α/(2−α)·s, s = Var(γ_F V(x')). Near Q* the errors D of the table
   * obey D = W + γ_F P Π D with such averages W, independent from pair to pair, so D is the sum
   * over pairs j of W_j times the effect of one unit there.
   */
  private static double noise(TabularProblem problem, TabularResponse optimal, double alpha) {
    double[] variance = new double[problem.transitions().pattern().pairs()];
    for (int pair = 0; pair < variance.length; pair++) {
      double own = alpha / (2 - alpha) * varianceOfTarget(problem, optimal, pair);
      double[] effect = effect(problem, optimal, pair);
      for (int i = 0; i < effect.length; i++) {
        variance[i] += effect[i] * effect[i] * own;
      }
    }
    return 5 * Math.sqrt(Arrays.stream(variance).max().orElseThrow());
  }

  private static double varianceOfTarget(
      TabularProblem problem, TabularResponse optimal, int pair) {
    TransitionPattern pattern = problem.transitions().pattern();
    double mean = 0;
    double squares = 0;
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      double value = problem.followerDiscount() * optimal.value(pattern.successor(e));
      mean += optimal.mdp().probability(e) * value;
      squares += optimal.mdp().probability(e) * value * value;
    }
    return squares - mean * mean;
  }

  /** D = e_j + γ_F P Π D by iteration: Q values of a reward of one in pair j and none elsewhere. */
  private static double[] effect(TabularProblem problem, TabularResponse optimal, int j) {
    TransitionPattern pattern = problem.transitions().pattern();
    double[] d = new double[pattern.pairs()];
    for (int sweep = 0; sweep < 500; sweep++) {
      double[] next = new double[d.length];
      next[j] = 1;
      for (int pair = 0; pair < d.length; pair++) {
        for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
          int to = pattern.successor(e);
          double value = to == pattern.end() ? 0 : optimal.expectation(to, d);
          next[pair] += problem.followerDiscount() * optimal.mdp().probability(e) * value;
        }
      }
      d = next;
    }
    return d;
  }

  private static double distance(double[] a, double[] b) {
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      max = Math.max(max, Math.abs(a[i] - b[i]));
    }
    return max;
  }

  private static TabularFollower follower(
      TabularProblem problem, double alpha, int steps, long seed) {
    return new SoftQLearning(alpha, steps).on(problem, new SplittableRandom(seed));
  }

  @Test
  void theFirstStepMovesOneEntryTowardsItsTarget() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    double[] theta = problem.initialParameters(new SplittableRandom(3));
    TabularResponse response = follower(problem, 0.25, 1, 9).respond(theta);
    TransitionPattern pattern = problem.transitions().pattern();
    double idle = 0.5 * Math.log(pattern.actions());
    int moved = 0;
    for (int state = 0; state < pattern.states(); state++) {
      for (int action = 0; action < pattern.actions(); action++) {
        double q = response.value(state) + 0.5 * Math.log(response.policy(state, action));
        double toState =
            response.mdp().followerReward(state, action) + problem.followerDiscount() * idle;
        double toEnd = response.mdp().followerReward(state, action);
        boolean step = near(q, 0.25 * toState) || near(q, 0.25 * toEnd);
        assertTrue(step || near(q, 0), "Q = " + q);
        moved += near(q, 0) ? 0 : 1;
      }
    }
    assertEquals(1, moved);
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) < 1e-12;
  }

  @Test
  void goesOnLearningFromAnswerToAnswer() {
    TabularProblem problem = RandomProblem.of(5, 1);
    double[] theta = problem.initialParameters(new SplittableRandom(5));
    TabularFollower often = follower(problem, 0.1, 10, 1);
    for (int answer = 0; answer < 99; answer++) {
      often.respond(theta);
    }
    double[] once = follower(problem, 0.1, 1000, 1).respond(theta).values();
    assertArrayEquals(once, often.respond(theta).values());
  }

  @Test
  void theHorizonCutsItsEpisodesAndSendsItBackToTheStart() {
    double[] theta = new double[105];
    TabularResponse near =
        follower(FourRooms.problem(0.05).withHorizon(2), 1, 5000, 1).respond(theta);
    TabularResponse far = follower(FourRooms.problem(0.05), 1, 5000, 1).respond(theta);
    assertTrue(learned(near) < 10 && learned(far) > 20, learned(near) + ", " + learned(far));
  }

  private static long learned(TabularResponse response) {
    double idle = 0.05 * Math.log(4);
    return Arrays.stream(response.values())
        .filter(v -> v != 0 && Math.abs(v - idle) > 1e-12)
        .count();
  }

  @Test
  void sameSeedSameBits() {
    TabularProblem problem = RandomProblem.of(6, 1);
    double[] theta = problem.initialParameters(new SplittableRandom(6));
    TabularFollower used = follower(problem, 0.2, 50, 4);
    double[] first = used.respond(theta).values();
    assertArrayEquals(first, follower(problem, 0.2, 50, 4).respond(theta).values());
    assertFalse(Arrays.equals(first, follower(problem, 0.2, 50, 5).respond(theta).values()));
  }

  @Test
  void trainingsGiveItAStreamOfItsOwn() {
    TabularProblem problem = FourRooms.problem(0.05);
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(
                problem,
                new SoftQLearning(0.3, 100),
                new BoltzmannCovariance<>(SarsaCritic.random(0.3)))
            .withSamples(100)
            .withUpdates(20);
    double[] alone = training.run(2).theta();
    assertArrayEquals(alone, training.runs(1, 2, 3).get(1).theta());
    assertArrayEquals(alone, training.withReferee(new Exact<>()).run(2).theta());
  }

  @Test
  void theResidualTellsHowFarItIs() {
    TabularProblem problem = RandomProblem.of(7, 1);
    double[] theta = problem.initialParameters(new SplittableRandom(7));
    TabularResponse optimal = new SoftPolicyIteration().on(problem).respond(theta);
    TabularResponse response = follower(problem, 0.1, 20, 1).respond(theta);
    // |V − V*| ≤ |V − TV| / (1 − γ_F), and the residual is relative to max(1, |TV|).
    double error = distance(optimal.values(), response.values());
    double scale =
        Math.max(1, distance(response.values(), new double[response.values().length]) + 1);
    assertTrue(error > 0.01, "error " + error);
    assertTrue(response.residual() * scale / (1 - problem.followerDiscount()) >= error);
  }

  @Test
  void rejectsSettingsOutOfRange() {
    TabularProblem problem = RandomProblem.of(1, 0.4);
    assertMessage("stepSize must be positive and finite: 0.0", problem, 0, 10);
    assertMessage("stepSize must be in [0, 1]: 1.5", problem, 1.5, 10);
    assertMessage("stepSize must be positive and finite: NaN", problem, Double.NaN, 10);
    assertMessage("steps must be positive: 0", problem, 0.1, 0);
  }

  private static void assertMessage(
      String message, TabularProblem problem, double alpha, int steps) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> follower(problem, alpha, steps, 1));
    assertEquals(message, e.getMessage());
  }
}
