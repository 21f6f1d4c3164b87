package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.Budget;
import hyperlead.environments.DiscreteToy;
import hyperlead.followers.SoftPolicyIteration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Returns over a finite horizon. */
class LeaderValuesTest {
  @Test
  void aLongHorizonHasTheObjective() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
      double gamma = problem.leaderDiscount();
      assertEquals(response.objective(), LeaderValues.expectedReturn(response, gamma, 1000), 1e-10);
    }
  }

  @Test
  void cutEpisodesAverageToIt() {
    TabularProblem problem = DiscreteToy.problem(1, 0.5);
    double[] theta = {0, 0, 0.4, -0.4, 0, 0};
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    int batches = 50;
    double sum = 0;
    double squares = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < batches; i++) {
      double mean = response.play(Budget.episodes(500), random).meanReturn();
      sum += mean;
      squares += mean * mean;
    }
    double mean = sum / batches;
    double error = Math.sqrt((squares / batches - mean * mean) / (batches - 1));
    double exact = LeaderValues.expectedReturn(response, 0.99, 150);
    // Four standard errors; one step more or less would move it by about 0.07.
    assertEquals(exact, mean, 4 * error);
    assertEquals(0, error, 0.015);
  }

  @Test
  void countsRewardsWhereTheDiscountIsOne() {
    TabularProblem problem = DiscreteToy.problem(2, 0.05);
    TabularResponse response =
        new SoftPolicyIteration().on(problem).respond(new double[] {0, 0, 40, 0, 0, 0});
    // The leader always gives: the follower goes S, A, B, S, … and the leader earns in each S.
    assertEquals(1, LeaderValues.expectedReturn(response, 1, 1), 1e-3);
    assertEquals(1, LeaderValues.expectedReturn(response, 1, 3), 1e-3);
    assertEquals(2, LeaderValues.expectedReturn(response, 1, 4), 2e-3);
    assertThrows(
        IllegalArgumentException.class, () -> LeaderValues.expectedReturn(response, 1.1, 3));
    assertThrows(IllegalArgumentException.class, () -> LeaderValues.expectedReturn(response, 1, 0));
  }
}
