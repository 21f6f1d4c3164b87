package hyperlead;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the listener of a training how far all of its runs are together.
 *
 * <p>While they run it says where they are after an interrupt, because the line of an interrupted
 * cell stays as it is: its kernel shows nothing more in it.
 */
final class JointReport {
  private static final String UNDER_WAY = " (interrupted? LeaderTraining.lastRuns() has it)";

  private final Listener listener;
  private final long total;
  private final Map<Integer, Row> rows = new TreeMap<>();

  /** What the last row of a run says. */
  private record Row(int updates, double objective) {}

  JointReport(Listener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  /** A run, by its number and not its seed, which may stand twice, logged a row. */
  synchronized void row(int run, int update, double objective) {
    rows.put(run, new Row(update, objective));
    long done = rows.values().stream().mapToLong(Row::updates).sum();
    double mean = rows.values().stream().mapToDouble(Row::objective).average().orElseThrow();
    String status = String.format(Locale.ROOT, "mean objective %.3f", mean);
    listener.report(done, total, done < total ? status + UNDER_WAY : status);
  }
}
