package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.estimators.Exact;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.ZeroSumFollowers;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Sgd;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldProblemsTest {
  private static TabularResponse answer(TabularProblem problem, double... theta) {
    return new SoftPolicyIteration().on(problem).respond(theta);
  }

  private static double[] moved(double[] theta, double[] direction, double step) {
    double[] moved = theta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  /** M-SoBiRL's near its optimum, where a θᵀMθ of tens does not make every policy a pure one. */
  @Test
  void exactHypergradientsAreSlopes() {
    for (TabularProblem problem :
        List.of(
            FieldProblems.randomMdp(0.5, 1),
            FieldProblems.randomMdp(0.01, 2),
            FieldProblems.goalGrid(0.1),
            FieldProblems.sentinel(5, 0.1))) {
      SplittableRandom random = new SplittableRandom(7);
      int d = problem.parameterization().parameters();
      double scale = d == 100 ? 0.02 : 1;
      double[] theta = random.doubles(d, -scale, scale).toArray();
      double[] direction = random.doubles(d, -scale, scale).toArray();
      double[] total = new TabularHypergradient().at(answer(problem, theta)).total();
      double slope = 0;
      for (int i = 0; i < d; i++) {
        slope += total[i] * direction[i];
      }
      double[] values = new double[4];
      for (int k = 0; k < 4; k++) {
        double step = new double[] {-2e-3, -1e-3, 1e-3, 2e-3}[k];
        values[k] = answer(problem, moved(theta, direction, step)).objective();
      }
      double difference = (8 * (values[2] - values[1]) - (values[3] - values[0])) / 12e-3;
      assertTrue(Math.abs(slope) > 1e-5, problem.name() + ": " + slope);
      assertEquals(difference, slope, 1e-6 * (1 + Math.abs(slope)), problem.name());
    }
  }

  /** Of two followers: a sentinel and an intruder, and the incentive game. */
  @Test
  void zeroSumGamesHaveHypergradients() {
    checkZeroSum(FieldProblems.sentinel(5, 0.1), 4);
    checkZeroSum(Garnet.problem(5, 4, 3, 0.1, 1), 2);
  }

  private static void checkZeroSum(TabularProblem problem, int columns) {
    ZeroSumFollowers pair = new ZeroSumFollowers(columns);
    SplittableRandom random = new SplittableRandom(7);
    int d = problem.parameterization().parameters();
    double[] theta = random.doubles(d, -1, 1).toArray();
    double[] direction = random.doubles(d, -1, 1).toArray();
    TabularFollower players = pair.on(problem);
    double[] total =
        pair.hypergradient()
            .on(problem)
            .estimate(theta, players.respond(theta).play(Budget.episodes(1), random))
            .total();
    double slope = 0;
    for (int i = 0; i < d; i++) {
      slope += total[i] * direction[i];
    }
    double up = players.respond(moved(theta, direction, 1e-4)).objective();
    double down = players.respond(moved(theta, direction, -1e-4)).objective();
    assertEquals((up - down) / 2e-4, slope, 1e-6 * (1 + Math.abs(slope)), problem.name());
  }

  @Test
  void samplesAgreeWithTheModel() {
    for (TabularProblem problem :
        List.of(FieldProblems.goalGrid(0.1), FieldProblems.sentinel(5, 0.01))) {
      TabularResponse response =
          answer(problem, new double[problem.parameterization().parameters()]);
      SplittableRandom random = new SplittableRandom(8);
      double[] returns = new double[2000];
      for (int i = 0; i < returns.length; i++) {
        returns[i] = response.play(Budget.episodes(1), random).meanReturn();
      }
      double mean = Arrays.stream(returns).average().orElseThrow();
      double squares = 0;
      for (double value : returns) {
        squares += (value - mean) * (value - mean);
      }
      double error = Math.sqrt(squares) / returns.length;
      assertEquals(response.objective(), mean, 4 * error, problem.name());
    }
  }

  /** J = −½|θ|² − ½ Σ π² is −1 at best, at θ = 0, where all rewards are the same. */
  @Test
  void theRandomMdpIsBestAtZero() {
    TabularProblem problem = FieldProblems.randomMdp(1, 3);
    TabularResponse best = answer(problem, new double[100]);
    assertEquals(-1, best.objective(), 1e-12);
    assertArrayEquals(new double[100], new TabularHypergradient().at(best).total(), 1e-12);
    // A policy by hand: at any θ the objective is that of π itself.
    double[] theta = new SplittableRandom(4).doubles(100, -0.1, 0.1).toArray();
    TabularResponse response = answer(problem, theta);
    double by = 0;
    for (int x = 0; x < 10; x++) {
      for (int a = 0; a < 5; a++) {
        by -= response.policy(x, a) * response.policy(x, a) / 2;
      }
    }
    for (double t : theta) {
      by -= t * t / 2;
    }
    assertEquals(by, response.objective(), 1e-11);
  }

  /** The published step and start; the published curves end at f = 1, too. */
  @Test
  void ascentFindsTheBestOfTheRandomMdp() {
    TabularProblem problem = FieldProblems.randomMdp(1, 3);
    Run run =
        LeaderTraining.of(problem, new SoftPolicyIteration(), new Exact<>())
            .withOptimizer(Sgd.of(0.008))
            .withSamples(1)
            .withUpdates(1500)
            .withLogEvery(1500)
            .run(1);
    assertTrue(run.column("objective")[0] < -30, "start " + run.column("objective")[0]);
    assertEquals(-1, run.objective(), 1e-3);
  }

  @Test
  void theGoalIsDrawnFromItsDepotTowardsTheTarget() {
    TabularProblem problem = FieldProblems.goalGrid(0.1);
    Run run =
        LeaderTraining.of(problem, new SoftPolicyIteration(), new Exact<>())
            .withOptimizer(Adam.of(0.05))
            .withSamples(1)
            .withUpdates(400)
            .withLogEvery(400)
            .run(1);
    double best = Double.NEGATIVE_INFINITY;
    for (double row = -3; row <= 3; row += 0.3) {
      for (double column = -3; column <= 3; column += 0.3) {
        best = Math.max(best, answer(problem, row, column).objective());
      }
    }
    assertTrue(run.objective() > best - 1e-3, run.objective() + " against " + best);
    double[] goal = problem.parameterization().configuration(run.theta());
    assertTrue(goal[1] < 5 && goal[1] > 1, "column " + goal[1]);
  }

  /** One follower that moves both for the sentinel has it caught at once, where they can meet. */
  @Test
  void thePairMeets() {
    TabularProblem problem = FieldProblems.sentinel(5, 0.01);
    double[] dark = new double[25];
    Arrays.fill(dark, -20);
    TabularResponse response = answer(problem, dark);
    TabularEpisode episode =
        response.play(Budget.episodes(1), new SplittableRandom(9)).list().get(0);
    assertTrue(episode.terminated());
    // 8 steps apart: they meet after 4 or little more, the intruder never in V.
    assertTrue(episode.length() >= 4 && episode.length() < 8, "steps " + episode.length());
    assertEquals(25 * 24 - 24, problem.transitions().pattern().states());
    assertEquals(0, response.objective(), 1e-6);
  }
}
