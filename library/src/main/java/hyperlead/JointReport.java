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
  private final Map<Long, Integer> updates = new TreeMap<>();
  private final Map<Long, Double> objectives = new TreeMap<>();

  JointReport(Listener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  /** A run of that seed logged a row. */
  synchronized void row(long seed, int update, double objective) {
    updates.put(seed, update);
    objectives.put(seed, objective);
    long done = updates.values().stream().mapToLong(Integer::longValue).sum();
    double mean =
        objectives.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    String status = String.format(Locale.ROOT, "mean objective %.3f", mean);
    listener.report(done, total, done < total ? status + UNDER_WAY : status);
  }
}
