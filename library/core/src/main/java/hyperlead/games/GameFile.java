package hyperlead.games;

import hyperlead.algebra.TransitionPattern;
import hyperlead.data.CsvFile;
import hyperlead.data.CsvFile.Field;
import hyperlead.data.DataFile;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TransitionLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a {@link MarkovGame} from its CSV file, and says what is wrong with it and where. */
final class GameFile {
  private static final String HEADER =
      "state,leader_action,follower_action,next_state,probability,follower_reward,leader_reward";
  private static final String END = "end";

  private final CsvFile file;
  private final List<String> states;
  private final List<String> leaderActions;
  private final List<String> followerActions;
  private final List<List<Outcome>> outcomes;

  /** A row of the file: where a triple leads. */
  private record Outcome(int next, double probability, List<Field> row) {}

  GameFile(DataFile data) {
    file = CsvFile.of(data, HEADER);
    states = names(0);
    leaderActions = names(1);
    followerActions = names(2);
    int triples = states.size() * leaderActions.size() * followerActions.size();
    outcomes = IntStream.range(0, triples).<List<Outcome>>mapToObj(t -> new ArrayList<>()).toList();
    file.rows().forEach(this::read);
  }

  private List<String> names(int column) {
    return file.rows().stream().map(row -> row.get(column).text()).distinct().toList();
  }

  MarkovGame game() {
    if (states.isEmpty()) {
      throw file.errorAtEnd("expected a row for each state and pair of actions: none");
    }
    for (int triple = 0; triple < outcomes.size(); triple++) {
      checkLaw(triple, outcomes.get(triple));
    }
    int[][] next =
        outcomes.stream()
            .map(row -> row.stream().mapToInt(Outcome::next).toArray())
            .toArray(int[][]::new);
    int moves = leaderActions.size() * followerActions.size();
    TransitionPattern pattern = TransitionPattern.of(states.size(), moves, next);
    double[] law =
        outcomes.stream().flatMap(List::stream).mapToDouble(Outcome::probability).toArray();
    TransitionLaw transitions = new TransitionLaw(pattern, Coefficients.fixed(law));
    return new MarkovGame(
        states, leaderActions, followerActions, transitions, reward(5), reward(6));
  }

  /** Expected over the rows of each triple. */
  private Coefficients reward(int column) {
    return Coefficients.fixed(
        outcomes.stream().mapToDouble(row -> expected(row, column)).toArray());
  }

  /** The number itself where all rows repeat it, to the last bit. */
  private static double expected(List<Outcome> rows, int column) {
    double first = rows.get(0).row().get(column).number();
    return first
        + rows.stream()
            .mapToDouble(o -> o.probability() * (o.row().get(column).number() - first))
            .sum();
  }

  private void read(List<Field> row) {
    if (row.get(0).text().equals(END)) {
      throw row.get(0).error("expected a state; end is the end of an episode");
    }
    int triple = states.indexOf(row.get(0).text());
    triple = triple * leaderActions.size() + leaderActions.indexOf(row.get(1).text());
    triple = triple * followerActions.size() + followerActions.indexOf(row.get(2).text());
    outcomes.get(triple).add(new Outcome(next(row.get(3)), probability(row.get(4)), row));
  }

  private int next(Field name) {
    if (name.text().equals(END)) {
      return states.size();
    }
    int state = states.indexOf(name.text());
    if (state < 0) {
      throw name.error(
          "expected one of the states %s, or end: \"%s\""
              .formatted(String.join(", ", states), name.text()));
    }
    return state;
  }

  private double probability(Field field) {
    double number = field.number();
    if (number > 0 && number <= 1) {
      return number;
    }
    throw field.error("expected a probability in (0, 1]: " + field.text());
  }

  private void checkLaw(int triple, List<Outcome> row) {
    if (row.isEmpty()) {
      throw file.errorAtEnd("expected a row for " + where(triple));
    }
    double sum = row.stream().mapToDouble(Outcome::probability).sum();
    if (Math.abs(sum - 1) > 1e-9) {
      throw row.get(row.size() - 1)
          .row()
          .get(4)
          .error("expected probabilities of sum 1 for " + where(triple) + ": sum " + sum);
    }
  }

  private String where(int triple) {
    int pair = triple / followerActions.size();
    return "state %s, leader's action %s, follower's action %s"
        .formatted(
            states.get(pair / leaderActions.size()),
            leaderActions.get(pair % leaderActions.size()),
            followerActions.get(triple % followerActions.size()));
  }
}
