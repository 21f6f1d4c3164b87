package hyperlead.notebook.assignments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.environments.FourRooms;
import hyperlead.environments.Garnet;
import hyperlead.environments.ThreeStates;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlainModelTest {
  private static final TabularProblem WORKER = ThreeStates.problem();
  private static final double[] THETA = {0.5, 0.3, 0};

  private static double[] flat(double[][] table) {
    return Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] flat(double[][][] table) {
    return Arrays.stream(table)
        .map(PlainModelTest::flat)
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }

  @Test
  void theWorkersRewardsAndRoadsAreThoseOfItsDescription() {
    PlainModel model = PlainModel.of(WORKER, THETA);
    assertArrayEquals(new double[] {1, 0, 0, 0, 0.5, 0}, flat(model.reward()));
    double go = 0.75 / (1 + Math.exp(-0.3));
    assertArrayEquals(new double[] {0.75 - go, go, 0, 0.25}, model.law()[0][1], 1e-15);
    assertArrayEquals(new double[] {0, 0, 0.75, 0.25}, model.law()[2][0], 1e-15);
  }

  @Test
  void actionValuesFromTheArraysAreThoseOfTheSparseForm() {
    TabularProblem garnet = Garnet.problem(5, 3, 4, 1, 2).withDiscounts(0.9, 0.9);
    double[] theta = {0.1, -0.2, 0.3, 0, 1};
    PlainModel model = PlainModel.of(garnet, theta);
    double[] values = {1, -2, 0.5, 3, -1, 0};
    double[] expected = new double[15];
    garnet.at(theta).followerActionValues(values, expected);
    for (int k = 0; k < 15; k++) {
      double sum = model.reward()[k / 3][k % 3];
      for (int y = 0; y < 6; y++) {
        sum += 0.9 * model.law()[k / 3][k % 3][y] * values[y];
      }
      assertEquals(expected[k], sum, 1e-12);
    }
  }

  /** FourRooms has a softmax between θ and its fees, the other two none. */
  @Test
  void slopesAreThoseOfCentralDifferences() {
    for (TabularProblem problem :
        Stream.of(WORKER, Garnet.problem(5, 3, 4, 1, 2), FourRooms.problem(0.01)).toList()) {
      double[] theta = problem.initialParameters(new SplittableRandom(1));
      for (int j : new int[] {0, 1, 2}) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[j] += 1e-5;
        down[j] -= 1e-5;
        PlainModel model = PlainModel.of(problem, theta);
        PlainModel high = PlainModel.of(problem, up);
        PlainModel low = PlainModel.of(problem, down);
        // Rounding, 1e-16/1e-5, and the third derivative times 1e-10/6.
        assertSlope(flat(high.reward()), flat(low.reward()), flat(model.rewardSlope(j)));
        assertSlope(flat(high.law()), flat(low.law()), flat(model.lawSlope(j)));
      }
    }
  }

  private static void assertSlope(double[] high, double[] low, double[] slope) {
    for (int i = 0; i < slope.length; i++) {
      assertEquals((high[i] - low[i]) / 2e-5, slope[i], 1e-9);
    }
  }

  @Test
  void visitsTimesRewardsAreTheObjective() {
    TabularResponse response = new SoftPolicyIteration().on(WORKER).respond(THETA);
    PlainModel model = PlainModel.of(WORKER, THETA);
    TabularMdp mdp = WORKER.at(THETA);
    double sum = 0;
    for (int k = 0; k < 6; k++) {
      sum +=
          model.visits(response)[k / 2]
              * response.policy(k / 2, k % 2)
              * mdp.leaderReward(k / 2, k % 2);
    }
    assertEquals(LeaderValues.of(response).objective(), sum, 1e-12);
    assertEquals(
        LeaderValues.of(response).actionValue(5), model.leaderActionValues(response)[2][1]);
  }

  @Test
  void parametersThatDoNotExistAreRefused() {
    PlainModel model = PlainModel.of(WORKER, THETA);
    assertThrows(IllegalArgumentException.class, () -> model.rewardSlope(3));
    assertThrows(IllegalArgumentException.class, () -> model.lawSlope(-1));
    assertThrows(IllegalArgumentException.class, () -> PlainModel.of(WORKER, new double[2]));
  }
}
