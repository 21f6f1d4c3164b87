package hyperlead.notebook.pictures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/**
 * Charts of the table that a {@link hyperlead.experiments.Measurement} gives: a line with its 95 %
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
   * @param table of {@link hyperlead.experiments.Measurement#table}
   * @throws IllegalArgumentException if no estimator has an error
   */
  public static BufferedImage error(Table table) {
    Axes axes =
        Axes.of(SAMPLES, "root mean squared error of ∇J").withLogarithmicX().withLogarithmicY();
    Table wrong = table.where(table.doubleColumn("mean squared error").isPositive());
    if (wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "a chart of errors needs an estimator with an error above 0");
    }
    return chart(axes, wrong, "mean squared error", "mse", Math::sqrt);
  }

  /**
   * {@return the cosine between estimate and exact ∇J against samples, on a logarithmic horizontal
   * axis}
   *
   * @param table of {@link hyperlead.experiments.Measurement#table}
   * @throws IllegalArgumentException if there are no cosines, as the exact ∇J is zero
   */
  public static BufferedImage cosine(Table table) {
    Axes axes =
        Axes.of(SAMPLES, "cosine to the exact ∇J")
            .withLogarithmicX()
            .withReference("the exact direction", 1);
    return chart(axes, table, "cosine", "cosine", cosine -> cosine);
  }

  /** A line for each estimator, from few samples to many, in the order of the table. */
  private static BufferedImage chart(
      Axes axes, Table table, String mean, String interval, DoubleUnaryOperator scale) {
    XyPlot plot = XyPlot.of(axes);
    for (String estimator : table.stringColumn("estimator").unique()) {
      Table rows =
          table.where(table.stringColumn("estimator").isEqualTo(estimator)).sortOn("samples");
      Function<String, double[]> numbers =
          name -> Arrays.stream(rows.doubleColumn(name).asDoubleArray()).map(scale).toArray();
      plot =
          plot.withIntervals(
              estimator,
              rows.doubleColumn("samples").asDoubleArray(),
              numbers.apply(mean),
              numbers.apply(interval + " low"),
              numbers.apply(interval + " high"));
    }
    return plot.image();
  }
}
