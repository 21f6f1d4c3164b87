package hyperlead.cluster;

import hyperlead.experiments.Outcome;
import hyperlead.experiments.Specification;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;
import scala.collection.Iterator;

/** What a task does: rows in turn until three seconds are over; others are given out again. */
record Rows(Broadcast<byte[]> sent, long limitMillis, List<Integer> rows)
    implements Function2<TaskContext, Iterator<Integer>, Rows.Made[]>, Serializable {
  private static final long ENOUGH = 3_000_000_000L;

  /** A row's outcome, and how long it took in nanoseconds. */
  record Made(int row, Outcome outcome, long nanos) implements Serializable {}

  @Override
  public Made[] apply(TaskContext context, Iterator<Integer> nothing) {
    List<Specification> runs = Packing.unpacked(sent.value());
    List<Made> made = new ArrayList<>();
    long begin = System.nanoTime();
    long before = begin;
    for (int i = 0; i < rows.size() && before - begin < ENOUGH; i++) {
      int row = rows.get(i);
      Outcome outcome = outcome(runs.get(row));
      long now = System.nanoTime();
      made.add(new Made(row, outcome, now - before));
      before = now;
    }
    return made.toArray(Made[]::new);
  }

  private Outcome outcome(Specification run) {
    if (limitMillis == 0) {
      return Outcome.of(run);
    }
    FutureTask<Outcome> task = new FutureTask<>(() -> Outcome.of(run));
    Thread thread = new Thread(task, "hyperlead-row");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Outcome.failed("took longer than " + Duration.ofMillis(limitMillis));
    } catch (InterruptedException | ExecutionException e) {
      throw new CancellationException(e + ": " + run);
    } finally {
      thread.interrupt(); // one that does not listen goes on until the worker ends
    }
  }
}
