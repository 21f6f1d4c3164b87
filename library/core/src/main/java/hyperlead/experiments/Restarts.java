package hyperlead.experiments;

import hyperlead.Episode;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.algebra.Require;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Restarts: short trials from several starts; the most promising one is trained on.
 *
 * <pre>
 * θ_0^i ~ start,   i* = argmax_i  mean of the sampled returns over the second half of trial i
 * </pre>
 *
 * <p>The choice uses sampled returns only, which the leader sees, never the exact objective; the
 * samples of all trials are charged to the run. The training goes on from the last θ of the trial,
 * with a fresh critic. Needs what the training needs. Cost: starts · updates more updates.
 *
 * @param training what is run, with the law of its starts
 * @param starts number of trials
 * @param updates of a trial
 */
public record Restarts<E extends Episode>(LeaderTraining<E> training, int starts, int updates) {
  public Restarts {
    Require.positive("starts", starts);
    Require.positive("updates", updates);
  }

  /**
   * Trains once: the trials on all cores, then the most promising one to the end. An interrupt ends
   * it early, as it does {@link LeaderTraining#run}; among the trials it gives the best of them.
   *
   * @param seed of all chance in the run; any number
   * @return the run, with the samples of all trials in its log's {@code samples}
   * @throws IllegalStateException if a trial failed; the cause is what it threw
   */
  public Run run(long seed) {
    return LeaderTraining.asOne(
            runs -> {
              runs.add(whole(seed));
              return !runs.get(0).interrupted();
            })
        .get(0);
  }

  private Run whole(long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<Run> trials =
        training
            .withUpdates(updates)
            .withLogEvery(1)
            .withListener((done, total, status) -> {})
            .runs(seeds.longs(starts).toArray());
    if (trials.isEmpty()) {
      // Interrupted before the first of them began, and so is the run.
      return training.run(seeds.nextLong());
    }
    long spent = trials.stream().mapToLong(Restarts::samples).sum();
    Run best = trials.stream().max(Comparator.comparingDouble(Restarts::laterReturn)).orElseThrow();
    if (trials.size() < starts || trials.stream().anyMatch(Run::interrupted)) {
      return best.chargedWith(spent - samples(best));
    }
    return training.withStart(random -> best.theta()).run(seeds.nextLong()).chargedWith(spent);
  }

  private static long samples(Run run) {
    double[] samples = run.column("samples");
    return (long) samples[samples.length - 1];
  }

  private static double laterReturn(Run run) {
    double[] returns = run.column("sampled return");
    return DoubleStream.of(returns).skip(returns.length / 2).average().orElseThrow();
  }
}
