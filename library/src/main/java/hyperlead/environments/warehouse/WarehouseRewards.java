package hyperlead.environments.warehouse;

import hyperlead.data.Constants;
import hyperlead.data.GridMap;
import hyperlead.parameterizations.Coefficients;

/** What a step earns and costs the robot and the leader, whatever the move. */
final class WarehouseRewards {
  private final Constants constants;
  private final Aisles aisles;
  private final boolean[] station;
  private final boolean[] people;

  WarehouseRewards(Constants constants, Aisles aisles, boolean[] station, boolean[] people) {
    this.constants = constants;
    this.aisles = aisles;
    this.station = station;
    this.people = people;
  }

  /** B K: what a step costs in an aisle that takes the whole budget. */
  double budget() {
    return constants.get("mean_toll") * aisles.count();
  }

  /** r_F(c, l) = d·1{c is D, l = 1} − s − B K y_aisle(c), no toll on open floor. */
  Coefficients follower() {
    double delivery = constants.get("delivery_reward");
    double step = constants.get("step_cost");
    double budget = budget();
    return Coefficients.of(
        2 * people.length,
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
  Coefficients leader() {
    double delivery = constants.get("leader_delivery_reward");
    double disturbance = constants.get("disturbance");
    double[] table = new double[2 * people.length * GridMap.MOVES];
    for (int pair = 0; pair < table.length; pair++) {
      int state = pair / GridMap.MOVES;
      table[pair] = (delivers(state) ? delivery : 0) - (people[state / 2] ? disturbance : 0);
    }
    return Coefficients.fixed(table);
  }

  private boolean delivers(int state) {
    return state % 2 == 1 && station[state / 2];
  }
}
