package hyperlead.laboratory;

import hyperlead.OrderedTasks;
import hyperlead.Run;
import hyperlead.laboratory.SweepLines.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The runs of a sweep that are still to be done. */
final class SweepWork {
  private final Sweep sweep;
  private final SweepFile file;
  private final SweepLines lines;
  private final Map<Integer, Outcome> outcomes;
  private final List<Integer> pending;
  private final OrderedTasks<Run> tasks;

  /**
   * Work left by a file.
   *
   * @param outcomes what has been done, by the number of its specification; grows
   */
  SweepWork(Sweep sweep, SweepFile file, SweepLines lines, Map<Integer, Outcome> outcomes) {
    this.sweep = sweep;
    this.file = file;
    this.lines = lines;
    this.outcomes = outcomes;
    pending =
        IntStream.range(0, sweep.specifications().size())
            .filter(i -> !outcomes.containsKey(i))
            .boxed()
            .toList();
    tasks =
        new OrderedTasks<>(
            pending.size(),
            sweep.threads(),
            pending.size(),
            i -> "run of " + specification(pending.get(i)));
  }

  private Specification specification(int number) {
    return sweep.specifications().get(number);
  }

  /**
   * Makes them, or as many as an interrupt leaves time for; whether it left time for all.
   *
   * @param runs is given all that were made, also those that were ended early, in order
   */
  boolean finish(List<Run> runs) {
    report("");
    return tasks.run(i -> run(pending.get(i)), runs::add);
  }

  /** Records a run, unless it was ended early. */
  private Run run(int number) {
    Specification specification = specification(number);
    Run run = specification.training().run(specification.seed());
    if (!run.interrupted()) {
      Outcome outcome = Outcome.of(run, sweep.measures());
      String fingerprint = Fingerprint.of(specification.training(), specification.seed());
      record(number, outcome, lines.line(number, fingerprint, outcome));
    }
    return run;
  }

  private synchronized void record(int number, Outcome outcome, String line) {
    // A method that polls for interrupts by itself may have returned what it had.
    if (tasks.stopping()) {
      return;
    }
    file.append(line);
    outcomes.put(number, outcome);
    boolean last = outcomes.size() == sweep.specifications().size();
    report(last ? "" : specification(number).toString());
  }

  private void report(String status) {
    sweep.listener().report(outcomes.size(), sweep.specifications().size(), status);
  }
}
