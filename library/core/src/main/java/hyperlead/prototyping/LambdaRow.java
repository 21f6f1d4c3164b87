package hyperlead.prototyping;

import hyperlead.parameters.Coefficients;
import java.util.List;
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
  private final String where;
  private final Function<Configuration, Outcomes<S>> lambda;
  private final List<Optional<S>> names;
  private final int[] successors;
  private final LambdaCoefficients each;

  LambdaRow(
      World<S, ?> world, String where, double[] y, Function<Configuration, Outcomes<S>> lambda) {
    this.where = where;
    this.lambda = lambda;
    this.names = List.copyOf(outcomes(y).keySet());
    this.successors =
        LambdaCoefficients.placed(
            () -> where, () -> names.stream().mapToInt(world::next).toArray());
    this.each =
        new LambdaCoefficients(
            names.size(), this::place, (c, k) -> expression(lambda.apply(c).probabilities(), k));
  }

  private Map<Optional<S>, Expression> outcomes(double[] y) {
    Outcomes<S> outcomes =
        LambdaCoefficients.placed(() -> where, () -> Configuration.evaluate(y, lambda));
    if (outcomes == null) {
      throw refused("returned null: return Outcomes.to(…) or Outcomes.end()");
    }
    return outcomes.probabilities();
  }

  /** The numbers of the next states, in the order in which the lambda named them. */
  int[] successors() {
    return successors;
  }

  private String name(int k) {
    return names.get(k).map(s -> "next state " + s).orElse("end of the episode");
  }

  private String place(int k) {
    return where + ", " + name(k);
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
  public double at(double[] y, int k) {
    return probabilities(y)[k];
  }

  @Override
  public void addGradient(double[] y, int k, double weight, double[] g) {
    each.addGradient(y, k, weight, g);
  }

  @Override
  public double[] all(double[] y) {
    each.forget();
    return probabilities(y);
  }

  private double[] probabilities(double[] y) {
    Map<Optional<S>, Expression> outcomes = outcomes(y);
    double[] probability = new double[successors.length];
    double sum = 0;
    for (int k = 0; k < successors.length; k++) {
      double p = expression(outcomes, k).value();
      // What otherwise() takes from one may fall below zero by rounding.
      if (!(p >= -1e-14 && p <= 1 + 1e-9)) {
        throw new IllegalArgumentException(place(k) + ": probability must be in [0, 1]: " + p);
      }
      probability[k] = Math.max(0, p);
      sum += p;
    }
    if (outcomes.size() != successors.length) {
      throw refused(
          "the same next states must be named for every y, %s of them: %s"
              .formatted(successors.length, outcomes.size()));
    }
    if (successors.length > 0 && !(Math.abs(sum - 1) <= 1e-9)) {
      throw refused(
          "probabilities must sum to one: %s, %s%s"
              .formatted(
                  sum,
                  listed(probability),
                  Math.abs(sum - 1) < 1e-3 ? "; normalised() divides by the sum" : ""));
    }
    return probability;
  }

  /** Every next state with its probability. */
  private String listed(double[] probability) {
    return IntStream.range(0, successors.length)
        .mapToObj(k -> name(k) + " with " + probability[k])
        .collect(Collectors.joining(", "));
  }

  private Expression expression(Map<Optional<S>, Expression> outcomes, int k) {
    Expression chance = outcomes.get(names.get(k));
    if (chance == null) {
      throw refused("the same next states must be named for every y; missing: " + name(k));
    }
    return chance;
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(where + ": " + problem);
  }
}
