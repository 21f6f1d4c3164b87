package hyperlead.prototyping.linearquadratic;

import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;

/**
 * The entries of a matrix that may depend on the configuration, as a lambda.
 *
 * @param <R> names of the rows
 * @param <C> names of the columns
 */
@FunctionalInterface
public interface Entries<R, C> {
  /**
   * {@return the entry in a row and a column} Must be a pure function.
   *
   * @param y configuration at θ
   * @param row name of the row
   * @param column name of the column
   */
  Expression at(Configuration y, R row, C column);
}
