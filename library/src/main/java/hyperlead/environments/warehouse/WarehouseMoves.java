package hyperlead.environments.warehouse;

import hyperlead.data.GridMap;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TransitionLaw;
import hyperlead.validation.Require;
import java.util.Arrays;

/** How robots move through a warehouse: states are {@code 2 · cell + loaded}. */
final class WarehouseMoves {
  private static final int MOVES = GridMap.MOVES;

  private final GridMap map;
  private final boolean[] station;
  private final boolean[] goods;
  private final double slip;
  private final double loadChance;
  private final int[][] rows;
  private final double[] probability;
  private int entries;

  WarehouseMoves(GridMap map, boolean[] station, boolean[] goods, double slip, double loadChance) {
    this.map = map;
    this.station = station;
    this.goods = goods;
    this.slip = Require.probability("slip", slip);
    this.loadChance =
        Require.positive("load_chance", Require.probability("load_chance", loadChance));
    int pairs = Math.multiplyExact(2 * MOVES, map.cells());
    rows = new int[pairs][];
    probability = new double[Math.multiplyExact(2 * MOVES, pairs)];
  }

  /** P(·|c, l, move), every row with its successors in the order of the moves. */
  TransitionLaw law() {
    for (int pair = 0; pair < rows.length; pair++) {
      int state = pair / MOVES;
      rows[pair] = new int[2 * MOVES];
      int from = entries;
      if (state % 2 == 1 && station[state / 2]) {
        add(pair, from, 2 * map.cells(), 1);
      } else {
        addMoves(pair, from, state / 2, state % 2);
      }
      rows[pair] = Arrays.copyOf(rows[pair], entries - from);
    }
    return TransitionLaw.fixed(
        TransitionPattern.of(2 * map.cells(), MOVES, rows), Arrays.copyOf(probability, entries));
  }

  /** The chosen move with probability 1 − slip, each other with slip / 3; goods may be loaded. */
  private void addMoves(int pair, int from, int cell, int loaded) {
    double load = loaded == 0 && goods[cell] ? loadChance : 0;
    for (int move = 0; move < MOVES; move++) {
      int next = 2 * map.move(cell, move);
      double chance = move == pair % MOVES ? 1 - slip : slip / (MOVES - 1);
      add(pair, from, next + loaded, chance * (1 - load));
      add(pair, from, next + 1, chance * load);
    }
  }

  /** Adds to the entry of that successor, or begins one; nothing where the chance is zero. */
  private void add(int pair, int from, int next, double chance) {
    if (chance == 0) {
      return;
    }
    int e = from;
    while (e < entries && rows[pair][e - from] != next) {
      e++;
    }
    rows[pair][e - from] = next;
    probability[e] += chance;
    entries = Math.max(entries, e + 1);
  }
}
