package hyperlead.data;

import hyperlead.algebra.Require;
import hyperlead.data.CsvFile.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of transitions as a CSV file: a line for each. */
final class TransitionCsv {
  static final List<String> COLUMNS = List.of("state", "action", "next", "probability", "reward");
  static final String DONE = "done";

  private TransitionCsv() {}

  static TransitionTable read(DataFile file) {
    CsvFile csv = CsvFile.of(file);
    List<String> names = csv.names();
    if (!names.containsAll(COLUMNS)
        || Set.copyOf(names).size() < names.size()
        || names.stream().anyMatch(name -> !COLUMNS.contains(name) && !name.equals(DONE))) {
      throw file.error(
          0, 0, "expected columns %s and where wanted %s: %s".formatted(COLUMNS, DONE, names));
    }
    if (csv.rows().isEmpty()) {
      throw csv.errorAtEnd("expected a row for each transition");
    }
    List<TransitionRow> rows = csv.rows().stream().map(fields -> row(file, names, fields)).toList();
    return TransitionTable.of(
        file.name(),
        inOrder(rows.stream().map(TransitionRow::state)),
        inOrder(rows.stream().map(TransitionRow::action)),
        rows,
        null);
  }

  private static TransitionRow row(DataFile file, List<String> names, List<Field> fields) {
    List<Field> ordered = COLUMNS.stream().map(name -> fields.get(names.indexOf(name))).toList();
    int done = names.indexOf(DONE);
    return new TransitionRow(
        () -> "%s:%s".formatted(file.name(), fields.get(0).line() + 1),
        ordered.get(0).text(),
        ordered.get(1).text(),
        ordered.get(2).text(),
        done >= 0 && truth(fields.get(done)),
        ordered.get(3).number(),
        ordered.get(4).number());
  }

  private static boolean truth(Field field) {
    return switch (field.text().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw field.error("expected true or false: \"" + field.text() + "\"");
    };
  }

  /** Names, each once: ascending if all are whole numbers, else in the order in which they come. */
  static List<String> inOrder(Stream<String> all) {
    List<String> names = new ArrayList<>(all.distinct().toList());
    if (names.stream().allMatch(TransitionCsv::isNumber)) {
      names.sort(Comparator.comparingInt(Integer::parseInt));
    }
    return names;
  }

  static boolean isNumber(String name) {
    return name.matches("0|[1-9]\\d{0,8}");
  }

  static String text(TransitionTable table) {
    Require.that(
        table.initialMeasure()[0] == 1,
        "a .csv file starts in its first state, write .json or .npz: %s",
        table.initial());
    Stream<String> lines =
        table.rows().stream()
            .map(
                row ->
                    Stream.of(
                        row.state(),
                        row.action(),
                        row.next(),
                        row.probability(),
                        row.reward(),
                        row.done()))
            .map(fields -> CsvFile.line(fields.map(String::valueOf).toList()));
    String header = String.join(",", COLUMNS) + "," + DONE;
    return Stream.concat(Stream.of(header), lines).collect(Collectors.joining("\n", "", "\n"));
  }
}
