package hyperlead.laboratory;

import hyperlead.OrderedTasks;
import hyperlead.Run;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The runs of a sweep that are still to be done. */
final class SweepWork {
  private final Sweep sweep;
  private final SweepFile file;
  private final Map<Integer, Outcome> outcomes;
  private final List<Integer> pending;
  private final OrderedTasks<Boolean> tasks;

  /**
   * Work left by a file.
   *
   * @param sweep what is to be done
   * @param file where it is recorded
   * @param outcomes what has been done, by the number of its specification; grows
   */
  SweepWork(Sweep sweep, SweepFile file, Map<Integer, Outcome> outcomes) {
    this.sweep = sweep;
    this.file = file;
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

  /** Runs them, or as many as an interrupt leaves time for. */
  void finish() {
    report("");
    tasks.run(i -> run(pending.get(i)), recorded -> {});
  }

  /** Whether a run was recorded, which it is not if it was ended early. */
  private boolean run(int number) {
    Specification specification = specification(number);
    Run run = specification.training().run(specification.seed());
    if (run.interrupted()) {
      return false;
    }
    Outcome outcome = Outcome.of(run, sweep.measures());
    return record(number, outcome);
  }

  private synchronized boolean record(int number, Outcome outcome) {
    // A method that polls for interrupts by itself may have returned what it had.
    if (tasks.stopping()) {
      return false;
    }
    file.append(number, outcome);
    outcomes.put(number, outcome);
    boolean last = outcomes.size() == sweep.specifications().size();
    report(last ? "" : specification(number).toString());
    return true;
  }

  private void report(String status) {
    sweep.listener().report(outcomes.size(), sweep.specifications().size(), status);
  }
}
