package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FourRoomsTest {
  private final FourRooms rooms = FourRooms.bundled();

  @Test
  void hasThePublishedMap() {
    assertEquals(104, rooms.map().cells());
    assertEquals(rooms.map().cell(4, 1), rooms.start());
    assertEquals(rooms.map().cell(1, 9), rooms.goal());
    assertEquals(rooms.map().cell(8, 4), rooms.target());
    assertEquals(105, FourRooms.problem(0.001).parameterization().parameters());
    assertEquals(200, FourRooms.problem(0.001).horizon());
  }

  @Test
  void slipsToTheOtherThreeMoves() {
    TabularMdp mdp = FourRooms.problem(0.001).at(new double[105]);
    TransitionPattern pattern = mdp.pattern();
    // Start (4, 1): a wall to the left, the other three free.
    double[] next = new double[105];
    int left = 4 * rooms.start() + 3;
    for (int e = pattern.rowStart(left); e < pattern.rowStart(left + 1); e++) {
      next[pattern.successor(e)] += mdp.probability(e);
    }
    assertEquals(0.56, next[rooms.start()], 1e-12);
    assertEquals(0.44 / 3, next[rooms.map().cell(3, 1)], 1e-12);
    assertEquals(0.44 / 3, next[rooms.map().cell(4, 2)], 1e-12);
    assertEquals(0.44 / 3, next[rooms.map().cell(5, 1)], 1e-12);
  }

  @Test
  void paysAsDefined() {
    double[] theta = new SplittableRandom(1).doubles(105, -1, 1).toArray();
    TabularMdp mdp = FourRooms.problem(0.001).at(theta);
    double sum = Arrays.stream(theta).map(Math::exp).sum();
    double spent = 0;
    for (int cell = 0; cell < 104; cell++) {
      double share = Math.exp(theta[cell]) / sum;
      spent += 0.2 * share;
      double follower = cell == rooms.goal() ? 1 : -0.2 * share;
      assertEquals(follower, mdp.followerReward(cell, cell % 4), 1e-15);
      if (cell != rooms.goal()) {
        assertEquals(cell == rooms.target() ? 1 : 0, mdp.leaderReward(cell, cell % 4), 0.0);
      }
    }
    assertEquals(-5 * spent, mdp.leaderReward(rooms.goal(), 2), 1e-14);
  }

  /** Published with the prices 1, 3 and 5; only what the leader pays differs. */
  @Test
  void aPriceIsWhatTheLeaderPays() {
    double[] theta = new SplittableRandom(1).doubles(105, -1, 1).toArray();
    TabularMdp five = FourRooms.problem(0.001).at(theta);
    TabularMdp three = rooms.withPrice(3).withSlip(0.44).at(0.001).at(theta);
    int goal = rooms.goal();
    assertEquals(0.6 * five.leaderReward(goal, 0), three.leaderReward(goal, 0), 1e-15);
    assertEquals(five.followerReward(3, 0), three.followerReward(3, 0));
    assertEquals("FourRooms(price 3.0, τ = 0.001)", three.problem().name());
    assertEquals("FourRooms(τ = 0.001)", rooms.withPrice(5).at(0.001).name());
    assertThrows(IllegalArgumentException.class, () -> rooms.withPrice(0));
  }

  @Test
  void startsOnAPlateau() {
    // The objective at the start is about −0.74, −0.73 and −0.67 at the three published
    // temperatures.
    double[] published = {-0.74, -0.73, -0.67};
    double[] temperatures = {0.001, 0.003, 0.005};
    for (int i = 0; i < 3; i++) {
      TabularProblem problem = FourRooms.problem(temperatures[i]);
      double[] theta = problem.initialParameters(new SplittableRandom(2));
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      assertEquals(published[i], exact.objective(), 0.01);
    }
  }

  @Test
  void saysWhereAFolderOfFilesIsWrong(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("map.txt"), DataFile.bundled("four-rooms/map.txt").lines());
    String constants = String.join("\n", DataFile.bundled("four-rooms/constants.csv").lines());
    Path csv = folder.resolve("constants.csv");
    Files.writeString(csv, constants);
    assertEquals(104, FourRooms.read(folder).map().cells());

    Files.writeString(csv, constants.replace("slip,0.44", "slip,high"));
    Exception number = assertThrows(DataFormatException.class, () -> FourRooms.read(folder));
    assertEquals(csv + ":2:6: expected a number: \"high\"", number.getMessage());

    Files.writeString(csv, constants.replace("slip,0.44", "slip,1.44"));
    Exception slip =
        assertThrows(IllegalArgumentException.class, () -> FourRooms.read(folder).at(0.1));
    assertEquals("slip must be in [0, 1]: 1.44", slip.getMessage());

    Files.writeString(csv, constants.replace("leader_discount,0.99", "leader_discount,1.01"));
    Exception discount =
        assertThrows(IllegalArgumentException.class, () -> FourRooms.read(folder).at(0.1));
    assertEquals("leaderDiscount must be in [0, 1]: 1.01", discount.getMessage());
  }
}
