package hyperlead.algebra;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a transition law can lead: for each pair (x, a) its successors, in compressed rows.
 *
 * <p>Pairs are numbered {@code x · actions + a}, entries (pair, successor) run from 0 to {@link
 * #entries()}. The successor {@link #end()}, one past the last state, is the end of the episode;
 * its values are 0 by convention, so that arrays of values have {@code states + 1} entries and no
 * loop needs a special case.
 */
public final class TransitionPattern {
  private final int states;
  private final int actions;
  private final int[] rowStart;
  private final int[] successor;
  private final Names stateName;
  private final Names actionName;

  private MergedRows merged;
  private EliminationPlan elimination;

  private TransitionPattern(
      int states, int actions, int[] rowStart, int[] successor, Names stateName, Names actionName) {
    this.states = states;
    this.actions = actions;
    this.rowStart = rowStart;
    this.successor = successor;
    this.stateName = stateName;
    this.actionName = actionName;
  }

  /**
   * A pattern from rows of successors.
   *
   * @param states number of states, &gt; 0
   * @param actions number of actions, over all states, &gt; 0
   * @param rows successors of each pair, {@code states · actions} rows; {@code states} means the
   *     end; one that is named twice in a row has the sum of both entries; an empty row says that
   *     the action is not available in the state
   * @return the pattern, with the entries of each row in the given order
   * @throws IllegalArgumentException if a row is missing or names an unknown state, or a state has
   *     no action
   */
  public static TransitionPattern of(int states, int actions, int[][] rows) {
    Require.positive("states", states);
    Require.positive("actions", actions);
    int pairs = Math.multiplyExact(states, actions);
    if (rows.length != pairs) {
      throw new IllegalArgumentException(
          "rows must be states × actions = " + pairs + ": " + rows.length);
    }
    int[] rowStart = new int[pairs + 1];
    for (int pair = 0; pair < pairs; pair++) {
      checkRow(rows[pair], pair, states, actions);
      rowStart[pair + 1] = Math.addExact(rowStart[pair], rows[pair].length);
      if (pair % actions == actions - 1 && rowStart[pair + 1] == rowStart[pair + 1 - actions]) {
        throw new IllegalArgumentException("state %s has no action".formatted(pair / actions));
      }
    }
    int[] successor = new int[rowStart[pairs]];
    for (int pair = 0; pair < pairs; pair++) {
      System.arraycopy(rows[pair], 0, successor, rowStart[pair], rows[pair].length);
    }
    return new TransitionPattern(states, actions, rowStart, successor, x -> x, a -> a);
  }

  /** Names of what is numbered, for messages. */
  @FunctionalInterface
  public interface Names extends Serializable {
    /** {@return the name, whose text counts} */
    Object of(int number);
  }

  /** {@return the same pattern with names in messages, of each state and action, not numbers} */
  public TransitionPattern named(Names stateName, Names actionName) {
    return new TransitionPattern(states, actions, rowStart, successor, stateName, actionName);
  }

  /** {@return the name of a state in messages: its number, if it was given none} */
  public Object stateName(int state) {
    return stateName.of(state);
  }

  /** {@return the name of an action in messages, likewise} */
  public Object actionName(int action) {
    return actionName.of(action);
  }

  /** {@return the pair {@code x · actions + a} in words, such as "state home, action stay"} */
  public String place(int pair) {
    return "state %s, action %s".formatted(stateName(pair / actions), actionName(pair % actions));
  }

  private static void checkRow(int[] row, int pair, int states, int actions) {
    if (row == null) {
      throw wrong(pair, actions, "no transition is given");
    }
    for (int next : row) {
      if (next < 0 || next > states) {
        throw wrong(pair, actions, "next state must be in [0, " + states + "]: " + next);
      }
    }
  }

  private static IllegalArgumentException wrong(int pair, int actions, String what) {
    return new IllegalArgumentException(
        "state %s, action %s: %s".formatted(pair / actions, pair % actions, what));
  }

  /** {@return the number of states, without the end of the episode} */
  public int states() {
    return states;
  }

  /** {@return the number of actions, over all states} */
  public int actions() {
    return actions;
  }

  /** {@return the number of pairs (x, a): {@code states · actions}} */
  public int pairs() {
    return states * actions;
  }

  /** {@return the number of entries (x, a, x') over all pairs} */
  public int entries() {
    return successor.length;
  }

  /** {@return the successor that stands for the end of the episode: {@code states()}} */
  public int end() {
    return states;
  }

  /**
   * {@return the first entry of a pair; the entry after its last one is the first of the next pair,
   * so that of {@code pairs()} is the number of entries}
   */
  public int rowStart(int pair) {
    return rowStart[pair];
  }

  /** {@return whether the action of the pair {@code x · actions + a} is available in its state} */
  public boolean isAvailable(int pair) {
    return rowStart[pair] < rowStart[pair + 1];
  }

  /** {@return the entries of the pair {@code x · actions + a}, in their order} */
  public IntStream row(int pair) {
    return IntStream.range(rowStart[pair], rowStart[pair + 1]);
  }

  /** {@return the pair of an entry in [0, entries), found by bisection} */
  public int pair(int entry) {
    int place = Arrays.binarySearch(rowStart, entry);
    int pair = place >= 0 ? place : -place - 2;
    while (!isAvailable(pair)) {
      pair++;
    }
    return pair;
  }

  /** {@return the successor of an entry in [0, entries), {@code end()} where the episode ends} */
  public int successor(int entry) {
    return successor[entry];
  }

  /** {@return what a state can lead to, the end too, of all its entries in their order} */
  public IntStream successors(int state) {
    return IntStream.range(rowStart[state * actions], rowStart[(state + 1) * actions])
        .map(this::successor);
  }

  /**
   * {@return {@code Σ_x' P(x'|x,a) v(x')} for a pair, P one number an entry, v of length {@code
   * states + 1}}
   */
  public double expectation(int pair, double[] probability, double[] values) {
    double sum = 0;
    for (int e = rowStart[pair]; e < rowStart[pair + 1]; e++) {
      sum += probability[e] * values[successor[e]];
    }
    return sum;
  }

  /**
   * {@return the same pattern with some of its entries only; an action that loses all of them is
   * not available}
   *
   * @throws IllegalArgumentException if a state loses all its actions
   */
  public TransitionPattern where(IntPredicate kept) {
    int[][] rows = new int[pairs()][];
    Arrays.setAll(rows, pair -> row(pair).filter(kept).map(this::successor).toArray());
    return of(states, actions, rows);
  }

  /** {@return whether another has the same states, actions and entries in the same order} */
  public boolean sameAs(TransitionPattern other) {
    return states == other.states
        && actions == other.actions
        && Arrays.equals(rowStart, other.rowStart)
        && Arrays.equals(successor, other.successor);
  }

  /** The rows merged over actions, made when first asked for. */
  synchronized MergedRows merged() {
    if (merged == null) {
      merged = new MergedRows(this);
    }
    return merged;
  }

  /** How its states are eliminated, made when first asked for, if it costs at most so much. */
  synchronized Optional<EliminationPlan> elimination(int most) {
    if (elimination == null) {
      elimination = EliminationPlan.of(merged(), most).orElse(null);
    }
    return Optional.ofNullable(elimination).filter(plan -> plan.target.length <= most);
  }

  /**
   * Checks that a vector of probabilities is a law on this pattern.
   *
   * @param probability P(x'|x,a), one number an entry
   * @throws IllegalArgumentException naming the state and action whose row is negative, not finite,
   *     or does not sum to one
   */
  public void checkProbabilities(double[] probability) {
    if (probability.length != entries()) {
      throw new IllegalArgumentException(
          "probabilities must have length " + entries() + ": " + probability.length);
    }
    for (int pair = 0; pair < pairs(); pair++) {
      int row = pair;
      if (isAvailable(pair)) {
        Require.distribution(() -> place(row), probability, rowStart[pair], rowStart[pair + 1]);
      }
    }
  }

  /** {@return the states that can be reached from some along this pattern, these among them} */
  public BitSet reachable(int... from) {
    BitSet seen = new BitSet(states);
    int[] queue = Arrays.copyOf(from, states + from.length);
    int tail = from.length;
    for (int state : from) {
      seen.set(state);
    }
    for (int head = 0; head < tail; head++) {
      int pair = queue[head] * actions;
      for (int e = rowStart[pair]; e < rowStart[pair + actions]; e++) {
        int next = successor[e];
        if (next != end() && !seen.get(next)) {
          seen.set(next);
          queue[tail++] = next;
        }
      }
    }
    return seen;
  }

  /** {@return the names of states for messages, the first twelve if there are more} */
  public String names(BitSet named) {
    return named.stream()
            .limit(12)
            .mapToObj(this::stateName)
            .map(String::valueOf)
            .collect(Collectors.joining(", "))
        + (named.cardinality() > 12 ? ", … (%s states)".formatted(named.cardinality()) : "");
  }

  @Override
  public String toString() {
    return states + " states, " + actions + " actions, " + successor.length + " transitions";
  }
}
