package hyperlead.laboratory;

import hyperlead.Run;
import java.util.function.ToDoubleFunction;

/**
 * A number that a sweep keeps of every run, besides the last iterate's objective.
 *
 * @param name of its column
 * @param number computed from a finished run, finite
 */
public record Measure(String name, ToDoubleFunction<Run> number) {
  /**
   * A number with its name.
   *
   * @param name of its column
   * @param number computed from a finished run, finite
   * @throws IllegalArgumentException if the name is blank or holds a comma, a quote or a line end
   */
  public Measure {
    Specification.checkField("name of a measure", name);
  }

  double of(Run run) {
    double value = number.applyAsDouble(run);
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("measure " + name + " must be finite: " + value);
    }
    return value;
  }
}
