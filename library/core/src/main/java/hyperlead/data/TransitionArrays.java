package hyperlead.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of transitions as arrays: P and R, or a column for each part of a transition. */
final class TransitionArrays {
  static final String INITIAL = "initial";
  static final List<String> NAMES =
      Stream.of(List.of("P", "R"), TransitionCsv.COLUMNS, List.of(TransitionCsv.DONE, INITIAL))
          .flatMap(List::stream)
          .toList();

  private static final List<String> DENSE = NAMES.subList(0, 2);
  private static final List<String> OPTIONAL = NAMES.subList(NAMES.size() - 2, NAMES.size());

  private final String source;
  private final Map<String, NumpyArray> arrays;

  private TransitionArrays(String source, Map<String, NumpyArray> arrays) {
    this.source = source;
    this.arrays = arrays;
  }

  static TransitionTable read(String source, Map<String, NumpyArray> arrays) {
    List<String> needed = arrays.containsKey("P") ? DENSE : TransitionCsv.COLUMNS;
    Set<String> names = arrays.keySet();
    boolean fit =
        names.containsAll(needed)
            && names.stream().allMatch(n -> needed.contains(n) || OPTIONAL.contains(n));
    String what =
        "expected arrays %s or %s, where wanted with %s (of other files: NpzFile.read): %s";
    DataFormatException.unless(fit, source, what, DENSE, TransitionCsv.COLUMNS, OPTIONAL, names);
    TransitionArrays reader = new TransitionArrays(source, arrays);
    return needed == DENSE ? reader.dense() : reader.columns();
  }

  /** Arrays P[S,A,S'], R[S,A] or R[S,A,S'], and done[S]. */
  private TransitionTable dense() {
    int[] shape = arrays.get("P").shape();
    checkProbability(shape);
    int states = shape[0];
    int actions = shape[1];
    checkReward(arrays.get("R").shape(), states, actions);
    double[] p = arrays.get("P").data;
    double[] r = arrays.get("R").data;
    double[] done = perState(source, TransitionCsv.DONE, arrays, states);
    int rewards = r.length / (states * actions);
    List<String> names = TransitionTable.numbers(states);
    List<String> actionNames = TransitionTable.numbers(actions);
    List<TransitionRow> rows = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      int next = i % states;
      int pair = i / states;
      // A row of zeros is seen by its first one.
      if (p[i] != 0 || next == 0) {
        rows.add(
            new TransitionRow(
                () -> "%s: P[%s, %s, %s]".formatted(source, pair / actions, pair % actions, next),
                names.get(pair / actions),
                actionNames.get(pair % actions),
                names.get(next),
                done != null && done[next] != 0,
                p[i],
                r[pair * rewards + next % rewards]));
      }
    }
    return table(names, actionNames, rows);
  }

  private TransitionTable table(
      List<String> states, List<String> actions, List<TransitionRow> rows) {
    double[] initial = perState(source, INITIAL, arrays, states.size());
    return TransitionTable.of(source, states, actions, rows, initial);
  }

  private void checkProbability(int[] shape) {
    boolean swapped = shape.length == 3 && shape[1] == shape[2];
    checkShape(
        source,
        shape.length == 3 && shape[0] == shape[2] && shape[0] > 0 && shape[1] > 0,
        "P",
        "[states, actions, states]" + (swapped ? ", save P.transpose(1, 0, 2)" : ""),
        arrays);
  }

  private void checkReward(int[] shape, int states, int actions) {
    int[] expected = {states, actions, states};
    boolean swapped = Arrays.equals(shape, new int[] {actions, states});
    checkShape(
        source,
        Arrays.equals(shape, expected) || Arrays.equals(shape, Arrays.copyOf(expected, 2)),
        "R",
        "[%s, %s] or %s, as P says%s"
            .formatted(states, actions, Arrays.toString(expected), swapped ? ", save R.T" : ""),
        arrays);
  }

  private static void checkShape(
      String source, boolean fits, String name, String expected, Map<String, NumpyArray> arrays) {
    DataFormatException.unless(
        fits, source, "%s must have the shape %s: %s", name, expected, arrays.get(name));
  }

  /** Numbers, one a state, or null for none. */
  static double[] perState(String source, String name, Map<String, NumpyArray> arrays, int states) {
    NumpyArray array = arrays.get(name);
    boolean fits = array == null || Arrays.equals(array.shape(), new int[] {states});
    checkShape(source, fits, name, "[" + states + "], a number a state", arrays);
    return array == null ? null : array.data();
  }

  private TransitionTable columns() {
    int[] state = numbers("state");
    int[] action = numbers("action");
    int[] next = numbers("next");
    double[] probability = column("probability");
    double[] reward = column("reward");
    double[] done =
        arrays.containsKey(TransitionCsv.DONE)
            ? column(TransitionCsv.DONE)
            : new double[state.length];
    IntStream leading = IntStream.range(0, next.length).filter(i -> done[i] == 0).map(i -> next[i]);
    List<String> names = upTo(IntStream.concat(Arrays.stream(state), leading));
    List<String> actions = upTo(Arrays.stream(action));
    return table(
        names,
        actions,
        IntStream.range(0, state.length)
            .mapToObj(
                i ->
                    new TransitionRow(
                        () -> "%s: entry %s".formatted(source, i),
                        names.get(state[i]),
                        actions.get(action[i]),
                        done[i] != 0 ? names.get(state[i]) : names.get(next[i]),
                        done[i] != 0,
                        probability[i],
                        reward[i]))
            .toList());
  }

  private static List<String> upTo(IntStream numbers) {
    return TransitionTable.numbers(numbers.max().orElse(-1) + 1);
  }

  private double[] column(String name) {
    int size = arrays.get("state").data.length;
    checkShape(
        source,
        size > 0 && Arrays.equals(arrays.get(name).shape(), new int[] {size}),
        name,
        "[transitions], one at least and as many as " + size + " of state",
        arrays);
    return arrays.get(name).data;
  }

  private int[] numbers(String name) {
    double[] column = column(name);
    for (int i = 0; i < column.length; i++) {
      double number = column[i];
      boolean fits = number >= 0 && number < Integer.MAX_VALUE && number == Math.rint(number);
      String what = "expected a whole number from 0 in %s[%s]: %s";
      DataFormatException.unless(fits, source, what, name, i, number);
    }
    return Arrays.stream(column).mapToInt(number -> (int) number).toArray();
  }

  /** A column for each part of a transition: P with an end would not sum to one. */
  static NpzFile of(TransitionTable table) {
    List<TransitionRow> rows = table.rows();
    Map<String, Integer> state = TransitionTable.indices(table.states());
    Map<String, Integer> action = TransitionTable.indices(table.actions());
    return NpzFile.empty()
        .with("state", whole(rows, row -> state.get(row.state())))
        .with("action", whole(rows, row -> action.get(row.action())))
        .with("next", whole(rows, row -> state.get(row.next())))
        .with("probability", rows.stream().mapToDouble(TransitionRow::probability).toArray())
        .with("reward", rows.stream().mapToDouble(TransitionRow::reward).toArray())
        .with(TransitionCsv.DONE, whole(rows, row -> row.done() ? 1 : 0))
        .with(INITIAL, table.initialMeasure());
  }

  private static NumpyArray whole(List<TransitionRow> rows, ToIntFunction<TransitionRow> part) {
    return NumpyArray.of(rows.stream().mapToInt(part).toArray());
  }
}
