package hyperlead.cluster;

import hyperlead.experiments.Outcome;
import hyperlead.experiments.Specification;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a task does: rows one after another until a second is over; the others are given out again.
 */
record Rows(Broadcast<byte[]> sent, long limitMillis)
    implements FlatMapFunction<Iterator<Integer>, Rows.Made> {
  private static final long ENOUGH = 1_000_000_000L;

  /** A row's outcome, and how long it took in nanoseconds. */
  record Made(int row, Outcome outcome, long nanos) implements Serializable {}

  @Override
  public Iterator<Made> call(Iterator<Integer> rows) throws Exception {
    List<Specification> runs = Packing.unpacked(sent.value());
    List<Made> made = new ArrayList<>();
    long begin = System.nanoTime();
    long before = begin;
    while (rows.hasNext() && before - begin < ENOUGH) {
      int row = rows.next();
      Outcome outcome = outcome(runs.get(row));
      long now = System.nanoTime();
      made.add(new Made(row, outcome, now - before));
      before = now;
    }
    return made.iterator();
  }

  private Outcome outcome(Specification run) throws InterruptedException {
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
    } catch (ExecutionException e) {
      throw new CancellationException(e.getCause().toString());
    } finally {
      thread.interrupt(); // one that does not listen goes on until the worker ends
    }
  }
}
