package hyperlead.laboratory;

import hyperlead.Hypergradient;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link Laboratory} measured: tables with a row for each estimator and budget.
 *
 * <p>Their first columns are {@code estimator}, {@code budget} and {@code samples}, the mean number
 * of simulated steps of an estimate. Norms are Euclidean, in the unit of ∇J; intervals are at 95 %.
 */
public final class Measurement {
  private final Laboratory<?> laboratory;
  private final Hypergradient exact;
  private final Cell[][] cells;
  private int repeats;

  Measurement(Laboratory<?> laboratory, Hypergradient exact) {
    this.laboratory = laboratory;
    this.exact = exact;
    cells = new Cell[laboratory.budgets().size()][laboratory.estimators().size()];
    for (Cell[] row : cells) {
      Arrays.setAll(row, i -> new Cell(exact, laboratory.repeats()));
    }
  }

  /** Takes the trials of one repeat, {@code [budget][estimator]}. */
  void add(Repeat.Trial[][] trials) {
    for (int b = 0; b < cells.length; b++) {
      for (int i = 0; i < cells[b].length; i++) {
        cells[b][i].add(trials[b][i]);
      }
    }
    repeats++;
    laboratory.listener().report(repeats, laboratory.repeats(), "");
  }

  /** {@return the exact hypergradient, as the referee gave it} */
  public Hypergradient exact() {
    return exact;
  }

  /** {@return the number of complete repeats; fewer than asked for after an interrupt} */
  public int repeats() {
    return repeats;
  }

  /**
   * {@return how good the estimates of ∇J were; no times, so the same bits every time}
   *
   * <ul>
   *   <li>{@code bias}: norm of the mean error; {@code standard error}: what it would be by chance
   *       alone, as a root mean square, {@code standard deviation / √repeats}; a bias of about one
   *       standard error is none that was shown
   *   <li>{@code relative bias}: bias over the norm of the exact ∇J
   *   <li>{@code standard deviation}: root of the total variance of one estimate, the trace of its
   *       covariance
   *   <li>{@code mean squared error}: mean of the squared norm of the error, with the interval from
   *       {@code mse low} to {@code mse high}. It is Student's on the scale of the logarithm, by
   *       the delta method: {@code mse · exp(± half width / mse)}
   *   <li>{@code cosine}: mean of the cosine between estimate and exact ∇J, with {@code cosine low}
   *       and {@code cosine high}; an estimate of zero counts as 0
   * </ul>
   */
  public Table table() {
    String[] names = {
      "bias",
      "standard error",
      "relative bias",
      "standard deviation",
      "mean squared error",
      "mse low",
      "mse high",
      "cosine",
      "cosine low",
      "cosine high"
    };
    return table(
        "estimates of ∇J, " + repeats + " repeats",
        names,
        (cell, row) -> {
          Moments total = cell.total();
          ConfidenceInterval error = total.meanSquaredError();
          double factor = error.mean() > 0 ? Math.exp(error.halfWidth() / error.mean()) : 1;
          row.setDouble("bias", total.bias());
          row.setDouble("standard error", total.standardError());
          row.setDouble("relative bias", total.relativeBias());
          row.setDouble("standard deviation", total.standardDeviation());
          row.setDouble("mean squared error", error.mean());
          row.setDouble("mse low", error.mean() / factor);
          row.setDouble("mse high", error.mean() * factor);
          row.setDouble("cosine", cell.cosine().mean());
          row.setDouble("cosine low", cell.cosine().low());
          row.setDouble("cosine high", cell.cosine().high());
        });
  }

  /**
   * {@return the direct and the guidance term apart: for each its exact norm and the columns {@code
   * bias}, {@code standard error} and {@code standard deviation} of {@link #table}, after the
   * term's name}
   */
  public Table terms() {
    String[] names = {
      "direct exact", "direct bias", "direct standard error", "direct standard deviation",
      "guidance exact", "guidance bias", "guidance standard error", "guidance standard deviation"
    };
    return table(
        "direct and guidance, " + repeats + " repeats",
        names,
        (cell, row) -> {
          set(row, "direct", cell.direct());
          set(row, "guidance", cell.guidance());
        });
  }

  private static void set(Row row, String term, Moments moments) {
    row.setDouble(term + " exact", moments.exactNorm());
    row.setDouble(term + " bias", moments.bias());
    row.setDouble(term + " standard error", moments.standardError());
    row.setDouble(term + " standard deviation", moments.standardDeviation());
  }

  /**
   * {@return microseconds per estimate, median and 90 % quantile over the repeats, while the other
   * threads worked too; without the simulation and the follower's answer} Not the same every time:
   * a notebook that stores it changes with every execution.
   */
  public Table times() {
    String[] names = {"microseconds", "90 % quantile"};
    return table(
        "time of an estimate, " + repeats + " repeats",
        names,
        (cell, row) -> {
          row.setDouble("microseconds", cell.microseconds(0.5));
          row.setDouble("90 % quantile", cell.microseconds(0.9));
        });
  }

  private Table table(String title, String[] names, BiConsumer<Cell, Row> fill) {
    Table table =
        Table.create(
            title,
            StringColumn.create("estimator"),
            StringColumn.create("budget"),
            DoubleColumn.create("samples"));
    List.of(names).forEach(name -> table.addColumns(DoubleColumn.create(name)));
    for (int i = 0; i < laboratory.estimators().size(); i++) {
      for (int b = 0; b < cells.length; b++) {
        Row row = table.appendRow();
        row.setString("estimator", laboratory.estimators().get(i).name());
        row.setString("budget", laboratory.budgets().get(b).toString());
        row.setDouble("samples", cells[b][i].meanSteps());
        fill.accept(cells[b][i], row);
      }
    }
    return table;
  }

  @Override
  public String toString() {
    return "Measurement of " + repeats + " repeats in " + laboratory;
  }
}
