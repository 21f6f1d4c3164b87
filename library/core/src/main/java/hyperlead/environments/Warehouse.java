package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.data.Constants;
import hyperlead.data.DataFile;
import hyperlead.data.GridMap;
import hyperlead.parameters.SoftmaxBudget;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Warehouse: a leader sets tolls on aisles, within a budget, that keep robots out of the aisles
 * where people pick while deliveries stay high.
 *
 * <p>A state is a cell, and whether the robot there is loaded: {@code 2 · cell + loaded}. A round
 * trip is one episode: the robot starts empty in a packing station D, drawn uniformly; a step that
 * starts empty in a cell with goods G loads it with probability {@code load_chance}; a step that
 * starts loaded in a station delivers and ends the episode. Moves are up, right, down, left into
 * free cells (into a shelf = stay); with probability {@code slip} one of the other three happens.
 * With p = softmax(θ) over the K aisles of {@link Aisles} and, last, what is left unspent,
 *
 * <pre>
 * r_F(c, l) = d·1{c is D, l = 1} − s − B K p_aisle(c)     (no toll on open floor)
 * r_L(c, l) = d_L·1{c is D, l = 1} − h·1{c is P}
 * </pre>
 *
 * <p>so a toll is per step, and B, the {@code mean_toll}, is what each aisle takes if all take the
 * same. The leader's reward does not depend on θ: the hypergradient is guidance alone, and the
 * naive policy gradient is zero. Prefer it to FourRooms for problems of any size: {@link
 * WarehouseLayout} draws plans from 120 states on, and 10⁶ have been solved. Data:
 * datasets/warehouse. Source: the example that motivates arXiv 2603.14867; map and constants are
 * ours.
 */
public final class Warehouse {
  private final String name;
  private final GridMap map;
  private final Constants constants;
  private final Aisles aisles;
  private final int[] stations;
  private final boolean[] people;
  private final Robots robots;
  private final TransitionLaw moves;

  private Warehouse(String name, DataFile mapFile, Constants constants) {
    this.name = name;
    this.map = GridMap.of(mapFile);
    this.constants = constants;
    map.checkMarks("DGP");
    this.aisles = Aisles.of(map);
    this.stations = map.allMarked('D');
    this.people = map.marks('P');
    map.checkConnected(stations[0]);
    this.robots = new Robots(map, constants, aisles);
    this.moves = robots.moves();
    checkReachable();
  }

  /** Sure loading, or a station in a narrow place, can shut cells off from one kind of robot. */
  private void checkReachable() {
    int state = moves.pattern().reachable(firstStates()).nextClearBit(0);
    if (state < moves.pattern().states()) {
      throw map.error(
          state / 2,
          (state % 2 == 1 ? "no loaded" : "no empty") + " robot can get here from a station");
    }
  }

  private int[] firstStates() {
    return Arrays.stream(stations).map(cell -> 2 * cell).toArray();
  }

  /**
   * {@return one of the three warehouses of the library}
   *
   * @param size small, medium or large: 768, 10,220 or 102,240 states
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Warehouse bundled(String size) {
    return new Warehouse(
        size,
        DataFile.bundled("warehouse/" + size + "/map.txt"),
        Constants.of(DataFile.bundled("warehouse/constants.csv")));
  }

  /** {@return a warehouse of any size, with the constants of the library's} */
  public static Warehouse of(WarehouseLayout layout) {
    return new Warehouse(
        layout.blocks() + " × " + layout.aisles(),
        layout.file(),
        Constants.of(DataFile.bundled("warehouse/constants.csv")));
  }

  /**
   * {@return a warehouse on a map and with constants of one's own}
   *
   * @param folder holds map.txt and constants.csv
   * @throws hyperlead.data.DataFormatException naming file, line and column of what is wrong
   */
  public static Warehouse read(Path folder) {
    return new Warehouse(
        folder.getFileName().toString(),
        DataFile.read(folder.resolve("map.txt")),
        Constants.of(DataFile.read(folder.resolve("constants.csv"))));
  }

  /**
   * {@return the problem in this warehouse}
   *
   * @param temperature τ &gt; 0, in units of reward
   * @throws IllegalArgumentException if τ is not positive
   */
  public TabularProblem at(double temperature) {
    int dimension = aisles.count() + 1;
    double deviation = constants.get("initial_deviation");
    return new TabularProblem(
        constants.setting("Warehouse(" + name + ")", temperature),
        new SoftmaxBudget(dimension),
        moves,
        InitialLaw.uniformOver(firstStates()),
        robots.reward(),
        robots.leaderReward(),
        random -> Gaussian.vector(random, dimension, deviation));
  }

  /** {@return the map, to draw pictures on; state {@code 2 · cell + loaded} is in its cell} */
  public GridMap map() {
    return map;
  }

  /** {@return the aisles, to which the entries of the configuration belong; the last is unspent} */
  public Aisles aisles() {
    return aisles;
  }

  /** {@return the packing stations D, as cells} */
  public int[] stations() {
    return stations.clone();
  }

  /** {@return whether people pick in a cell of the map} */
  public boolean people(int cell) {
    return people[cell];
  }

  /**
   * {@return the toll for a step that starts in each cell, in units of reward, length cells; the
   * MDP is that of this warehouse at some θ}
   */
  public double[] tolls(TabularMdp mdp) {
    double[] tolls = new double[map.cells()];
    for (int cell = 0; cell < tolls.length; cell++) {
      int aisle = aisles.at(cell);
      tolls[cell] = aisle == Aisles.NONE ? 0 : robots.budget() * mdp.configuration(aisle);
    }
    return tolls;
  }

  /**
   * {@return the traffic: expected steps of a round trip that start in each cell, step t weighted
   * by γ_L^t, length cells}
   *
   * <p>Discounted visits of an answer to the problem of this warehouse, summed over empty and
   * loaded robots, see {@link TabularResponse#visits}.
   */
  public double[] traffic(TabularResponse response) {
    double[] visits = Require.vector("visits", response.visits(), 2 * map.cells());
    double[] traffic = new double[map.cells()];
    Arrays.setAll(traffic, cell -> visits[2 * cell] + visits[2 * cell + 1]);
    return traffic;
  }

  @Override
  public String toString() {
    return name + ", " + map;
  }
}
