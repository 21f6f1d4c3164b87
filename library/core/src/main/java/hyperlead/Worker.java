package hyperlead;

import hyperlead.algebra.Learner;
import java.util.ArrayList;
import java.util.List;

/**
 * A follower, a critic or an estimator at work, which knows its {@link Kind} and its problem, and
 * remembers what is handed to {@link #remember}.
 *
 * @param <P> problems that it can work on
 */
public abstract class Worker<P extends LeaderProblem<?>> implements Learner {
  /** The problem that it works on. */
  protected final P problem;

  private final Object kind;
  private final List<Object> remembered = new ArrayList<>();

  /** A worker of that kind for that problem. */
  protected Worker(Object kind, P problem) {
    this.kind = kind;
    this.problem = problem;
  }

  /**
   * Makes something a part of what it remembers.
   *
   * @param part an array, what remembers itself, such as a critic within an estimator, or a list
   * @return the part
   */
  protected final <T> T remember(T part) {
    if (part instanceof Iterable<?> several) {
      several.forEach(this::remember);
    } else {
      remembered.add(part);
    }
    return part;
  }

  @Override
  public final List<double[]> memory() {
    return Learner.memory(remembered);
  }

  /** {@return the largest share among its parts; NaN if none of them has one} */
  @Override
  public double unseen() {
    return remembered.stream()
        .mapToDouble(part -> part instanceof Learner own ? own.unseen() : Double.NaN)
        .filter(share -> !Double.isNaN(share))
        .max()
        .orElse(Double.NaN);
  }

  /** Throws an {@link IllegalArgumentException} if a round is not of the problem it works on. */
  protected final void checkOf(Episodes<?> round) {
    round.checkOf(problem);
  }

  @Override
  public final String toString() {
    return kind + " on " + problem.name();
  }
}
