package hyperlead;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * The runs of the training that began last in this Java machine.
 *
 * <p>Static, because a notebook's kernel ends an interrupted cell at once and throws away what its
 * call returns a moment later: whoever asks then holds nothing that belongs to the call. Nothing
 * that is computed depends on it.
 */
final class LatestRuns {
  private static final String HINT =
      "Training interrupted: LeaderTraining.lastRuns() returns what there is.";

  private static volatile CompletableFuture<List<Run>> latest =
      CompletableFuture.completedFuture(List.of());

  /** What a thread, and the threads that it started, are training as a whole. */
  private static final ThreadLocal<CompletableFuture<List<Run>>> WHOLE =
      new InheritableThreadLocal<>();

  private LatestRuns() {}

  /**
   * Trains; from its beginning on, {@link #await} waits for it, unless it is a part of something.
   *
   * @param training adds its runs, and tells whether it came to its end
   */
  static List<Run> of(Predicate<List<Run>> training) {
    List<Run> runs = new ArrayList<>();
    CompletableFuture<List<Run>> whole = WHOLE.get();
    if (whole != null && !whole.isDone()) {
      var unused = training.test(runs); // the whole sees the interrupt itself
      return runs;
    }
    CompletableFuture<List<Run>> own = new CompletableFuture<>();
    CompletableFuture<List<Run>> before = latest;
    WHOLE.set(own);
    latest = own;
    try {
      if (!training.test(runs)) {
        hint();
      } else if (runs.isEmpty()) {
        latest = before; // a sweep whose runs stood in its file
      }
      own.complete(List.copyOf(runs));
      return own.join();
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      WHOLE.remove();
    }
  }

  /** The interrupt waits, lest it end a kernel's writing to its socket. */
  private static void hint() {
    boolean interrupted = Thread.interrupted();
    System.out.println(HINT);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static List<Run> await() {
    try {
      return latest.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the latest training failed: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the latest training was under way", e);
    }
  }
}
