package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Ascent;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {
  /** Two aisles of two cells, people in the left one; floor above and below them. */
  private static final List<String> PLAN =
      List.of("xxxxxx", "xD   x", "x    x", "xPxxGx", "xPxx x", "x    x", "x    x", "xxxxxx");

  @Test
  void theBundledPlansAreLaidOutAsTheirReadmeSays() {
    WarehouseLayout[] layouts = {
      new WarehouseLayout(3, 8, 3), new WarehouseLayout(10, 35, 1), new WarehouseLayout(30, 120, 1)
    };
    String[] sizes = {"small", "medium", "large"};
    for (int i = 0; i < 3; i++) {
      List<String> lines = DataFile.bundled("warehouse/" + sizes[i] + "/map.txt").lines();
      assertEquals(layouts[i].file().lines(), lines, sizes[i]);
      int cells = layouts[i].aisles() * (14 * layouts[i].blocks() + 6);
      assertEquals(cells, Warehouse.bundled(sizes[i]).map().cells());
    }
    assertTrue(2 * Warehouse.bundled("large").map().cells() > 100_000);
  }

  @Test
  void robotsLoadDeliverAndSlip(@TempDir Path folder) throws IOException {
    Warehouse warehouse = read(folder, PLAN);
    TabularMdp mdp = warehouse.at(0.1).at(new double[3]);
    int goods = 2 * warehouse.map().cell(3, 4);
    int above = 2 * warehouse.map().cell(2, 4);
    assertEquals(0.9 / 2, probability(mdp, goods, 0, above), 1e-15);
    assertEquals(0.9 / 2, probability(mdp, goods, 0, above + 1), 1e-15);
    assertEquals(0.1 / 3, probability(mdp, goods, 0, goods), 1e-15);
    assertEquals(0.9, probability(mdp, goods + 1, 0, above + 1), 1e-15);
    assertEquals(0, probability(mdp, goods + 1, 0, above), 0);
    int station = 2 * warehouse.map().cell(1, 1);
    assertEquals(1, probability(mdp, station + 1, 2, mdp.pattern().end()), 0);
    assertEquals(0, probability(mdp, station, 2, mdp.pattern().end()), 0);
  }

  private static double probability(TabularMdp mdp, int state, int action, int next) {
    TransitionPattern pattern = mdp.pattern();
    int pair = state * pattern.actions() + action;
    double sum = 0;
    for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
      sum += pattern.successor(e) == next ? mdp.probability(e) : 0;
    }
    return sum;
  }

  @Test
  void paysAsDefined(@TempDir Path folder) throws IOException {
    Warehouse warehouse = read(folder, PLAN);
    // Half of the budget of 2 aisles · 0.02 on the people's aisle, an eighth on the other.
    double[] theta = {Math.log(4), 0, Math.log(3)};
    TabularMdp mdp = warehouse.at(0.1).at(theta);
    int people = 2 * warehouse.map().cell(4, 1);
    int goods = 2 * warehouse.map().cell(3, 4);
    int station = 2 * warehouse.map().cell(1, 1);
    assertEquals(-0.05 - 0.02, mdp.followerReward(people, 0), 1e-15);
    assertEquals(-0.05 - 0.005, mdp.followerReward(goods + 1, 3), 1e-15);
    assertEquals(5 - 0.05, mdp.followerReward(station + 1, 1), 1e-15);
    assertEquals(-0.05, mdp.followerReward(station, 1), 1e-15);
    assertEquals(-0.1, mdp.leaderReward(people + 1, 2), 0);
    assertEquals(1, mdp.leaderReward(station + 1, 2), 0);
    assertEquals(0, mdp.leaderReward(station, 2), 0);
    double[] tolls = warehouse.tolls(mdp);
    assertEquals(0.02, tolls[people / 2], 1e-15);
    assertEquals(2 * 0.02 + 2 * 0.005, Arrays.stream(tolls).sum(), 1e-15);
  }

  @Test
  void trafficTimesTheLeadersRewardIsTheObjective(@TempDir Path folder) throws IOException {
    // With delivery worth nothing, J = −0.1 · the traffic among people.
    String constants =
        constants().replace("leader_delivery_reward,1,", "leader_delivery_reward,0,");
    write(folder, PLAN, constants);
    Warehouse warehouse = Warehouse.read(folder);
    TabularProblem problem = warehouse.at(0.1);
    TabularResponse response =
        new SoftPolicyIteration().on(problem).respond(new double[] {-1, 1, 0});
    double[] traffic = warehouse.traffic(response);
    double among = 0;
    for (int cell = 0; cell < traffic.length; cell++) {
      among += warehouse.people(cell) ? traffic[cell] : 0;
    }
    assertTrue(among > 0.01, "traffic among people " + among);
    assertEquals(response.objective(), -0.1 * among, 1e-12);
  }

  @Test
  void theHypergradientIsGuidanceAlone() {
    TabularProblem problem = Warehouse.bundled("small").at(0.05);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    assertEquals(0, exact.directNorm(), 0);
    assertTrue(exact.guidanceNorm() > 1e-3, "guidance " + exact.guidanceNorm());
  }

  @Test
  void tollsStayWithinTheBudget() {
    Warehouse warehouse = Warehouse.bundled("small");
    TabularProblem problem = warehouse.at(0.05);
    int aisles = warehouse.aisles().count();
    double[] theta = new SplittableRandom(2).doubles(aisles + 1, -2, 2).toArray();
    TabularMdp mdp = problem.at(theta);
    double[] tolls = warehouse.tolls(mdp);
    double[] taken = new double[aisles];
    for (int cell = 0; cell < tolls.length; cell++) {
      int aisle = warehouse.aisles().at(cell);
      if (aisle == Aisles.NONE) {
        assertEquals(0, tolls[cell], 0);
      } else {
        taken[aisle] = tolls[cell];
      }
    }
    // Softmax: what is not taken is the last share.
    double budget = 0.02 * aisles;
    assertTrue(mdp.configuration(aisles) > 1e-3);
    assertEquals(
        budget * (1 - mdp.configuration(aisles)), Arrays.stream(taken).sum(), 1e-12 * budget);
  }

  @Test
  void theHypergradientIsTheSlopeWhereStatesAreSolvedInBlocks() {
    TabularProblem problem = Warehouse.bundled("medium").at(0.05);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    double[] direction = new SplittableRandom(2).doubles(theta.length, -1, 1).toArray();
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularResponse response = follower.respond(theta);
    assertTrue(response.residual() <= 1e-12, "residual " + response.residual());
    double[] total = new TabularHypergradient().at(response).total();
    double slope = 0;
    for (int i = 0; i < theta.length; i++) {
      slope += total[i] * direction[i];
    }
    double h = 1e-4;
    double up = follower.respond(moved(theta, direction, h)).objective();
    double down = follower.respond(moved(theta, direction, -h)).objective();
    assertTrue(Math.abs(slope) > 1e-3, "slope " + slope);
    // The error of a central difference is of order h² = 1e-8, of rounding 1e-12 / h.
    assertEquals((up - down) / (2 * h), slope, 1e-5 * Math.abs(slope));
  }

  private static double[] moved(double[] theta, double[] direction, double h) {
    double[] moved = theta.clone();
    Arrays.setAll(moved, i -> theta[i] + h * direction[i]);
    return moved;
  }

  @Test
  void ascentSendsRobotsRoundThePeople() {
    Warehouse warehouse = Warehouse.bundled("small");
    TabularProblem problem = warehouse.at(0.05);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    TabularHypergradient exact = new TabularHypergradient();
    Ascent adam = Adam.of(0.1).start(problem.parameterization());
    double before = follower.respond(theta).objective();
    for (int update = 0; update < 60; update++) {
      adam.ascend(theta, exact.at(follower.respond(theta)).total());
    }
    assertTrue(before < 0, "before " + before);
    assertTrue(follower.respond(theta).objective() > 0.6);
  }

  @Test
  void saysWhereAPlanIsWrong(@TempDir Path folder) throws IOException {
    assertPlanError(folder, "xPxxGx", "xPxxQx", ":4:5: expected one of the marks DGP: 'Q'");
    assertPlanError(folder, "xPxxGx", "xPxx x", ":9:1: expected a cell marked G: none");
    assertPlanError(folder, "xPxx x", "xPxxx ", ":5:6: expected a wall on the border: ' '");
    assertPlanError(folder, "x    x", "xxxxxx", ":4:2: free cell cannot be reached from (1, 1)");
    // A robot that is loaded for sure as soon as it meets goods never gets past them empty.
    String sure = constants().replace("load_chance,0.5", "load_chance,1");
    write(folder, List.of("xxxxxxx", "xDPG  x", "xxxxxxx"), sure);
    assertError(folder, ":2:5: no empty robot can get here from a station");
    write(folder, PLAN, constants().replace("load_chance,0.5", "load_chance,0"));
    Exception never = assertThrows(IllegalArgumentException.class, () -> Warehouse.read(folder));
    assertEquals("load_chance must be positive and finite: 0.0", never.getMessage());
  }

  @Test
  void refusesLayoutsTooSmall() {
    Exception aisles =
        assertThrows(IllegalArgumentException.class, () -> new WarehouseLayout(1, 2, 1));
    assertEquals("aisles must be at least 3: 2", aisles.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new WarehouseLayout(0, 3, 1));
  }

  private static void assertPlanError(Path folder, String line, String wrong, String expected)
      throws IOException {
    write(folder, PLAN.stream().map(l -> l.equals(line) ? wrong : l).toList(), constants());
    assertError(folder, expected);
  }

  private static void assertError(Path folder, String expected) {
    Exception e = assertThrows(DataFormatException.class, () -> Warehouse.read(folder));
    assertEquals(folder.resolve("map.txt") + expected, e.getMessage());
  }

  private static Warehouse read(Path folder, List<String> plan) throws IOException {
    write(folder, plan, constants());
    Warehouse warehouse = Warehouse.read(folder);
    assertEquals(2, warehouse.aisles().count());
    assertEquals(Aisles.NONE, warehouse.aisles().at(warehouse.stations()[0]));
    return warehouse;
  }

  private static void write(Path folder, List<String> plan, String constants) throws IOException {
    Files.write(folder.resolve("map.txt"), plan);
    Files.writeString(folder.resolve("constants.csv"), constants);
  }

  private static String constants() {
    return String.join("\n", DataFile.bundled("warehouse/constants.csv").lines());
  }
}
