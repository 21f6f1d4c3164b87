package hyperlead.notebook.pictures;

import java.awt.image.BufferedImage;
import tech.tablesaw.api.Table;

/**
 * Charts of the table that a {@link hyperlead.laboratory.Measurement} gives: a line with its 95 %
 * band for each estimator, over the simulated steps of an estimate.
 */
public final class LaboratoryCharts {
  private static final String SAMPLES = "simulated steps per estimate";

  private LaboratoryCharts() {}

  /**
   * {@return the root of the mean squared error against samples, both axes logarithmic} A noisy
   * estimator falls with slope −1/2, a biased one levels off. An estimator without any error, such
   * as the exact one, has no place on a logarithmic axis and is left out; the last in the table, it
   * leaves the others the colours that they have in {@link #cosine}.
   *
   * @param table of {@link hyperlead.laboratory.Measurement#table}
   * @throws IllegalArgumentException if no estimator has an error
   */
  public static BufferedImage error(Table table) {
    Axes axes =
        Axes.of(SAMPLES, "root mean squared error of ∇J").withLogarithmicX().withLogarithmicY();
    XyPlot plot = XyPlot.of(axes);
    boolean empty = true;
    for (String estimator : table.stringColumn("estimator").unique()) {
      Table rows = rows(table, estimator);
      rows = rows.where(rows.doubleColumn("mean squared error").isPositive());
      if (rows.rowCount() > 0) {
        empty = false;
        plot =
            plot.withIntervals(
                estimator,
                rows.doubleColumn("samples").asDoubleArray(),
                roots(rows, "mean squared error"),
                roots(rows, "mse low"),
                roots(rows, "mse high"));
      }
    }
    if (empty) {
      throw new IllegalArgumentException(
          "a chart of errors needs an estimator with an error above 0");
    }
    return plot.image();
  }

  /**
   * {@return the cosine between estimate and exact ∇J against samples, on a logarithmic horizontal
   * axis}
   *
   * @param table of {@link hyperlead.laboratory.Measurement#table}
   * @throws IllegalArgumentException if there are no cosines, as the exact ∇J is zero
   */
  public static BufferedImage cosine(Table table) {
    Axes axes =
        Axes.of(SAMPLES, "cosine to the exact ∇J")
            .withLogarithmicX()
            .withReference("the exact direction", 1);
    XyPlot plot = XyPlot.of(axes);
    for (String estimator : table.stringColumn("estimator").unique()) {
      Table rows = rows(table, estimator);
      plot =
          plot.withIntervals(
              estimator,
              rows.doubleColumn("samples").asDoubleArray(),
              rows.doubleColumn("cosine").asDoubleArray(),
              rows.doubleColumn("cosine low").asDoubleArray(),
              rows.doubleColumn("cosine high").asDoubleArray());
    }
    return plot.image();
  }

  /** One estimator's rows, from few samples to many. */
  private static Table rows(Table table, String estimator) {
    return table.where(table.stringColumn("estimator").isEqualTo(estimator)).sortOn("samples");
  }

  private static double[] roots(Table rows, String column) {
    return rows.doubleColumn(column).sqrt().asDoubleArray();
  }
}
