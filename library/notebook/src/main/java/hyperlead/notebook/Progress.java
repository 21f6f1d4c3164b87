package hyperlead.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One line that says how far a long computation is, live in a notebook and on a terminal.
 *
 * <p>While it runs it is redrawn about four times a second, with the time left. What remains when
 * it is finished or {@linkplain #close closed}, and what a notebook therefore stores, holds no
 * time. Where nothing can be redrawn, only that last line is shown.
 */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL_NANOS = 250_000_000;

  private final String name;
  private final Function<String, Rendering> shown;
  private final ProgressLine line;
  private final LongSupplier nanoTime;
  private long started;
  private long found = -1;
  private long drawn;
  private long pause = INTERVAL_NANOS;
  private String last = "";
  private boolean ended;

  Progress(
      String name, Function<String, Rendering> shown, ProgressLine line, LongSupplier nanoTime) {
    this.name = name;
    this.shown = shown;
    this.line = line;
    this.nanoTime = nanoTime;
    drawn = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  /** {@return a progress line of what is computed, not shown before the first report} */
  public static Progress named(String name) {
    return new Progress(name, Rendering::ofText, ProgressLine.here(), System::nanoTime);
  }

  /**
   * {@return the same, in a notebook as a picture that is drawn anew, elsewhere as a line}
   *
   * @param picture of the line, such as a chart that has it as its title
   */
  public static Progress pictured(String name, Function<String, Picture> picture) {
    Function<String, Rendering> drawn = line -> Notebook.render(picture.apply(line));
    boolean live = KernelDisplay.running().isLive();
    Function<String, Rendering> shown = live ? drawn : Rendering::ofText;
    return new Progress(name, shown, ProgressLine.here(), System::nanoTime);
  }

  /**
   * Says how far the computation is. The report with {@code done == total} ends the line. The time
   * left is by the rate since the first report, so that what an earlier process did does not count.
   *
   * @param done steps done, from 0 to total
   * @param total steps in all, at least 1
   * @param status further words, such as the current objective; may be empty
   */
  public synchronized void report(long done, long total, String status) {
    if (done < 0 || done > total || total < 1) {
      throw new IllegalArgumentException("done must be in 0.." + total + ": " + done);
    }
    String suffix = status.isEmpty() ? "" : ", " + status;
    last = name + ": " + done + " of " + total + suffix;
    if (done == total) {
      close();
      return;
    }
    long now = nanoTime.getAsLong();
    if (found < 0) {
      found = done;
      started = now;
    }
    if (!ended && now - drawn >= pause) {
      line.draw(shown.apply(last + left(done - found, total - done, now - started)));
      drawn = nanoTime.getAsLong();
      pause = Math.max(INTERVAL_NANOS, 9 * (drawn - now)); // drawing takes a tenth of the time
    }
  }

  private static String left(long made, long missing, long nanos) {
    if (made <= 0) {
      return "";
    }
    long seconds = Math.round(nanos * 1e-9 * missing / made);
    Duration left = Duration.ofSeconds(seconds);
    return String.format(Locale.ROOT, ", %d:%02d left", left.toMinutes(), left.toSecondsPart());
  }

  /** Ends the line where it is, without times; to be called when a computation stops early. */
  @Override
  public synchronized void close() {
    if (!ended && !last.isEmpty()) {
      line.end(shown.apply(last));
    }
    ended = true;
  }

  @Override
  public String toString() {
    return last;
  }
}
