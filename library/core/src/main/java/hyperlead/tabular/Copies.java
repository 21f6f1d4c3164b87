package hyperlead.tabular;

import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Copies of states of some problems, as the states of one problem. A copy has the actions, rewards
 * and chances of its state; where it leads is said anew.
 */
final class Copies {
  private final List<TabularProblem> problems;
  private final int[] problem;
  private final int[] state;

  /**
   * Copies that lead nowhere yet.
   *
   * @param problem copy → the index of its problem
   * @param state copy → its state there
   */
  Copies(List<TabularProblem> problems, int[] problem, int[] state) {
    for (TabularProblem each : problems) {
      Objective wanted = each.objective();
      Require.that(
          wanted.equals(Objective.EXPECTED_RETURN),
          "give the objective to the whole, not to %s: %s",
          each.name(),
          wanted);
    }
    this.problems = problems;
    this.problem = problem;
    this.state = state;
  }

  /** Throws an {@link IllegalArgumentException} if two problems cannot be put together. */
  static void checkShared(String whole, TabularProblem first, TabularProblem other) {
    checkShared(
        whole, "parameterization", first.parameterization(), other.parameterization(), other);
    int actions = first.transitions().pattern().actions();
    int others = other.transitions().pattern().actions();
    checkShared(whole, "number of actions", actions, others, other);
    checkShared(whole, "temperature", first.temperature(), other.temperature(), other);
    checkShared(
        whole, "followerDiscount", first.followerDiscount(), other.followerDiscount(), other);
    checkShared(whole, "leaderDiscount", first.leaderDiscount(), other.leaderDiscount(), other);
  }

  static void checkShared(
      String whole, String what, Object first, Object other, TabularProblem problem) {
    Require.that(
        first.equals(other),
        "%s must share the %s: %s in the first, %s in %s",
        whole,
        what,
        first,
        other,
        problem.name());
  }

  private TransitionPattern pattern(int copy) {
    return problems.get(problem[copy]).transitions().pattern();
  }

  /**
   * {@return the problem of all copies}
   *
   * @param setting constants; the rest is that of the first problem
   * @param initial on the copies
   * @param leads (copy, successor of its state or end) → copy, or the number of copies for the end
   * @param name of a copy, for messages
   */
  TabularProblem problem(
      Setting setting, InitialLaw initial, IntBinaryOperator leads, IntFunction<?> name) {
    TransitionPattern first = problems.get(0).transitions().pattern();
    int actions = first.actions();
    int[] pairs =
        IntStream.range(0, Math.multiplyExact(state.length, actions))
            .map(pair -> state[pair / actions] * actions + pair % actions)
            .toArray();
    int[][] rows = new int[pairs.length][];
    Arrays.setAll(
        rows,
        pair -> {
          TransitionPattern own = pattern(pair / actions);
          return own.row(pairs[pair])
              .map(e -> leads.applyAsInt(pair / actions, own.successor(e)))
              .toArray();
        });
    int[] pairStart = starts(TransitionPattern::pairs);
    int[] entryStart = starts(TransitionPattern::entries);
    int[] entries =
        IntStream.range(0, pairs.length)
            .flatMap(
                pair -> {
                  int start = entryStart[problem[pair / actions]];
                  return pattern(pair / actions).row(pairs[pair]).map(e -> start + e);
                })
            .toArray();
    Arrays.setAll(pairs, pair -> pairStart[problem[pair / actions]] + pairs[pair]);
    return new TabularProblem(
        setting,
        problems.get(0).parameterization(),
        new TransitionLaw(
            TransitionPattern.of(state.length, actions, rows).named(name, first::actionName),
            joined(context -> context.transitions().probability()).picked(entries)),
        initial,
        joined(TabularProblem::followerReward).picked(pairs),
        joined(TabularProblem::leaderReward).picked(pairs),
        problems.get(0).start());
  }

  /** Where the numbers of each problem start among those of all. */
  private int[] starts(Function<TransitionPattern, Integer> size) {
    int[] starts = new int[problems.size()];
    for (int k = 1; k < starts.length; k++) {
      int before = size.apply(problems.get(k - 1).transitions().pattern());
      starts[k] = Math.addExact(starts[k - 1], before);
    }
    return starts;
  }

  private Coefficients joined(Function<TabularProblem, Coefficients> part) {
    return Coefficients.joined(problems.stream().map(part).toList());
  }
}
