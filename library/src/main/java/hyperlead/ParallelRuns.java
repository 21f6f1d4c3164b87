package hyperlead;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Runs of several seeds on all cores, which pass an interrupt on to the threads that do the work.
 */
final class ParallelRuns {
  private final LongFunction<Run> run;
  private final long[] seeds;
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  ParallelRuns(LongFunction<Run> run, long[] seeds) {
    this.run = run;
    this.seeds = seeds.clone();
  }

  List<Run> all() {
    ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), this::worker);
    try {
      List<Future<Run>> futures =
          IntStream.range(0, seeds.length)
              .mapToObj(i -> cores.submit(() -> begin(seeds[i])))
              .toList();
      return IntStream.range(0, seeds.length)
          .mapToObj(i -> result(futures.get(i), seeds[i]))
          .filter(Objects::nonNull)
          .toList();
    } finally {
      stop();
      cores.shutdown();
    }
  }

  private Thread worker(Runnable task) {
    Thread thread = new Thread(task, "hyperlead-run");
    thread.setDaemon(true);
    workers.add(thread);
    return thread;
  }

  private Run begin(long seed) {
    return stopping ? null : run.apply(seed);
  }

  private void stop() {
    stopping = true;
    workers.forEach(Thread::interrupt);
  }

  /** Waits to the end even when interrupted: the runs return early by themselves. */
  private Run result(Future<Run> future, long seed) {
    while (true) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        stop();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "run of seed " + seed + " failed: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }
}
