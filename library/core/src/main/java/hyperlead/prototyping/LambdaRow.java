package hyperlead.prototyping;

import hyperlead.parameters.Coefficients;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One distribution over named next states from a lambda, on the states that it named first; says
 * where it failed. Serves a row of the transition law as well as the law of the first state.
 */
final class LambdaRow<S> implements Coefficients {
  private final World<S, ?> world;
  private final String where;
  private final Function<Configuration, Outcomes<S>> lambda;
  private final int[] successors;
  private final LambdaCoefficients each;

  LambdaRow(
      World<S, ?> world, String where, double[] y, Function<Configuration, Outcomes<S>> lambda) {
    this.world = world;
    this.where = where;
    this.lambda = lambda;
    this.successors = outcomes(y).keySet().stream().mapToInt(this::number).toArray();
    this.each =
        new LambdaCoefficients(
            successors.length,
            place -> where + ", " + name(place),
            (c, place) -> expression(lambda.apply(c).probabilities(), place));
  }

  private int number(Optional<S> next) {
    try {
      return world.next(next);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": next " + e.getMessage(), e);
    }
  }

  /** The numbers of the next states, in the order in which the lambda named them. */
  int[] successors() {
    return successors;
  }

  private String name(int place) {
    return world.next(successors[place]).map(s -> "next state " + s).orElse("end of the episode");
  }

  private Map<Optional<S>, Expression> outcomes(double[] y) {
    try {
      Outcomes<S> outcomes = Configuration.evaluate(y, lambda);
      if (outcomes == null) {
        throw new IllegalArgumentException(
            "returned null: return Outcomes.to(…) or Outcomes.end()");
      }
      return outcomes.probabilities();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  /** The same row, fixed if the lambda does not read y; refuses what is none at y. */
  Coefficients checked(double[] y) {
    double[] law = all(y);
    return Configuration.isRead(y, lambda) ? this : Coefficients.fixed(law);
  }

  @Override
  public int size() {
    return successors.length;
  }

  @Override
  public double at(double[] y, int place) {
    return all(y)[place];
  }

  @Override
  public void addGradient(double[] y, int place, double weight, double[] g) {
    each.addGradient(y, place, weight, g);
  }

  @Override
  public double[] all(double[] y) {
    Map<Optional<S>, Expression> outcomes = outcomes(y);
    double[] probability = new double[successors.length];
    double sum = 0;
    for (int place = 0; place < successors.length; place++) {
      double p = expression(outcomes, place).value();
      // What otherwise() takes from one may fall below zero by rounding.
      if (!(p >= -1e-14 && p <= 1 + 1e-9)) {
        throw refused(", %s: probability must be in [0, 1]: %s".formatted(name(place), p));
      }
      probability[place] = Math.max(0, p);
      sum += p;
    }
    if (outcomes.size() != successors.length) {
      throw refused(
          ": the same next states must be named for every y, %s of them: %s"
              .formatted(successors.length, outcomes.size()));
    }
    if (!(Math.abs(sum - 1) <= 1e-9)) {
      throw refused(": probabilities must sum to one: " + sum + ", " + listed(probability));
    }
    return probability;
  }

  /** Every next state with its probability. */
  private String listed(double[] probability) {
    return IntStream.range(0, successors.length)
        .mapToObj(place -> name(place) + " with " + probability[place])
        .collect(Collectors.joining(", "));
  }

  private Expression expression(Map<Optional<S>, Expression> outcomes, int place) {
    Expression chance = outcomes.get(world.next(successors[place]));
    if (chance == null) {
      throw refused(": the same next states must be named for every y; missing: " + name(place));
    }
    return chance;
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(where + problem);
  }
}
