package hyperlead.environments;

import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Require;
import hyperlead.data.Constants;
import hyperlead.data.DataFile;
import hyperlead.data.GridMap;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.SoftmaxBudget;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TransitionLaw;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * FourRooms: a leader spends a budget on incentives that lead a follower through its target cell.
 *
 * <p>104 free cells, moves up, right, down, left; with probability {@code slip} one of the other
 * three happens instead. The follower starts in S; in G it gets 1 and the episode ends with that
 * step. With p = softmax(θ), θ ∈ ℝ<sup>105</sup>,
 *
 * <pre>
 * r_F(c, a) = −0.2 p_c  for every cell c but G,      r_F(G, a) = 1
 * r_L(T, a) = 1,                                     r_L(G, a) = −5 · 0.2 · (1 − p_unspent)
 * </pre>
 *
 * <p>where the last entry of p is unspent and 1 − p_unspent is the sum over the 104 cells. Data:
 * datasets/four-rooms. Source: arXiv 2603.14867, after Thoma et al., NeurIPS 2024.
 */
public final class FourRooms {
  private static final String PRICE = "incentive_price";

  private final GridMap map;
  private final Constants constants;
  private final int start;
  private final int goal;
  private final int target;
  private final double slip;
  private final double price;

  private FourRooms(GridMap map, Constants constants, double slip, double price) {
    this.map = map;
    this.constants = constants;
    this.slip = Require.probability("slip", slip);
    this.price = Require.positive("price", price);
    this.start = this.map.marked('S');
    this.goal = this.map.marked('G');
    this.target = this.map.marked('T');
    this.map.checkConnected(start);
  }

  private static FourRooms of(Function<String, DataFile> folder) {
    Constants constants = Constants.of(folder.apply("constants.csv"));
    GridMap map = GridMap.of(folder.apply("map.txt"));
    return new FourRooms(map, constants, constants.get("slip"), constants.get(PRICE));
  }

  /** {@return FourRooms on the benchmark's map with its constants} */
  public static FourRooms bundled() {
    return of(file -> DataFile.bundled("four-rooms/" + file));
  }

  /**
   * {@return FourRooms on a map and with constants of one's own}
   *
   * @param folder holds map.txt and constants.csv
   * @throws hyperlead.data.DataFormatException naming file, line and column of what is wrong
   */
  public static FourRooms read(Path folder) {
    return of(file -> DataFile.read(folder.resolve(file)));
  }

  /**
   * {@return the benchmark problem}
   *
   * @param temperature τ &gt; 0, in units of reward; published: 0.001, 0.003, 0.005
   * @throws IllegalArgumentException if τ is not positive
   */
  public static TabularProblem problem(double temperature) {
    return bundled().at(temperature);
  }

  /**
   * {@return the problem on this map}
   *
   * @throws IllegalArgumentException if τ is not positive
   */
  public TabularProblem at(double temperature) {
    int dimension = map.cells() + 1;
    double deviation = constants.get("initial_deviation");
    boolean published = price == constants.get(PRICE);
    return new TabularProblem(
        constants.setting(published ? "FourRooms" : "FourRooms(price " + price + ")", temperature),
        new SoftmaxBudget(dimension),
        TransitionLaw.fixed(map.cells(), GridMap.MOVES, this::law),
        InitialLaw.startingIn(start),
        followerReward(),
        leaderReward(),
        random -> Gaussian.vector(random, dimension, deviation));
  }

  /**
   * {@return the same rooms with another chance to slip, in [0, 1]}
   *
   * @throws IllegalArgumentException if it is not a probability
   */
  public FourRooms withSlip(double chance) {
    return new FourRooms(map, constants, chance, price);
  }

  /**
   * {@return the same rooms with another price &gt; 0 of the incentives to the leader; published:
   * 1, 3 and 5, which is the benchmark's}
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public FourRooms withPrice(double other) {
    return new FourRooms(map, constants, slip, other);
  }

  /** {@return the map, to draw pictures on; its cells are the problem's states} */
  public GridMap map() {
    return map;
  }

  /** {@return the follower's first cell S, as a state} */
  public int start() {
    return start;
  }

  /** {@return the follower's goal G, as a state} */
  public int goal() {
    return goal;
  }

  /** {@return the cell T where the leader wants the follower to be, as a state} */
  public int target() {
    return target;
  }

  /** P(·|cell, move), next cells ascending; from G only the end of the episode. */
  private Map<Integer, Double> law(int cell, int move) {
    if (cell == goal) {
      return Map.of(map.cells(), 1.0);
    }
    Map<Integer, Double> law = new TreeMap<>();
    for (int other = 0; other < GridMap.MOVES; other++) {
      double chance = other == move ? 1 - slip : slip / (GridMap.MOVES - 1);
      law.merge(map.move(cell, other), chance, Double::sum);
    }
    law.values().removeIf(chance -> chance == 0);
    return law;
  }

  private Coefficients followerReward() {
    double atGoal = constants.get("goal_reward");
    double budget = constants.get("incentive_budget");
    return Coefficients.of(
        map.cells(),
        GridMap.MOVES,
        (y, cell, move) -> cell == goal ? atGoal : -budget * y[cell],
        (y, cell, move, weight, g) -> {
          if (cell != goal) {
            g[cell] -= weight * budget;
          }
        });
  }

  private Coefficients leaderReward() {
    double atTarget = constants.get("target_reward");
    double cost = price * constants.get("incentive_budget");
    int unspent = map.cells();
    return Coefficients.of(
        map.cells(),
        GridMap.MOVES,
        (y, cell, move) ->
            (cell == target ? atTarget : 0) - (cell == goal ? cost * (1 - y[unspent]) : 0),
        (y, cell, move, weight, g) -> {
          if (cell == goal) {
            g[unspent] += weight * cost;
          }
        });
  }

  @Override
  public String toString() {
    return "FourRooms, slip " + slip + ", " + map;
  }
}
