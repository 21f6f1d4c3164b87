package hyperlead.tabular;

import hyperlead.algebra.TransitionPattern;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A problem without the states that cannot be reached from its first ones, under any policy. They
 * change neither J nor its gradient, but take time, and V at them can be anything.
 *
 * <p>What is left is numbered anew, in the old order. Immutable.
 */
public final class PrunedProblem {
  private final TabularProblem problem;
  private final TransitionPattern pattern;
  private final BitSet left = new BitSet();
  private final int[] number;

  private PrunedProblem(TabularProblem whole) {
    pattern = whole.transitions().pattern();
    int[] first = whole.initial().states().stream().mapToInt(x -> x).toArray();
    BitSet reached = pattern.reachable(first);
    left.set(0, pattern.states());
    left.andNot(reached);
    int[] kept = reached.stream().toArray();
    number = new int[pattern.states() + 1];
    Arrays.fill(number, -1);
    IntStream.range(0, kept.length).forEach(i -> number[kept[i]] = i);
    number[pattern.end()] = kept.length;
    problem =
        new Copies(List.of(whole), new int[kept.length], kept)
            .problem(
                whole.setting(),
                whole.initial().at(x -> number[x]),
                (copy, next) -> number[next],
                copy -> pattern.stateName(kept[copy]));
  }

  /** {@return a problem without the states that its first ones do not lead to} */
  public static PrunedProblem of(TabularProblem problem) {
    return new PrunedProblem(problem);
  }

  /** {@return the problem of the states that can be reached} */
  public TabularProblem problem() {
    return problem;
  }

  /** {@return the new number of a state in [0, states) of the old problem; -1 if it is left out} */
  public int state(int old) {
    return number[old];
  }

  /** {@return the states of the old problem that are left out, ascending} */
  public List<Integer> left() {
    return left.stream().boxed().toList();
  }

  /** {@return the names of the states that are left out, the first twelve if there are more} */
  @Override
  public String toString() {
    return "%s without states that cannot be reached: %s"
        .formatted(problem.name(), left.isEmpty() ? "none" : pattern.names(left));
  }
}
