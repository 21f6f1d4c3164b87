package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Linear-quadratic problems right at the edges against 60 digits; more of them than in a build by
 * {@link #main}.
 */
class LinearQuadraticEdgesTest {
  /**
   * Rounding that no condition of the problem explains, of what is added up. A backward stable
   * calculation is within a few hundred times the change that rounding of the numbers makes.
   */
  private static final double ROUNDING = 1e-10;

  private static final double MOST = 1e4;

  @Test
  void objectivesAndHypergradientsAreThoseOfSixtyDigits() {
    assertEquals(List.of(), misses(1, 200));
  }

  /** Problems with seeds from the first argument to the second one, in parallel; prints misses. */
  public static void main(String[] arguments) {
    long from = Long.parseLong(arguments[0]);
    long to = Long.parseLong(arguments[1]);
    List<String> misses = misses(from, to);
    misses.forEach(System.out::println);
    System.out.printf("%d linear-quadratic problems, %d misses%n", to - from + 1, misses.size());
  }

  private static List<String> misses(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .parallel()
        .boxed()
        .flatMap(seed -> misses(new EdgeCase(seed)).stream())
        .toList();
  }

  private static List<String> misses(EdgeCase edge) {
    List<String> misses = new ArrayList<>();
    var right = PreciseObjective.of(edge, 0);
    try {
      check(edge, "by hand", edge.problem(), right, misses);
      check(edge, "as lambdas", edge.world(), right, misses);
    } catch (ArithmeticException | IllegalArgumentException e) {
      // States that grow a million times a step are beyond the range of numbers after fifty.
      if (Double.isFinite(right.scale())) {
        misses.add(edge + ": " + e.getMessage());
      }
    }
    return misses;
  }

  private static void check(
      EdgeCase edge,
      String how,
      LinearQuadraticProblem problem,
      PreciseObjective.Result right,
      List<String> misses) {
    Hypergradient exact = ExactHypergradient.of(problem).at(edge.theta);
    double slope = 0;
    double size = 0;
    for (int i = 0; i < EdgeCase.PARAMETERS; i++) {
      slope += PreciseObjective.DIRECTION[i] * exact.total()[i];
      size += Math.abs(exact.direct()[i]) + Math.abs(exact.guidance()[i]);
    }
    double ofObjective = Math.abs(exact.objective() - right.objective()) / right.scale();
    // A slope that is zero must be zero.
    double ofSlope = slope == right.slope() ? 0 : Math.abs(slope - right.slope()) / size;
    if (!(ofObjective <= ROUNDING && ofSlope <= ROUNDING)) {
      var near = PreciseObjective.of(edge, 1);
      double objective = Math.abs(near.objective() - right.objective()) / right.scale();
      double condition = Math.abs(near.slope() - right.slope()) / size;
      if (!(ofObjective <= MOST * objective + ROUNDING && ofSlope <= MOST * condition + ROUNDING)) {
        misses.add(
            "%s %s: J is off by %.1e of its terms (%.1e by rounding of the problem), its slope by %.1e (%.1e)"
                .formatted(edge, how, ofObjective, objective, ofSlope, condition));
      }
    }
  }
}
