package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.data.Constants;
import hyperlead.data.GridMap;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How robots move through a warehouse, and what a step earns and costs them and the leader,
 * whatever the move: states are {@code 2 · cell + loaded}.
 */
final class Robots {
  private final GridMap map;
  private final Constants constants;
  private final Aisles aisles;
  private final boolean[] station;
  private final boolean[] goods;
  private final double slip;
  private final double loadChance;

  Robots(GridMap map, Constants constants, Aisles aisles) {
    this.map = map;
    this.constants = constants;
    this.aisles = aisles;
    this.station = map.marks('D');
    this.goods = map.marks('G');
    this.slip = Require.probability("slip", constants.get("slip"));
    this.loadChance =
        Require.positive(
            "load_chance", Require.probability("load_chance", constants.get("load_chance")));
  }

  /** P(·|c, l, move), every row with its successors in the order of the moves. */
  TransitionLaw moves() {
    return TransitionLaw.fixed(2 * map.cells(), GridMap.MOVES, this::row);
  }

  /** The chosen move with probability 1 − slip, each other with slip / 3; goods may be loaded. */
  private Map<Integer, Double> row(int state, int chosen) {
    if (delivers(state)) {
      return Map.of(2 * map.cells(), 1.0);
    }
    int cell = state / 2;
    int loaded = state % 2;
    double load = loaded == 0 && goods[cell] ? loadChance : 0;
    Map<Integer, Double> row = new LinkedHashMap<>();
    for (int move = 0; move < GridMap.MOVES; move++) {
      int next = 2 * map.move(cell, move);
      double chance = move == chosen ? 1 - slip : slip / (GridMap.MOVES - 1);
      row.merge(next + loaded, chance * (1 - load), Double::sum);
      if (load > 0) {
        row.merge(next + 1, chance * load, Double::sum);
      }
    }
    row.values().removeIf(chance -> chance == 0);
    return row;
  }

  private boolean delivers(int state) {
    return state % 2 == 1 && station[state / 2];
  }

  /** B K: what a step costs in an aisle that takes the whole budget. */
  double budget() {
    return constants.get("mean_toll") * aisles.count();
  }

  /** r_F(c, l) = d·1{c is D, l = 1} − s − B K y_aisle(c), no toll on open floor. */
  Coefficients reward() {
    double delivery = constants.get("delivery_reward");
    double step = constants.get("step_cost");
    double budget = budget();
    return Coefficients.of(
        2 * map.cells(),
        GridMap.MOVES,
        (y, state, move) -> {
          int aisle = aisles.at(state / 2);
          double toll = aisle == Aisles.NONE ? 0 : budget * y[aisle];
          return (delivers(state) ? delivery : 0) - step - toll;
        },
        (y, state, move, weight, g) -> {
          int aisle = aisles.at(state / 2);
          if (aisle != Aisles.NONE) {
            g[aisle] -= weight * budget;
          }
        });
  }

  /** r_L(c, l) = d_L·1{c is D, l = 1} − h·1{c is P}. */
  Coefficients leaderReward() {
    double delivery = constants.get("leader_delivery_reward");
    double disturbance = constants.get("disturbance");
    boolean[] people = map.marks('P');
    double[] table = new double[2 * map.cells() * GridMap.MOVES];
    Arrays.setAll(
        table,
        pair -> {
          int state = pair / GridMap.MOVES;
          return (delivers(state) ? delivery : 0) - (people[state / 2] ? disturbance : 0);
        });
    return Coefficients.fixed(table);
  }
}
