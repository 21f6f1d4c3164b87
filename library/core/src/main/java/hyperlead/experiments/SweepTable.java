package hyperlead.experiments;

import static tech.tablesaw.api.ColumnType.DOUBLE;
import static tech.tablesaw.api.ColumnType.INTEGER;
import static tech.tablesaw.api.ColumnType.LONG;
import static tech.tablesaw.api.ColumnType.STRING;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A sweep's rows of texts as a table of texts and numbers. */
final class SweepTable {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  private SweepTable() {}

  static Table of(List<String> names, Collection<List<String>> rows) {
    boolean interrupted = Thread.interrupted(); // which Tablesaw's first table would swallow
    Table table = Table.create("sweep");
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      List<String> texts = rows.stream().map(row -> row.get(place)).toList();
      boolean setting = i < names.indexOf("training");
      table.addColumns(column(names.get(i), type(names.get(i), setting, texts), texts));
    }
    return table;
  }

  /** Of settings, numbers where every text is one, as a reader of the file would take them. */
  private static ColumnType type(String name, boolean setting, List<String> texts) {
    return switch (name) {
      case "training", "fingerprint" -> STRING;
      case "seed", "samples" -> LONG;
      case "updates" -> INTEGER;
      default -> setting && all(WHOLE, texts) ? INTEGER : all(DECIMAL, texts) ? DOUBLE : STRING;
    };
  }

  /** Numbers that a failed run does not have are missing ones; no setting is empty. */
  private static boolean all(Pattern pattern, List<String> texts) {
    return texts.stream().allMatch(text -> text.isEmpty() || pattern.matcher(text).matches());
  }

  private static Column<?> column(String name, ColumnType type, List<String> texts) {
    if (type == STRING) {
      return StringColumn.create(name, texts);
    }
    Column<?> numbers = type.create(name);
    texts.forEach(numbers::appendCell);
    return numbers;
  }
}
