package hyperlead;

/**
 * Hears how far a long computation has come, one call at a time. A progress line of a notebook fits
 * as it is: {@code progress::report}.
 */
@FunctionalInterface
public interface Listener {
  /**
   * One more piece is done.
   *
   * @param done pieces done; the first report of a resumed sweep counts those found in its file, so
   *     a time left that is reckoned from all of them is too short then
   * @param status further words, empty if there are none
   */
  void report(long done, long total, String status);

  /**
   * A training's log has one more row; the report that counts it comes after it.
   *
   * @param run its place among the runs that were begun together, from 0
   */
  default void row(int run, int update, double objective) {}
}
