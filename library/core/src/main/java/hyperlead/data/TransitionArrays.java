package hyperlead.data;

import hyperlead.algebra.TransitionPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
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
    if (!arrays.keySet().containsAll(needed)
        || arrays.keySet().stream().anyMatch(n -> !needed.contains(n) && !OPTIONAL.contains(n))) {
      throw new DataFormatException(
          source,
          "expected arrays %s or %s, where wanted with %s (of other files: NpzFile.read): %s"
              .formatted(DENSE, TransitionCsv.COLUMNS, OPTIONAL, arrays.keySet()));
    }
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
      if (p[i] != 0) {
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
    if (shape.length != 3 || shape[0] != shape[2] || shape[0] == 0 || shape[1] == 0) {
      boolean swapped = shape.length == 3 && shape[1] == shape[2];
      throw wrongShape(
          "P", "[states, actions, states]" + (swapped ? ", save P.transpose(1, 0, 2)" : ""));
    }
  }

  private void checkReward(int[] shape, int states, int actions) {
    int[] expected = {states, actions, states};
    if (!Arrays.equals(shape, expected) && !Arrays.equals(shape, Arrays.copyOf(expected, 2))) {
      boolean swapped = Arrays.equals(shape, new int[] {actions, states});
      throw wrongShape(
          "R",
          "[%s, %s] or %s, as P says%s"
              .formatted(states, actions, Arrays.toString(expected), swapped ? ", save R.T" : ""));
    }
  }

  private DataFormatException wrongShape(String name, String expected) {
    return wrongShape(source, name, expected, arrays.get(name));
  }

  private static DataFormatException wrongShape(
      String source, String name, String expected, NumpyArray array) {
    return new DataFormatException(
        source, "%s must have the shape %s: %s".formatted(name, expected, array.axes()));
  }

  /** Numbers, one a state, or null for none. */
  static double[] perState(String source, String name, Map<String, NumpyArray> arrays, int states) {
    NumpyArray array = arrays.get(name);
    if (array != null && !Arrays.equals(array.shape(), new int[] {states})) {
      throw wrongShape(source, name, "[" + states + "], a number a state", array);
    }
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
                        String.valueOf(next[i]),
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
    if (size == 0 || !Arrays.equals(arrays.get(name).shape(), new int[] {size})) {
      throw wrongShape(name, "[transitions], one at least and as many as " + size + " of state");
    }
    return arrays.get(name).data;
  }

  private int[] numbers(String name) {
    double[] column = column(name);
    for (int i = 0; i < column.length; i++) {
      if (!(column[i] >= 0 && column[i] < Integer.MAX_VALUE && column[i] == Math.rint(column[i]))) {
        throw new DataFormatException(
            "%s: %s[%s]".formatted(source, name, i),
            "expected a whole number from 0: " + column[i]);
      }
    }
    return Arrays.stream(column).mapToInt(number -> (int) number).toArray();
  }

  /** A column for each part of a transition: P with an end would not sum to one. */
  static NpzFile of(TransitionTable table) {
    TransitionPattern pattern = table.pattern();
    int actions = pattern.actions();
    IntPredicate done = entry -> pattern.successor(entry) == pattern.end();
    IntUnaryOperator state = entry -> pattern.pair(entry) / actions;
    List<TransitionRow> rows = table.rows();
    return NpzFile.empty()
        .with("state", whole(pattern, state))
        .with("action", whole(pattern, entry -> pattern.pair(entry) % actions))
        .with(
            "next", whole(pattern, e -> done.test(e) ? state.applyAsInt(e) : pattern.successor(e)))
        .with("probability", rows.stream().mapToDouble(TransitionRow::probability).toArray())
        .with("reward", rows.stream().mapToDouble(TransitionRow::reward).toArray())
        .with(TransitionCsv.DONE, whole(pattern, entry -> done.test(entry) ? 1 : 0))
        .with(INITIAL, table.initialMeasure());
  }

  private static NumpyArray whole(TransitionPattern pattern, IntUnaryOperator part) {
    return NumpyArray.of(IntStream.range(0, pattern.entries()).map(part).toArray());
  }
}
