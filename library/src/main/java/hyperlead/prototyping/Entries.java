package hyperlead.prototyping;

/** The entries of a matrix that may depend on the configuration, as a lambda. */
@FunctionalInterface
public interface Entries<R, C> {
  /** {@return the entry in a row and a column} Must be a pure function. */
  Expression at(Configuration y, R row, C column);
}
