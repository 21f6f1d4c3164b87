package hyperlead.experiments;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import hyperlead.Hypergradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
    return new Rows("Estimates of ∇J")
        .with("bias", cell -> cell.total.bias())
        .with("standard error", cell -> cell.total.standardError())
        .with("relative bias", cell -> cell.total.relativeBias())
        .with("standard deviation", cell -> cell.total.standardDeviation())
        .with("mean squared error", cell -> cell.total.meanSquaredError().mean())
        .with("mse low", cell -> cell.total.meanSquaredError().mean() / cell.total.spread())
        .with("mse high", cell -> cell.total.meanSquaredError().mean() * cell.total.spread())
        .with("cosine", cell -> cell.cosine().mean())
        .with("cosine low", cell -> cell.cosine().low())
        .with("cosine high", cell -> cell.cosine().high())
        .table;
  }

  /**
   * {@return the direct and the guidance term apart: for each its exact norm and the columns {@code
   * bias}, {@code standard error} and {@code standard deviation} of {@link #table}, after the
   * term's name}
   */
  public Table terms() {
    return new Rows("Direct and guidance")
        .withTerm("direct", cell -> cell.direct)
        .withTerm("guidance", cell -> cell.guidance)
        .table;
  }

  /**
   * {@return microseconds per estimate, median and 90 % quantile over the repeats, while the other
   * threads worked too; without the simulation and the follower's answer} Not the same every time:
   * a notebook that stores it changes with every execution.
   */
  public Table times() {
    return new Rows("time of an estimate")
        .with("microseconds", cell -> cell.microseconds.getPercentile(50))
        .with("90 % quantile", cell -> cell.microseconds.getPercentile(90))
        .table;
  }

  /** A table as it grows by columns. */
  private final class Rows {
    private final List<Cell> rows =
        cells.stream()
            .collect(groupingBy(cell -> cell.estimator, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .flatMap(List::stream)
            .toList();
    private final Table table;

    Rows(String what) {
      table =
          Table.create(
              what + ", " + repeats + " repeats",
              StringColumn.create("estimator", rows.stream().map(cell -> cell.estimator)),
              StringColumn.create("budget", rows.stream().map(cell -> cell.budget.toString())));
      with("samples", Cell::meanSteps);
    }

    Rows with(String name, ToDoubleFunction<Cell> number) {
      table.addColumns(DoubleColumn.create(name, rows.stream().mapToDouble(number)));
      return this;
    }

    Rows withTerm(String name, Function<Cell, Moments> term) {
      return with(name + " exact", cell -> term.apply(cell).exactNorm())
          .with(name + " bias", cell -> term.apply(cell).bias())
          .with(name + " standard error", cell -> term.apply(cell).standardError())
          .with(name + " standard deviation", cell -> term.apply(cell).standardDeviation());
    }
  }

  @Override
  public String toString() {
    return "Measurement of " + repeats + " repeats in " + settings;
  }
}
