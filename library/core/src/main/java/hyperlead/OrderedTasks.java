package hyperlead;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Numbered tasks on several threads, whose results are taken in the order of the numbers, so that
 * sums over them are the same bits on any number of threads.
 *
 * <p>An interrupt of the thread that waits is passed on to those that work. Tasks that have not
 * begun are left out, and what those under way still return is taken: a partial result, or null for
 * none. Its flag is set again in the end, for whoever called.
 */
public final class OrderedTasks<T> {
  private final int count;
  private final int threads;
  private final int window;
  private final IntFunction<String> name;
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;
  private boolean interrupted;

  /**
   * Tasks to be run once.
   *
   * @param count how many, numbered from 0
   * @param threads that work on them
   * @param window most tasks begun or waiting before the first of them is taken; bounds memory
   * @param name of a task, for the message if it fails
   */
  public OrderedTasks(int count, int threads, int window, IntFunction<String> name) {
    this.count = count;
    this.threads = threads;
    this.window = window;
    this.name = name;
  }

  /** {@return whether an interrupt came or a task failed, so that the rest should end early} */
  public boolean stopping() {
    return stopping;
  }

  /**
   * Runs the tasks; when it returns, no thread works on them any more.
   *
   * @param task called with each number, on the threads; should end early once {@link #stopping}
   * @param taker called with each result but null in order, on this thread
   * @return false if this thread was interrupted before the last result was taken
   * @throws IllegalStateException if a task failed, naming it; the cause is what it threw. One that
   *     fails after an interrupt, and may do so because of it, has no result instead
   */
  public boolean run(IntFunction<T> task, Consumer<T> taker) {
    ExecutorService cores = Executors.newFixedThreadPool(threads, this::worker);
    try {
      return take(cores, task, taker);
    } finally {
      stop();
      end(cores);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean take(ExecutorService cores, IntFunction<T> task, Consumer<T> taker) {
    Queue<Future<T>> begun = new ArrayDeque<>();
    int next = 0;
    for (int taken = 0; taken < count; taken++) {
      // Before another task begins; a future that is done does not look at the flag.
      if (Thread.interrupted()) {
        interrupt();
      }
      for (; next < count && begun.size() < window; next++) {
        int number = next;
        begun.add(cores.submit(() -> stopping ? null : task.apply(number)));
      }
      T result = result(begun.remove(), taken);
      if (result != null) {
        taker.accept(result);
      }
    }
    return !stopping;
  }

  /** Waits even when interrupted: the tasks return early by themselves. */
  private T result(Future<T> future, int number) {
    while (true) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        interrupt();
      } catch (ExecutionException e) {
        if (stopping) {
          return null;
        }
        throw failed(name.apply(number), e.getCause());
      }
    }
  }

  /** {@return the exception for a task that failed, naming it, wherever it was worked on} */
  public static IllegalStateException failed(String name, Throwable cause) {
    return new IllegalStateException(name + " failed: " + cause.getMessage(), cause);
  }

  private void end(ExecutorService cores) {
    cores.shutdown();
    for (boolean ended = false; !ended; ) {
      try {
        ended = cores.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  private Thread worker(Runnable work) {
    Thread thread = new Thread(work, "hyperlead-task");
    thread.setDaemon(true);
    workers.add(thread);
    return thread;
  }

  /** Of the thread that waits, whose flag is set again at the end. */
  private void interrupt() {
    interrupted = true;
    stop();
  }

  private void stop() {
    stopping = true;
    workers.forEach(Thread::interrupt);
  }
}
