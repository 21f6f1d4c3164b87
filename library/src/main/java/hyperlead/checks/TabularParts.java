package hyperlead.checks;

import hyperlead.games.Commitment;
import hyperlead.parameterizations.Coefficients;
import hyperlead.prototyping.World;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The functions of θ that a tabular problem consists of, with the names of a world. */
record TabularParts(TabularProblem problem, World<?, ?> names) {
  TabularParts {
    TransitionPattern pattern = problem.transitions().pattern();
    if (names.states().size() != pattern.states() || names.actions().size() != pattern.actions()) {
      throw new IllegalArgumentException(
          "names must be those of %s states and %s actions: %s states, %s actions"
              .formatted(
                  pattern.states(),
                  pattern.actions(),
                  names.states().size(),
                  names.actions().size()));
    }
  }

  /** The states (s, b) and the follower's actions of a game. */
  static World<?, ?> names(Commitment commitment) {
    List<String> states = new ArrayList<>();
    for (String state : commitment.game().states()) {
      for (String leader : commitment.game().leaderActions()) {
        states.add("%s, leader's action %s".formatted(state, leader));
      }
    }
    return World.of(states, commitment.game().followerActions());
  }

  /** r_F, r_L, P and μ at θ. */
  List<Part> at(double[] theta) {
    int[] first = problem.initial().states();
    return List.of(
        part("follower's reward", problem.followerReward(), theta, this::pair),
        part("leader's reward", problem.leaderReward(), theta, this::pair),
        part("transitions", problem.transitions().probability(), theta, this::transition),
        part(
            "initial law",
            problem.initial().probability(),
            theta,
            i -> "first state " + names.states().get(first[i])));
  }

  private Part part(String name, Coefficients numbers, double[] theta, IntFunction<String> place) {
    return Part.of(name, problem.parameterization(), theta, numbers, place);
  }

  private String pair(int pair) {
    int actions = names.actions().size();
    return "state %s, action %s"
        .formatted(names.states().get(pair / actions), names.actions().get(pair % actions));
  }

  private String transition(int entry) {
    TransitionPattern pattern = problem.transitions().pattern();
    int next = pattern.successor(entry);
    return pair(pattern.pair(entry))
        + (next == pattern.end() ? ", end" : ", next state " + names.states().get(next));
  }
}
