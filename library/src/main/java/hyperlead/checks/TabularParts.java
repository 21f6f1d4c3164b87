package hyperlead.checks;

import hyperlead.games.Commitment;
import hyperlead.prototyping.World;
import hyperlead.sparse.TransitionPattern;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularReward;
import java.util.ArrayList;
import java.util.List;

/** The functions of θ that a tabular problem consists of, with the names of a world. */
record TabularParts(TabularProblem problem, World<?, ?> names) {
  TabularParts {
    TransitionPattern pattern = problem.transitions().pattern();
    if (names.states().size() != pattern.states() || names.actions().size() != pattern.actions()) {
      throw new IllegalArgumentException(
          "names must be those of %d states and %d actions: %d states, %d actions"
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
    return List.of(
        reward("follower's reward", problem.followerReward(), theta),
        reward("leader's reward", problem.leaderReward(), theta),
        Part.of(
            "transitions",
            problem.parameterization(),
            theta,
            problem.transitions()::probabilities,
            problem.transitions()::addGradient,
            this::transition),
        Part.of(
            "initial law",
            problem.parameterization(),
            theta,
            problem.initial()::probabilities,
            problem.initial()::addGradient,
            i -> "first state " + names.states().get(problem.initial().states()[i])));
  }

  private Part reward(String name, TabularReward reward, double[] theta) {
    int actions = names.actions().size();
    return Part.of(
        name,
        problem.parameterization(),
        theta,
        y -> {
          double[] table = new double[names.states().size() * actions];
          for (int pair = 0; pair < table.length; pair++) {
            table[pair] = reward.at(y, pair / actions, pair % actions);
          }
          return table;
        },
        (y, pair, weight, g) -> reward.addGradient(y, pair / actions, pair % actions, weight, g),
        this::pair);
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
