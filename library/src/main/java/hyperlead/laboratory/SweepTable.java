package hyperlead.laboratory;

import hyperlead.laboratory.SweepLines.Outcome;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A sweep's outcomes as a table, in the order of the specifications. */
final class SweepTable {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  private final Sweep sweep;

  SweepTable(Sweep sweep) {
    this.sweep = sweep;
  }

  Table of(Map<Integer, Outcome> outcomes) {
    List<Specification> specifications = sweep.specifications();
    Table table = Table.create("sweep");
    specifications
        .get(0)
        .settings()
        .keySet()
        .forEach(name -> table.addColumns(StringColumn.create(name)));
    table.addColumns(
        StringColumn.create("training"),
        LongColumn.create("seed"),
        DoubleColumn.create("objective"),
        IntColumn.create("updates"),
        LongColumn.create("samples"));
    sweep.measures().forEach(measure -> table.addColumns(DoubleColumn.create(measure.name())));
    for (int i = 0; i < specifications.size(); i++) {
      if (outcomes.containsKey(i)) {
        fill(table.appendRow(), specifications.get(i), outcomes.get(i));
      }
    }
    for (String name : specifications.get(0).settings().keySet()) {
      table.replaceColumn(name, typed(table.stringColumn(name)));
    }
    return table;
  }

  /** Numbers where every text is one, as a reader of the file would take them. */
  private static Column<?> typed(StringColumn texts) {
    if (texts.asList().stream().allMatch(text -> WHOLE.matcher(text).matches())) {
      return IntColumn.create(
          texts.name(), texts.asList().stream().mapToInt(Integer::parseInt).toArray());
    }
    if (texts.asList().stream().allMatch(text -> DECIMAL.matcher(text).matches())) {
      return DoubleColumn.create(
          texts.name(), texts.asList().stream().mapToDouble(Double::parseDouble).toArray());
    }
    return texts;
  }

  private void fill(Row row, Specification specification, Outcome outcome) {
    specification.settings().forEach(row::setString);
    row.setString("training", specification.identity().get(specification.settings().size()));
    row.setLong("seed", specification.seed());
    row.setDouble("objective", outcome.objective());
    row.setInt("updates", outcome.updates());
    row.setLong("samples", outcome.samples());
    for (int i = 0; i < outcome.measured().size(); i++) {
      row.setDouble(sweep.measures().get(i).name(), outcome.measured().get(i));
    }
  }
}
