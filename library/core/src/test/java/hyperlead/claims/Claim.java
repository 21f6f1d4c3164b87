package hyperlead.claims;

import hyperlead.LeaderTraining;
import hyperlead.Run;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What is said somewhere of a training: its last iterates on seeds that its settings were not
 * chosen on.
 *
 * @param id its name in the file and in texts
 * @param training with all its settings
 * @param measure of a run's last iterate, in words
 * @param value of a run
 * @param failing values below it count as failures
 * @param seeds how many, from 101 on
 */
record Claim(
    String id,
    LeaderTraining<?> training,
    String measure,
    ToDoubleFunction<Run> value,
    double failing,
    int seeds) {
  /** A claim about the exact objective of the last iterate. */
  static Claim of(String id, LeaderTraining<?> training, double failing) {
    return new Claim(id, training, "J", Run::objective, failing, 40);
  }

  /** The same claim on so many seeds. */
  Claim withSeeds(int number) {
    return new Claim(id, training, measure, value, failing, number);
  }

  /** The same claim with so many samples an update. */
  Claim withSamples(int samples) {
    return new Claim(id, training.withSamples(samples), measure, value, failing, seeds);
  }

  /** The values of all seeds, in their order. */
  List<Double> values() {
    long[] each = LongStream.range(101, 101 + seeds).toArray();
    return training.runs(each).stream().mapToDouble(value).boxed().toList();
  }
}
