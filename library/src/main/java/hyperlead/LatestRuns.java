package hyperlead;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The runs of the training that began last in this Java machine.
 *
 * <p>Static, because a notebook's kernel ends an interrupted cell at once and throws away what its
 * call returns a moment later: whoever asks then holds nothing that belongs to the call. Nothing
 * that is computed depends on it.
 */
final class LatestRuns {
  private static volatile CompletableFuture<List<Run>> latest =
      CompletableFuture.completedFuture(List.of());

  private LatestRuns() {}

  /** Trains; from its beginning on, {@link #await} waits for it. */
  static List<Run> of(Supplier<List<Run>> training) {
    CompletableFuture<List<Run>> own = new CompletableFuture<>();
    latest = own;
    try {
      own.complete(training.get());
      return own.join();
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
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
