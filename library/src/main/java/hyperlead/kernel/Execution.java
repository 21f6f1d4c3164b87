package hyperlead.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * Runs snippets in this process, each in a thread of its own, and keeps what the last one returned.
 *
 * <p>An interrupt first asks: it interrupts the thread, and a loop that polls {@link
 * Thread#interrupted()} may return what it has. Code that is still running after a grace period is
 * stopped by {@link LocalExecutionControl}: up to JDK 19 by ending its threads, from JDK 20 on by a
 * check that it weaves into the cell's own loops and methods.
 */
final class Execution extends LocalExecutionControl {
  private static final long LOOK_MILLIS = 20;
  private static final long GRACE_MILLIS = 300;

  /** A library's loop that polls for interrupts may need a moment to come round. */
  private static final long LIBRARY_GRACE_MILLIS = 700;

  /** A class whose initializer was stopped can never be used again. */
  private static final long INITIALIZER_GRACE_MILLIS = 10_000;

  private static final String OURS = Execution.class.getPackageName() + ".";
  private static final Method CALL = callMethod();

  /** The method to call is static for LocalExecutionControl, and so is the way to its state. */
  private static Execution current;

  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private Method snippet;
  private Thread runner;
  private volatile Object value;
  private boolean running;
  private boolean interruptPending;
  private volatile boolean stopped;
  private long started;
  private int depth;

  private static Method callMethod() {
    try {
      Method call = Execution.class.getDeclaredMethod("call");
      call.setAccessible(true);
      return call;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** Forgets the last run: the next snippet may be a declaration, which does not run. */
  void reset() {
    value = null;
    stopped = false;
  }

  /** What the snippet that ran returned; null if it returned nothing, or none ran. */
  Object value() {
    return value;
  }

  /** Whether the snippet that ran was stopped. */
  boolean wasStopped() {
    return stopped;
  }

  @Override
  protected String invoke(Method method) throws Exception {
    if (isRunning()) {
      // eval(String) within a cell: a part of the snippet that called it.
      value = method.invoke(null);
      return "";
    }
    begin(method);
    try {
      super.invoke(CALL);
    } catch (StoppedException e) {
      stopped = true;
      throw e;
    } finally {
      end();
    }
    return "";
  }

  private synchronized boolean isRunning() {
    return running;
  }

  private synchronized void begin(Method method) throws StoppedException {
    if (interruptPending) {
      stopped = true;
      throw new StoppedException();
    }
    current = this;
    snippet = method;
    running = true;
    started++;
  }

  private synchronized void end() {
    running = false;
    runner = null;
    notifyAll();
  }

  /**
   * Called by LocalExecutionControl in the thread that it waits for, and stops. The snippet runs in
   * a further thread, in a group of ours.
   */
  static Object call() throws Throwable {
    Execution execution = current;
    FutureTask<Object> task = new FutureTask<>(() -> execution.snippet.invoke(null));
    awaitEnd(execution.startRunner(task));
    if (!task.isDone()) {
      throw new ThreadDeath();
    }
    try {
      execution.value = task.get();
      return null;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof InvocationTargetException ? cause.getCause() : cause;
    }
  }

  private synchronized Thread startRunner(Runnable task) {
    runner = new Thread(new CellThreads(), task, "cell");
    runner.setContextClassLoader(loader);
    runner.start();
    if (interruptPending) {
      runner.interrupt();
    }
    return runner;
  }

  /** Being stopped is for the runner; when it has ended, so does the thread that waits here. */
  @SuppressWarnings("ThreadJoinLoop") // the usual remedy knows nothing of ThreadDeath
  private static void awaitEnd(Thread runner) {
    while (runner.isAlive()) {
      try {
        runner.join();
      } catch (InterruptedException | ThreadDeath meantForRunner) {
        // Look again whether the runner has ended.
      }
    }
  }

  /** Forgets an interrupt that came when nothing ran. */
  synchronized void clearInterrupt() {
    interruptPending = false;
  }

  /** Whether an interrupt came when nothing ran, such as while a snippet was compiled. */
  synchronized boolean isInterruptPending() {
    return interruptPending;
  }

  /** Ends the running snippet, gently if it lets itself be, or the one that would run next. */
  synchronized void interrupt() throws ExecutionControlException {
    if (runner == null) {
      interruptPending = true;
    } else {
      runner.interrupt();
    }
    long asked = started;
    awaitGracefulEnd(asked);
    if (running && started == asked) {
      stop();
    }
  }

  private void awaitGracefulEnd(long asked) {
    long begin = System.nanoTime();
    try {
      while (running && started == asked && mayGoOn(System.nanoTime() - begin)) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean mayGoOn(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return millis < GRACE_MILLIS || (runner != null && millis < graceOf(runner.getStackTrace()));
  }

  private static long graceOf(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getMethodName().equals("<clinit>")) {
        return INITIALIZER_GRACE_MILLIS;
      }
    }
    for (StackTraceElement frame : stack) {
      boolean platform = frame.getModuleName() != null || frame.getClassName().startsWith(OURS);
      if (!platform) {
        return frame.getClassName().startsWith("REPL.") ? GRACE_MILLIS : LIBRARY_GRACE_MILLIS;
      }
    }
    return GRACE_MILLIS;
  }

  /** Counted, because eval(String) enters a second time: the outer code still runs after it. */
  @Override
  protected synchronized void clientCodeEnter() {
    depth++;
    super.clientCodeEnter();
  }

  @Override
  protected synchronized void clientCodeLeave() {
    depth--;
    if (depth == 0) {
      super.clientCodeLeave();
    }
  }

  /**
   * The threads that a cell starts. LocalExecutionControl keeps quiet about exceptions that end
   * them; this says so on the error stream.
   */
  private static final class CellThreads extends ThreadGroup {
    CellThreads() {
      super("cell");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
      if (!(e instanceof ThreadDeath)) {
        System.err.print("Exception in thread " + thread.getName() + ": ");
        e.printStackTrace();
      }
    }
  }
}
