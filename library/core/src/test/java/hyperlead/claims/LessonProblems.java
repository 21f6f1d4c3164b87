package hyperlead.claims;

import hyperlead.algebra.Matrix;
import hyperlead.data.DataFile;
import hyperlead.data.TransitionTable;
import hyperlead.environments.FourRooms;
import hyperlead.games.Commitment;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.QuadraticReward;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.GameWorld;
import hyperlead.prototyping.LinearWorld;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.FiniteHorizon;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.Map;

/** The problems that notebooks 07 and 10 write in cells. */
final class LessonProblems {
  private LessonProblems() {}

  /** FourRooms with a doorway to be kept free. */
  static TabularProblem doorway() {
    FourRooms rooms = FourRooms.bundled();
    TabularProblem fees = rooms.at(0.005);
    int door = rooms.map().cell(3, 6);
    return fees.withRewards(
        fees.followerReward(),
        World.of(fees)
            .reward(
                "leader's reward",
                (y, cell, move) ->
                    cell == rooms.goal()
                        ? y.sum(0, 104).times(-0.5)
                        : Expression.of(cell == door ? -1 : 0)));
  }

  /** A café's card of two stamps, and a cake that the owner may refuse. */
  static Commitment card() {
    List<String> stamps = List.of("no stamp", "one stamp", "full card");
    return GameWorld.of(stamps, List.of("honour", "refuse"), List.of("buy", "pass"))
        .commitment(
            "loyalty card",
            (state, owner, guest) ->
                guest.equals("buy")
                    ? Outcomes.to(stamps.get((stamps.indexOf(state) + 1) % 3))
                    : Outcomes.to(state, 0.8).or("no stamp", 0.2),
            (state, owner, guest) -> paid(state, owner, guest, -0.5, 2),
            (state, owner, guest) -> paid(state, owner, guest, 1, -2),
            0.1)
        .withDiscounts(0.95, 0.95);
  }

  private static double paid(String state, String owner, String guest, double coffee, double cake) {
    if (guest.equals("pass")) {
      return 0;
    }
    return !state.equals("full card") ? coffee : owner.equals("honour") ? cake : 0;
  }

  /** A seat with a stiffness and a damping, and an active damper as follower. */
  static LinearQuadraticProblem seat() {
    return LinearWorld.of(
            List.of("height", "speed"),
            List.of("force"),
            SigmoidBox.of(2, 0, 6),
            (y, to, from) ->
                switch (to + " from " + from) {
                  case "height from height" -> Expression.of(1);
                  case "height from speed" -> Expression.of(0.1);
                  case "speed from height" -> y.get(0).times(-0.1);
                  default -> y.get(1).times(-0.1).plus(1);
                },
            (to, force) -> to.equals("speed") ? 0.1 : 0)
        .withFollowerCost(
            (y, i, j) -> Expression.of(i.equals("speed") && i.equals(j) ? 1 : 0), force -> 0.01)
        .withNoise(state -> state.equals("speed") ? 0.2 : 0)
        .withPrice(y -> y.get(0).squared().plus(y.get(1).squared()).times(0.01))
        .problem("seat", QuadraticReward.of(Matrix.diagonal(1, 0, 0.2), new double[3]), 0.1)
        .withDiscounts(0.95, 0.95)
        .withHorizon(100);
  }

  /** FrozenLake with a toll for each step in a cell. */
  static TabularProblem lake() {
    TransitionTable lake = TransitionTable.of(DataFile.bundled("toy-text/frozen-lake-4x4.json"));
    TabularProblem bare = lake.problem("lake", SigmoidBox.of(16, 0, 0.1), 0.03);
    return bare.withHorizon(500)
        .withRewards(
            lake.reward()
                .plus(World.of(bare).reward("toll", (y, cell, move) -> y.get(cell).negated())),
            lake.reward());
  }

  /** Six days of fishing, for an owner that wants the mean. */
  static TabularProblem week() {
    Map<String, Double> worth =
        Map.of("first day", 0.0, "some fish", 1.5, "full", 6.0, "no nets", -3.0);
    TabularProblem day =
        World.of(List.of("first day", "some fish", "full", "no nets"), List.of("coast", "sea"))
            .problem(
                "fishing",
                SigmoidBox.of(3, 0, 1),
                (y, boat, way) ->
                    way.equals("coast")
                        ? Outcomes.to("some fish")
                        : Outcomes.to("full", y.get(2).times(0.2).plus(0.5)).otherwise("no nets"),
                (y, boat, way) -> y.get(way.equals("coast") ? 0 : 1),
                (y, boat, way) ->
                    Expression.of(worth.get(boat))
                        .minus(y.get(way.equals("coast") ? 0 : 1))
                        .minus(y.get(2).times(0.2)),
                0.3);
    return FiniteHorizon.of(6, day.withDiscounts(1, 1)).problem();
  }

  /** Three steps on a line of four cells, for a leader that sets the reward. */
  static TabularProblem walk() {
    TabularProblem step =
        World.of(List.of(1, 0, 2, 3), List.of(-1, 0, 1))
            .problem(
                "walk",
                new FreeParameters(3),
                (y, x, move) -> Outcomes.to(Math.max(0, Math.min(3, x + move))),
                (y, x, move) -> {
                  Expression end = x == 3 ? y.get(0) : x == 0 ? y.get(1) : Expression.of(0);
                  return move == 0 ? end : end.plus(y.get(2));
                },
                (y, x, move) ->
                    Expression.of((x == 3 ? 1.5 : x == 0 ? -1 : 0) + (move == 0 ? 0 : -0.3)),
                0.5);
    return FiniteHorizon.of(3, step.withDiscounts(1, 1)).problem();
  }
}
