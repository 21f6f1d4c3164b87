package hyperlead.prototyping;

/** The transition law p(·|s, b, a) of a game, as a lambda. */
@FunctionalInterface
public interface GameTransitions<S, B, A> {
  /**
   * {@return where a step can lead, with probabilities}
   *
   * @param state s
   * @param leader b
   * @param follower a
   */
  Outcomes<S> at(S state, B leader, A follower);
}
