package hyperlead.prototyping;

/** A reward r(x, a; y), as a lambda. */
@FunctionalInterface
public interface Reward<S, A> {
  /** {@return r(x, a; y), dimensionless} Must be a pure function. */
  Expression at(Configuration y, S state, A action);
}
