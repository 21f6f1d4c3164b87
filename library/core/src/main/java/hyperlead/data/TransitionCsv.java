package hyperlead.data;

import hyperlead.algebra.Require;
import hyperlead.data.CsvFile.Field;
import hyperlead.data.TransitionRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A table of transitions as a CSV file: a line for each. */
final class TransitionCsv {
  static final List<String> COLUMNS = List.of("state", "action", "next", "probability", "reward");
  static final String DONE = "done";

  private TransitionCsv() {}

  static TransitionTable read(DataFile file) {
    CsvFile csv = CsvFile.of(file);
    List<String> names = csv.names();
    List<String> others = new ArrayList<>(names);
    boolean complete = COLUMNS.stream().allMatch(others::remove);
    others.remove(DONE);
    if (!complete || !others.isEmpty()) {
      throw file.error(
          0, 0, "expected columns %s and where wanted %s: %s".formatted(COLUMNS, DONE, names));
    }
    if (csv.rows().isEmpty()) {
      throw csv.errorAtEnd("expected a row for each transition");
    }
    TransitionRows rows = new TransitionRows();
    for (List<Field> fields : csv.rows()) {
      rows.add(row(name -> fields.get(names.indexOf(name)), names.contains(DONE)));
    }
    return rows.table(file.name(), null);
  }

  private static Row row(Function<String, Field> field, boolean mayBeDone) {
    Field state = field.apply("state");
    return new Row(
        () -> state.file().name() + ":" + (state.line() + 1),
        state.text(),
        field.apply("action").text(),
        mayBeDone && truth(field.apply(DONE)) ? null : field.apply("next").text(),
        field.apply("probability").number(),
        field.apply("reward").number());
  }

  private static boolean truth(Field field) {
    return switch (field.text().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw field.error("expected true or false: \"" + field.text() + "\"");
    };
  }

  static String text(TransitionTable table) {
    Require.that(
        table.initial[0] == 1,
        "a .csv file starts in its first state, write .json or .npz: %s",
        table.initial());
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS) + "," + DONE + "\n");
    for (Row row : table.rows()) {
      text.append(CsvFile.line(List.of(row.state(), row.action(), row.written())));
      text.append(",%s,%s,%s\n".formatted(row.probability(), row.reward(), row.done()));
    }
    return text.toString();
  }
}
