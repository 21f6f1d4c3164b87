package hyperlead.prototyping;

/** A transition law P(·|x, a; y), as a lambda. */
@FunctionalInterface
public interface Transitions<S, A> {
  /**
   * {@return where a step can lead, with probabilities} Must be a pure function, and name the same
   * next states for every y; a probability may be zero.
   */
  Outcomes<S> at(Configuration y, S state, A action);
}
