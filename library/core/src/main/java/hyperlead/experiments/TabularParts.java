package hyperlead.experiments;

import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.games.Commitment;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularProblem;
import java.util.List;

/** The functions of θ that a tabular problem consists of, with the names of a world. */
record TabularParts(TabularProblem problem, World<?, ?> names) {
  TabularParts {
    TransitionPattern pattern = problem.transitions().pattern();
    boolean fit =
        names.states().size() == pattern.states() && names.actions().size() == pattern.actions();
    String what = "names must be those of %s states and %s actions: %s";
    Require.that(fit, what, pattern.states(), pattern.actions(), names);
  }

  /** The states (s, b) and the follower's actions of a game. */
  static World<?, ?> names(Commitment commitment) {
    List<String> states =
        commitment.game().states().stream()
            .flatMap(
                state ->
                    commitment.game().leaderActions().stream()
                        .map(action -> "%s, leader's action %s".formatted(state, action)))
            .toList();
    return World.of(states, commitment.game().followerActions());
  }

  /** r_F, r_L, P and μ at θ. */
  List<Part> at(double[] theta) {
    List<Integer> first = problem.initial().states();
    return List.of(
        Part.of(problem, theta, "follower's reward", problem.followerReward(), this::pair),
        Part.of(problem, theta, "leader's reward", problem.leaderReward(), this::pair),
        Part.of(
            problem, theta, "transitions", problem.transitions().probability(), this::transition),
        Part.of(
            problem,
            theta,
            "initial law",
            problem.initial().probability(),
            i -> "first state " + names.states().get(first.get(i))));
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
