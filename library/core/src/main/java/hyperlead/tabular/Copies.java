package hyperlead.tabular;

import hyperlead.Setting;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Copies of states of some problems, as the states of one problem. A copy has the actions, rewards
 * and chances of its state; where it leads is said anew. Where problems have fewer actions than
 * others, the last ones are not available.
 */
final class Copies {
  private final List<TabularProblem> problems;
  private final List<TransitionPattern> patterns;
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
      boolean plain = wanted.equals(Objective.EXPECTED_RETURN);
      Require.that(plain, "give the objective to the whole, not to %s: %s", each.name(), wanted);
    }
    this.problems = problems;
    this.patterns = problems.stream().map(p -> p.transitions().pattern()).toList();
    this.problem = problem;
    this.state = state;
  }

  /** Throws an {@link IllegalArgumentException} if two problems differ in what they must share. */
  static <T> void checkShared(
      String whole,
      String what,
      Function<TabularProblem, T> part,
      TabularProblem first,
      TabularProblem other) {
    T ours = part.apply(first);
    T theirs = part.apply(other);
    String message = "%s must share the %s: %s in the first, %s in %s";
    Require.that(ours.equals(theirs), message, whole, what, ours, theirs, other.name());
  }

  /**
   * {@return the problem of all copies}
   *
   * @param setting constants, discounts no smaller than any; the rest is that of the first problem
   * @param initial on the copies
   * @param leads (copy, successor of its state or end) → copy, or the number of copies for the end
   * @param name of a copy, for messages
   */
  TabularProblem problem(
      Setting setting, InitialLaw initial, IntBinaryOperator leads, TransitionPattern.Names name) {
    TransitionPattern widest =
        Collections.max(patterns, Comparator.comparingInt(TransitionPattern::actions));
    Rows rows = new Rows(widest.actions(), leads);
    TransitionPattern pattern =
        TransitionPattern.of(state.length, widest.actions(), rows.successors);
    return new TabularProblem(
        setting,
        problems.get(0).parameterization(),
        new TransitionLaw(
            pattern.named(name, widest::actionName),
            joined(part -> part.transitions().probability()).picked(rows.entries.build().toArray()),
            DiscountShares.of(
                shares(setting.followerDiscount(), TabularProblem::followerDiscount),
                shares(setting.leaderDiscount(), TabularProblem::leaderDiscount))),
        initial,
        joined(TabularProblem::followerReward).picked(rows.pairs),
        joined(TabularProblem::leaderReward).picked(rows.pairs),
        problems.get(0).start());
  }

  /** Where each pair of the whole leads, and which pair and entries of a problem it stands for. */
  private final class Rows {
    final int[][] successors;
    final int[] pairs;
    final IntStream.Builder entries = IntStream.builder();

    Rows(int actions, IntBinaryOperator leads) {
      int[] pairStart = starts(TransitionPattern::pairs);
      int[] entryStart = starts(TransitionPattern::entries);
      successors = new int[Math.multiplyExact(state.length, actions)][0];
      pairs = new int[successors.length];
      // After the rewards of all pairs there is one of those that no problem has.
      Arrays.fill(pairs, pairStart[patterns.size()]);
      for (int copy = 0; copy < state.length; copy++) {
        int of = copy;
        TransitionPattern own = patterns.get(problem[copy]);
        for (int a = 0; a < own.actions(); a++) {
          int pair = state[copy] * own.actions() + a;
          int[] row = own.row(pair).map(e -> leads.applyAsInt(of, own.successor(e))).toArray();
          successors[copy * actions + a] = row;
          pairs[copy * actions + a] = pairStart[problem[copy]] + pair;
          own.row(pair).map(e -> entryStart[problem[of]] + e).forEach(entries);
        }
      }
    }
  }

  /** The share that each copy has of the whole's discount, to have that of its state. */
  private double[] shares(double whole, ToDoubleBiFunction<TabularProblem, Integer> discount) {
    double[] shares = new double[state.length];
    Arrays.setAll(
        shares,
        copy -> {
          double own = discount.applyAsDouble(problems.get(problem[copy]), state[copy]);
          return own == whole ? 1 : own / whole;
        });
    return shares;
  }

  /** Where the numbers of each problem start among those of all; one more for their end. */
  private int[] starts(ToIntFunction<TransitionPattern> size) {
    int[] starts = new int[patterns.size() + 1];
    for (int k = 0; k < patterns.size(); k++) {
      starts[k + 1] = Math.addExact(starts[k], size.applyAsInt(patterns.get(k)));
    }
    return starts;
  }

  /** The numbers of all problems, and a zero. */
  private Coefficients joined(Function<TabularProblem, Coefficients> part) {
    return Coefficients.joined(
        Stream.concat(problems.stream().map(part), Stream.of(Coefficients.fixed(0))).toList());
  }
}
