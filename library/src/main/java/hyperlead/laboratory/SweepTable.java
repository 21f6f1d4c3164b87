package hyperlead.laboratory;

import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A sweep's outcomes as a table, in the order of the specifications. */
final class SweepTable {
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
    return table;
  }

  private void fill(Row row, Specification specification, Outcome outcome) {
    specification.settings().forEach(row::setString);
    row.setString("training", specification.training().settings());
    row.setLong("seed", specification.seed());
    row.setDouble("objective", outcome.objective());
    row.setInt("updates", outcome.updates());
    row.setLong("samples", outcome.samples());
    for (int i = 0; i < outcome.measured().size(); i++) {
      row.setDouble(sweep.measures().get(i).name(), outcome.measured().get(i));
    }
  }
}
