package hyperlead.data;

import hyperlead.algebra.TransitionPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Transitions in any order, with names: every format is read into them and written from them. */
final class TransitionRows {
  /** How the end of an episode may be named, as in the games of the other files. */
  private static final String END = "end";

  final Set<String> states = new LinkedHashSet<>();
  final Set<String> actions = new LinkedHashSet<>();
  final List<Row> rows = new ArrayList<>();

  /**
   * A transition as a file gives it.
   *
   * @param place where it stands, for messages
   * @param next where it leads; null if the episode ends with it
   * @param probability not negative; those of a state and an action may sum to anything yet
   * @param reward of this step
   */
  record Row(
      Supplier<String> place,
      String state,
      String action,
      String next,
      double probability,
      double reward) {
    Row {
      boolean likely = probability >= 0 && probability <= Double.MAX_VALUE;
      String what = "probability must be finite and not negative: %s";
      DataFormatException.unless(likely, place, what, probability);
      DataFormatException.unless(
          Double.isFinite(reward), place, "reward must be finite: %s", reward);
    }

    boolean done() {
      return next == null;
    }

    /** Where a file says that it leads, if it says done beside that. */
    String written() {
      return done() ? state : next;
    }
  }

  void add(Row row) {
    states.add(row.state);
    actions.add(row.action);
    rows.add(row);
  }

  /**
   * The table of these transitions.
   *
   * @param source the file, for messages
   * @param initial μ, one number a state, or null for the first state
   */
  TransitionTable table(String source, double[] initial) {
    List<String> stateNames = inOrder(states);
    List<String> actionNames = inOrder(actions);
    Set<String> idle = new LinkedHashSet<>(stateNames);
    rows.forEach(row -> idle.remove(row.state));
    String what =
        "state %s has no transitions: give it one to itself, or say done where it is entered";
    idle.forEach(state -> DataFormatException.unless(false, () -> source, what, state));
    List<List<Row>> pairs = byPair(indices(stateNames), indices(actionNames));
    List<Row> entries = pairs.stream().flatMap(List::stream).toList();
    Map<String, Integer> next = indices(stateNames);
    next.put(null, stateNames.size());
    next.putIfAbsent(END, stateNames.size());
    int[][] successors =
        pairs.stream()
            .map(pair -> pair.stream().mapToInt(row -> successor(row, next)).toArray())
            .toArray(int[][]::new);
    double[] first = new double[stateNames.size()];
    first[0] = 1;
    return new TransitionTable(
        source,
        stateNames,
        actionNames,
        TransitionPattern.of(stateNames.size(), actionNames.size(), successors),
        entries.stream().mapToDouble(Row::probability).toArray(),
        entries.stream().mapToDouble(Row::reward).toArray(),
        initial == null ? first : initial);
  }

  /** Ascending if all are whole numbers, else in the order in which they come. */
  private static List<String> inOrder(Set<String> names) {
    Stream<String> all = names.stream();
    return names.stream().allMatch(TransitionRows::isNumber)
        ? all.sorted(Comparator.comparingInt(Integer::parseInt)).toList()
        : all.toList();
  }

  static boolean isNumber(String name) {
    return name.matches("0|[1-9]\\d{0,8}");
  }

  private static Map<String, Integer> indices(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    return index;
  }

  /** Those that have a probability; a pair of which none has should not be named. */
  private List<List<Row>> byPair(Map<String, Integer> state, Map<String, Integer> action) {
    List<List<Row>> pairs = new ArrayList<>();
    for (int pair = 0; pair < Math.multiplyExact(state.size(), action.size()); pair++) {
      pairs.add(new ArrayList<>());
    }
    for (Row row : rows) {
      pairs.get(state.get(row.state) * action.size() + action.get(row.action)).add(row);
    }
    for (List<Row> pair : pairs) {
      Row zero = pair.isEmpty() ? null : pair.get(0);
      pair.removeIf(row -> row.probability == 0);
      if (zero != null && pair.isEmpty()) {
        String what =
            "all probabilities of state %s, action %s are 0: leave its transitions out if the action"
                + " is not available in the state";
        DataFormatException.unless(false, zero.place, what, zero.state, zero.action);
      }
    }
    return pairs;
  }

  private static int successor(Row row, Map<String, Integer> state) {
    Integer next = state.get(row.next);
    String what = "next state %s has no transitions of its own: give it some, or say done";
    DataFormatException.unless(next != null, row.place, what, row.next);
    return next;
  }
}
