package hyperlead;

/**
 * A follower, a critic or an estimator at work, which says of what {@link Kind} it is and for which
 * problem.
 */
public abstract class Worker {
  private final Object kind;
  private final LeaderProblem<?> problem;

  /** A worker of that kind for that problem. */
  protected Worker(Object kind, LeaderProblem<?> problem) {
    this.kind = kind;
    this.problem = problem;
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
