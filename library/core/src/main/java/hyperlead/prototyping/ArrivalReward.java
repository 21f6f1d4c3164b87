package hyperlead.prototyping;

import java.util.Optional;

/** A reward r(x, a, x'; y) that depends on where the step leads, as a lambda. */
@FunctionalInterface
public interface ArrivalReward<S, A> {
  /**
   * {@return r(x, a, x'; y), dimensionless} Must be a pure function.
   *
   * @param next x', empty for the end of the episode
   */
  Expression at(Configuration y, S state, A action, Optional<S> next);
}
