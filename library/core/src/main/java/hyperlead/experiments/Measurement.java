package hyperlead.experiments;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import hyperlead.Hypergradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link Laboratory} measured: tables with a row for each estimator and budget.
 *
 * <p>Their first columns are {@code estimator}, {@code budget} and {@code samples}, the mean number
 * of simulated steps of an estimate. Norms are Euclidean, in the unit of ∇J; intervals are at 95 %.
 */
public final class Measurement {
  private final String settings;
  private final Hypergradient exact;
  private final List<Cell> cells;
  private int repeats;

  /**
   * Nothing measured yet.
   *
   * @param settings the laboratory's, in one line
   * @param cells in the order of a repeat's trials
   */
  Measurement(String settings, Hypergradient exact, List<Cell> cells) {
    this.settings = settings;
    this.exact = exact;
    this.cells = cells;
  }

  /** Takes the trials of one repeat. */
  void add(List<Repeat.Trial> trials) {
    for (int k = 0; k < trials.size(); k++) {
      cells.get(k).add(trials.get(k));
    }
    repeats++;
  }

  /** {@return the exact hypergradient, as the referee gave it} */
  public Hypergradient exact() {
    return exact;
  }

  /** {@return the number of complete repeats; fewer than asked for after an interrupt} */
  public int repeats() {
    return repeats;
  }

  /** A column of numbers. */
  private record Column(String name, ToDoubleFunction<Cell> number) {
    DoubleColumn of(List<Cell> rows) {
      return DoubleColumn.create(name, rows.stream().mapToDouble(number));
    }
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
    return table(
        "estimates of ∇J",
        new Column("bias", cell -> cell.total().bias()),
        new Column("standard error", cell -> cell.total().standardError()),
        new Column("relative bias", cell -> cell.total().relativeBias()),
        new Column("standard deviation", cell -> cell.total().standardDeviation()),
        new Column("mean squared error", cell -> cell.total().meanSquaredError().mean()),
        new Column(
            "mse low", cell -> cell.total().meanSquaredError().mean() / cell.total().spread()),
        new Column(
            "mse high", cell -> cell.total().meanSquaredError().mean() * cell.total().spread()),
        new Column("cosine", cell -> cell.cosine().mean()),
        new Column("cosine low", cell -> cell.cosine().low()),
        new Column("cosine high", cell -> cell.cosine().high()));
  }

  /**
   * {@return the direct and the guidance term apart: for each its exact norm and the columns {@code
   * bias}, {@code standard error} and {@code standard deviation} of {@link #table}, after the
   * term's name}
   */
  public Table terms() {
    return table(
        "direct and guidance",
        new Column("direct exact", cell -> cell.direct().exactNorm()),
        new Column("direct bias", cell -> cell.direct().bias()),
        new Column("direct standard error", cell -> cell.direct().standardError()),
        new Column("direct standard deviation", cell -> cell.direct().standardDeviation()),
        new Column("guidance exact", cell -> cell.guidance().exactNorm()),
        new Column("guidance bias", cell -> cell.guidance().bias()),
        new Column("guidance standard error", cell -> cell.guidance().standardError()),
        new Column("guidance standard deviation", cell -> cell.guidance().standardDeviation()));
  }

  /**
   * {@return microseconds per estimate, median and 90 % quantile over the repeats, while the other
   * threads worked too; without the simulation and the follower's answer} Not the same every time:
   * a notebook that stores it changes with every execution.
   */
  public Table times() {
    return table(
        "time of an estimate",
        new Column("microseconds", cell -> cell.microseconds().getPercentile(50)),
        new Column("90 % quantile", cell -> cell.microseconds().getPercentile(90)));
  }

  private Table table(String what, Column... columns) {
    List<Cell> rows =
        cells.stream()
            .collect(groupingBy(Cell::estimator, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .flatMap(List::stream)
            .toList();
    return Table.create(
            what + ", " + repeats + " repeats",
            StringColumn.create("estimator", rows.stream().map(Cell::estimator)),
            StringColumn.create("budget", rows.stream().map(cell -> cell.budget().toString())),
            DoubleColumn.create("samples", rows.stream().mapToDouble(Cell::meanSteps)))
        .addColumns(Stream.of(columns).map(column -> column.of(rows)).toArray(DoubleColumn[]::new));
  }

  @Override
  public String toString() {
    return "Measurement of " + repeats + " repeats in " + settings;
  }
}
