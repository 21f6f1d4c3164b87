package hyperlead.experiments;

import hyperlead.Run;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What became of a run on a worker, fit to be sent. Immutable. */
public final class Outcome implements Serializable {
  private static final long serialVersionUID = 1;

  /** Before the reason, where a row has its fingerprint. */
  static final String FAILED = "failed: ";

  private static final int LONGEST = 500;

  private final Run run;
  private final String fingerprint;

  private Outcome(Run run, String fingerprint) {
    this.run = run;
    this.fingerprint = fingerprint;
  }

  /**
   * Makes a run on this thread. What it throws is its outcome.
   *
   * @throws CancellationException if an interrupt ended it
   */
  public static Outcome of(Specification specification) {
    try {
      Run run = specification.training().runAsPart(specification.seed());
      if (!run.interrupted()) {
        return new Outcome(run, Fingerprint.of(specification.training(), specification.seed()));
      }
    } catch (RuntimeException | Error e) {
      if (!Thread.currentThread().isInterrupted()) {
        return failed(e.toString());
      }
    }
    throw new CancellationException("interrupted: " + specification);
  }

  /**
   * {@return the outcome of a run that cannot be made}
   *
   * @param reason whose line ends become blanks; a long one is cut
   */
  public static Outcome failed(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return new Outcome(null, FAILED + line.substring(0, Math.min(LONGEST, line.length())));
  }

  /** {@return the run, unless it failed} */
  public Optional<Run> run() {
    return Optional.ofNullable(run);
  }

  /** {@return what the run's first update showed, or why it failed} */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return fingerprint;
  }
}
