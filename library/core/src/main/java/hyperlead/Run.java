package hyperlead;

import java.util.Locale;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** A finished run: its last θ and its log. Immutable. */
public final class Run {
  private final double[] theta;
  private final Table log;
  private final long seed;
  private final String settings;
  private final boolean interrupted;

  Run(double[] theta, Table log, long seed, String settings, boolean interrupted) {
    this.theta = theta.clone();
    this.log = log;
    this.seed = seed;
    this.settings = settings;
    this.interrupted = interrupted;
  }

  /** {@return the last iterate θ, length d, a copy} */
  public double[] theta() {
    return theta.clone();
  }

  /**
   * {@return a copy of the log: a row at update 0, then at every {@code logEvery}-th, and one for
   * the last iterate}
   *
   * <ul>
   *   <li>{@code update}: updates that led to this θ; {@code samples}: simulated steps they used
   *   <li>{@code objective}: J(θ), exact; {@code sampled return}: its mean over this round's
   *       episodes
   *   <li>{@code |direct|}, {@code |guidance|}: Euclidean norms of the two estimated terms
   *   <li>{@code cosine}: between estimated and exact ∇J, if there was a referee
   *   <li>{@code residual}: the follower's, see {@link Response#residual}
   * </ul>
   */
  public Table log() {
    return log.copy();
  }

  /** {@return J at the last iterate, exact} */
  public double objective() {
    return log.doubleColumn("objective").get(log.rowCount() - 1);
  }

  /**
   * {@return a column of the log, such as {@code objective}, as numbers, one a row; a new array}
   */
  public double[] column(String name) {
    return log.numberColumn(name).asDoubleArray();
  }

  /**
   * {@return the same run with simulated steps that were spent before it, such as those of
   * discarded trials, counted in every row of its log}
   */
  public Run chargedWith(long samples) {
    Table charged = log.copy();
    LongColumn count = charged.longColumn("samples");
    for (int row = 0; row < count.size(); row++) {
      count.set(row, count.get(row) + samples);
    }
    return new Run(theta, charged, seed, settings, interrupted);
  }

  /** {@return the seed of all its chance} */
  public long seed() {
    return seed;
  }

  /** {@return what was set, in one line} */
  public String settings() {
    return settings;
  }

  /** {@return whether it was ended early by an interrupt} */
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public String toString() {
    int updates = log.intColumn("update").get(log.rowCount() - 1);
    return String.format(
        Locale.ROOT,
        "Run of %s, seed %d: J = %.4f after %d updates%s",
        settings,
        seed,
        objective(),
        updates,
        interrupted ? " (interrupted)" : "");
  }
}
