package hyperlead.notebook;

import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.validation.Require;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A progress line for one training or for several seeds of it at once.
 *
 * <p>While it runs it says where the runs are after an interrupt, because the line of an
 * interrupted cell stays as it is: its kernel shows nothing more in it.
 */
public final class TrainingProgress implements LeaderTraining.Listener {
  private static final String UNDER_WAY = " (interrupted? LeaderTraining.lastRuns() has it)";

  private final Progress progress;
  private final int runs;
  private final Map<Long, Integer> updatesOf = new TreeMap<>();
  private final Map<Long, Double> objectiveOf = new TreeMap<>();

  private TrainingProgress(Progress progress, int runs) {
    this.progress = progress;
    this.runs = Require.positive("runs", runs);
  }

  /**
   * A line that ends when all runs have reported their last update.
   *
   * @param runs number of seeds, 1 for {@link LeaderTraining#run}
   * @return the listener, for {@link LeaderTraining#withListener}
   * @throws IllegalArgumentException if there are no runs
   */
  public static TrainingProgress of(String name, int runs) {
    return new TrainingProgress(Progress.named(name), runs);
  }

  @Override
  public synchronized void report(long seed, int update, int updates, double objective) {
    updatesOf.put(seed, update);
    objectiveOf.put(seed, objective);
    long done = updatesOf.values().stream().mapToLong(Integer::longValue).sum();
    double mean =
        objectiveOf.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    long total = (long) runs * updates;
    String status = String.format(Locale.ROOT, "mean objective %.3f", mean);
    progress.report(done, total, done < total ? status + UNDER_WAY : status);
  }

  /** Ends the line where it is: what remains holds no time. */
  @Override
  public synchronized void interrupted(List<Run> left) {
    progress.close();
  }

  @Override
  public String toString() {
    return progress.toString();
  }
}
