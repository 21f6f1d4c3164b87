package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.data.Constants;
import hyperlead.data.GridMap;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import java.util.stream.DoubleStream;

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
    int[][] rows = new int[2 * map.cells() * GridMap.MOVES][];
    DoubleStream.Builder law = DoubleStream.builder();
    Arrays.setAll(rows, pair -> row(pair / GridMap.MOVES, pair % GridMap.MOVES, law));
    return new TransitionLaw(
        TransitionPattern.of(2 * map.cells(), GridMap.MOVES, rows),
        Coefficients.fixed(law.build().toArray()));
  }

  /**
   * The chosen move with probability 1 − slip, each other with slip / 3; goods may be loaded. Plain
   * arrays: rows as maps would be half the time of a large warehouse.
   *
   * @return the successors, whose probabilities are added to the law
   */
  private int[] row(int state, int chosen, DoubleStream.Builder law) {
    if (delivers(state)) {
      law.add(1);
      return new int[] {2 * map.cells()};
    }
    int cell = state / 2;
    double load = state % 2 == 0 && goods[cell] ? loadChance : 0;
    int[] next = new int[2 * GridMap.MOVES];
    double[] chance = new double[next.length];
    int length = 0;
    for (int i = 0; i < next.length; i++) {
      boolean loads = i % 2 == 1;
      double moves = i / 2 == chosen ? 1 - slip : slip / (GridMap.MOVES - 1);
      double both = moves * (loads ? load : 1 - load);
      int successor = 2 * map.move(cell, i / 2) + (loads ? 1 : state % 2);
      int place = 0;
      while (place < length && next[place] != successor) {
        place++;
      }
      if (both > 0) {
        next[place] = successor;
        chance[place] += both;
        length = Math.max(length, place + 1);
      }
    }
    for (int i = 0; i < length; i++) {
      law.add(chance[i]);
    }
    return Arrays.copyOf(next, length);
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
    for (int pair = 0; pair < table.length; pair++) {
      int state = pair / GridMap.MOVES;
      table[pair] = (delivers(state) ? delivery : 0) - (people[state / 2] ? disturbance : 0);
    }
    return Coefficients.fixed(table);
  }
}
