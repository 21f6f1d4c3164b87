package hyperlead.prototyping;

import hyperlead.algebra.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a step can lead: next states, or the end of the episode, with probabilities.
 *
 * <p>A chance is P(x'|x,a), in [0, 1]; a state that is named twice gets the sum. An action that is
 * not there in a state has {@link #unavailable} ones. Immutable.
 */
public final class Outcomes<S> {
  /** Empty stands for the end; in the order in which they were named. */
  private final Map<Optional<S>, Expression> probability;

  Outcomes(Map<Optional<S>, Expression> probability) {
    this.probability = probability;
  }

  /** {@return the outcomes of a step that surely leads to a state} */
  public static <S> Outcomes<S> to(S next) {
    return to(next, 1);
  }

  /** {@return a first outcome} */
  public static <S> Outcomes<S> to(S next, double chance) {
    return to(next, Expression.of(chance));
  }

  /** {@return a first outcome} */
  public static <S> Outcomes<S> to(S next, Expression chance) {
    return new Outcomes<S>(Map.of()).or(next, chance);
  }

  /** {@return the outcome of a step that surely ends the episode} */
  public static <S> Outcomes<S> end() {
    return new Outcomes<S>(Map.of()).orEnd(1);
  }

  /** {@return no outcomes: the action is not available in the state, so that π(a|x) = 0} */
  public static <S> Outcomes<S> unavailable() {
    return new Outcomes<>(Map.of());
  }

  /** {@return these outcomes and another} */
  public Outcomes<S> or(S next, double chance) {
    return or(next, Expression.of(chance));
  }

  /** {@return these outcomes and another} */
  public Outcomes<S> or(S next, Expression chance) {
    Require.that(next != null, "next state must not be null: orEnd(…) ends the episode");
    return and(Optional.of(next), chance);
  }

  /** {@return these outcomes, or the end of the episode with this chance} */
  public Outcomes<S> orEnd(double chance) {
    return orEnd(Expression.of(chance));
  }

  /** {@return these outcomes, or the end of the episode with this chance} */
  public Outcomes<S> orEnd(Expression chance) {
    return and(Optional.empty(), chance);
  }

  /** {@return these outcomes, and a state that gets what they lack to one} */
  public Outcomes<S> otherwise(S next) {
    return or(next, rest());
  }

  /** {@return these outcomes, and the end of the episode with what they lack to one} */
  public Outcomes<S> otherwiseEnd() {
    return orEnd(rest());
  }

  private Expression rest() {
    Expression rest = Expression.of(1);
    for (Expression chance : probability.values()) {
      rest = rest.minus(chance);
    }
    return rest;
  }

  /** {@return these outcomes, each chance divided by their sum: chances that were weights} */
  public Outcomes<S> normalised() {
    Expression sum = probability.values().stream().reduce(Expression.of(0), Expression::plus);
    Map<Optional<S>, Expression> shares = new LinkedHashMap<>(probability);
    shares.replaceAll((next, weight) -> weight.dividedBy(sum));
    return new Outcomes<>(shares);
  }

  /**
   * {@return these outcomes with probability 1 − w, others with probability w}
   *
   * @param weight w in [0, 1], such as an entry of y
   */
  public Outcomes<S> mixedWith(Outcomes<S> others, Expression weight) {
    Expression rest = weight.negated().plus(1);
    Map<Optional<S>, Expression> more = new LinkedHashMap<>();
    probability.forEach((next, chance) -> more.put(next, chance.times(rest)));
    others.probability.forEach(
        (next, chance) -> more.merge(next, chance.times(weight), Expression::plus));
    return new Outcomes<>(more);
  }

  private Outcomes<S> and(Optional<S> next, Expression chance) {
    Require.that(chance != null, "chance must not be null");
    Map<Optional<S>, Expression> more = new LinkedHashMap<>(probability);
    more.merge(next, chance, Expression::plus);
    return new Outcomes<>(more);
  }

  /** The probabilities, by next state; empty for the end. */
  Map<Optional<S>, Expression> probabilities() {
    return probability;
  }

  @Override
  public String toString() {
    return probability.toString();
  }
}
