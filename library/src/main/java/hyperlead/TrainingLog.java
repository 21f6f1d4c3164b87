package hyperlead;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The log of a run while it grows; its columns are described at {@link Run#log}. */
final class TrainingLog {
  // Made at the start: Tablesaw's first table scans the class path, which must not delay an
  // interrupted run at its end.
  private final Table table = Table.create("log");
  private final IntColumn update = IntColumn.create("update");
  private final LongColumn samples = LongColumn.create("samples");
  private final DoubleColumn objective = DoubleColumn.create("objective");
  private final DoubleColumn sampledReturn = DoubleColumn.create("sampled return");
  private final DoubleColumn directNorm = DoubleColumn.create("|direct|");
  private final DoubleColumn guidanceNorm = DoubleColumn.create("|guidance|");
  private final DoubleColumn cosine = DoubleColumn.create("cosine");
  private final DoubleColumn residual = DoubleColumn.create("residual");
  private final boolean refereed;

  TrainingLog(boolean refereed) {
    this.refereed = refereed;
  }

  void add(
      int updates,
      long samplesUsed,
      double exact,
      double sampled,
      double direct,
      double guidance,
      double cosineToExact,
      double followerResidual) {
    update.append(updates);
    samples.append(samplesUsed);
    objective.append(exact);
    sampledReturn.append(sampled);
    directNorm.append(direct);
    guidanceNorm.append(guidance);
    cosine.append(cosineToExact);
    residual.append(followerResidual);
  }

  Table table() {
    List<Column<?>> columns =
        new ArrayList<>(
            List.of(update, samples, objective, sampledReturn, directNorm, guidanceNorm, residual));
    if (refereed) {
      columns.add(6, cosine);
    }
    return table.addColumns(columns.toArray(new Column<?>[0]));
  }
}
