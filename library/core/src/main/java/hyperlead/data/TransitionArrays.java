package hyperlead.data;

import hyperlead.algebra.TransitionPattern;
import hyperlead.data.TransitionRows.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of transitions as arrays: P and R, or a column for each part of a transition. */
final class TransitionArrays {
  static final String INITIAL = "initial";
  private static final List<String> DENSE = List.of("P", "R");
  private static final List<String> OPTIONAL = List.of(TransitionCsv.DONE, INITIAL);
  static final List<String> NAMES =
      Stream.of(DENSE, TransitionCsv.COLUMNS, OPTIONAL).flatMap(List::stream).toList();

  private final String source;
  private final Map<String, NumpyArray> arrays;

  TransitionArrays(String source, Map<String, NumpyArray> arrays) {
    this.source = source;
    this.arrays = arrays;
  }

  TransitionTable table() {
    List<String> needed = arrays.containsKey("P") ? DENSE : TransitionCsv.COLUMNS;
    Set<String> names = arrays.keySet();
    boolean fit =
        names.containsAll(needed)
            && names.stream().allMatch(n -> needed.contains(n) || OPTIONAL.contains(n));
    String what =
        "expected arrays %s or %s, where wanted with %s (of other files: NpzFile.read): %s";
    List<?> columns = TransitionCsv.COLUMNS;
    DataFormatException.unless(fit, () -> source, what, DENSE, columns, OPTIONAL, names);
    return table(needed == DENSE ? dense() : columns());
  }

  /** The table of transitions that are there already, with the first law among the arrays. */
  TransitionTable table(TransitionRows rows) {
    return rows.table(source, perState(INITIAL, rows.states.size()));
  }

  /**
   * Arrays P[S,A,S'], R[S,A] or R[S,A,S'], and done[S]. A row of zeros is an action that the state
   * does not have.
   */
  private TransitionRows dense() {
    double[] p = probability();
    int states = arrays.get("P").shape()[0];
    int actions = arrays.get("P").shape()[1];
    double[] r = reward(states, actions);
    double[] done = perState(TransitionCsv.DONE, states);
    int rewards = r.length / (states * actions);
    TransitionRows rows = new TransitionRows();
    List<String> names = numbered(states, rows.states);
    List<String> actionNames = numbered(actions, rows.actions);
    for (int i = 0; i < p.length; i++) {
      if (p[i] != 0) {
        int next = i % states;
        int pair = i / states;
        rows.rows.add(
            new Row(
                () -> "%s: P[%s, %s, %s]".formatted(source, pair / actions, pair % actions, next),
                names.get(pair / actions),
                actionNames.get(pair % actions),
                done != null && done[next] != 0 ? null : names.get(next),
                p[i],
                r[pair * rewards + next % rewards]));
      }
    }
    for (int x = 0; done != null && x < states; x++) {
      if (done[x] != 0 && isZero(p, x * actions * states, (x + 1) * actions * states)) {
        // Nothing goes on from there, but a state must have an action.
        rows.rows.add(new Row(() -> source, names.get(x), actionNames.get(0), null, 1, 0));
      }
    }
    return rows;
  }

  private static boolean isZero(double[] p, int from, int to) {
    return Arrays.stream(p, from, to).allMatch(chance -> chance == 0);
  }

  /** The names 0, 1, … of so many, all of which are there. */
  private static List<String> numbered(int size, Set<String> all) {
    List<String> names = IntStream.range(0, size).mapToObj(String::valueOf).toList();
    all.addAll(names);
    return names;
  }

  private double[] probability() {
    int[] shape = arrays.get("P").shape();
    boolean fits = shape.length == 3 && shape[0] == shape[2] && shape[0] > 0 && shape[1] > 0;
    boolean swapped = shape.length == 3 && shape[1] == shape[2];
    String hint = swapped ? ", save P.transpose(1, 0, 2)" : "";
    return numbers("P", fits, "[states, actions, states]" + hint);
  }

  private double[] reward(int states, int actions) {
    NumpyArray r = arrays.get("R");
    boolean fits = r.hasShape(states, actions) || r.hasShape(states, actions, states);
    String hint = r.hasShape(actions, states) ? ", save R.T" : "";
    String shapes = "[%1$s, %2$s] or [%1$s, %2$s, %1$s], as P says%3$s";
    return numbers("R", fits, shapes.formatted(states, actions, hint));
  }

  /** The numbers of an array; says what shape it must have if it does not fit. */
  private double[] numbers(String name, boolean fits, String shape) {
    NumpyArray array = arrays.get(name);
    String what = "%s must have the shape %s: %s";
    DataFormatException.unless(fits, () -> source, what, name, shape, array);
    return array.data;
  }

  /** Numbers, one a state, or null for none. */
  private double[] perState(String name, int states) {
    NumpyArray array = arrays.get(name);
    String shape = "[" + states + "], a number a state";
    return array == null ? null : numbers(name, array.hasShape(states), shape);
  }

  private TransitionRows columns() {
    int[] state = whole("state");
    int[] action = whole("action");
    int[] next = whole("next");
    double[] probability = column("probability");
    double[] reward = column("reward");
    boolean mayBeDone = arrays.containsKey(TransitionCsv.DONE);
    double[] done = mayBeDone ? column(TransitionCsv.DONE) : new double[state.length];
    TransitionRows rows = new TransitionRows();
    IntStream led = IntStream.range(0, next.length).map(i -> done[i] == 0 ? next[i] : state[i]);
    int last = IntStream.concat(Arrays.stream(state), led).max().orElseThrow();
    List<String> names = numbered(last + 1, rows.states);
    List<String> actions = numbered(Arrays.stream(action).max().orElseThrow() + 1, rows.actions);
    for (int i = 0; i < state.length; i++) {
      int entry = i;
      rows.rows.add(
          new Row(
              () -> "%s: entry %s".formatted(source, entry),
              names.get(state[i]),
              actions.get(action[i]),
              done[i] != 0 ? null : names.get(next[i]),
              probability[i],
              reward[i]));
    }
    return rows;
  }

  private double[] column(String name) {
    int size = arrays.get("state").data.length;
    String shape = "[transitions], one at least and as many as " + size + " of state";
    return numbers(name, size > 0 && arrays.get(name).hasShape(size), shape);
  }

  private int[] whole(String name) {
    double[] column = column(name);
    for (int i = 0; i < column.length; i++) {
      double number = column[i];
      boolean fits = number >= 0 && number < Integer.MAX_VALUE && number == Math.rint(number);
      String what = "expected a whole number from 0 in %s[%s]: %s";
      DataFormatException.unless(fits, () -> source, what, name, i, number);
    }
    return Arrays.stream(column).mapToInt(number -> (int) number).toArray();
  }

  /** A column for each part of a transition: P with an end would not sum to one. */
  static NpzFile of(TransitionTable table) {
    TransitionPattern pattern = table.pattern;
    int actions = pattern.actions();
    IntPredicate done = entry -> pattern.successor(entry) == pattern.end();
    IntUnaryOperator state = entry -> pattern.pair(entry) / actions;
    IntUnaryOperator next =
        entry -> done.test(entry) ? state.applyAsInt(entry) : pattern.successor(entry);
    return NpzFile.empty()
        .with("state", whole(pattern, state))
        .with("action", whole(pattern, entry -> pattern.pair(entry) % actions))
        .with("next", whole(pattern, next))
        .with("probability", table.probability)
        .with("reward", table.reward)
        .with(TransitionCsv.DONE, whole(pattern, entry -> done.test(entry) ? 1 : 0))
        .with(INITIAL, table.initial);
  }

  private static NumpyArray whole(TransitionPattern pattern, IntUnaryOperator part) {
    return NumpyArray.of(IntStream.range(0, pattern.entries()).map(part).toArray());
  }
}
