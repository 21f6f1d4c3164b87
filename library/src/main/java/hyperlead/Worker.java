package hyperlead;

/**
 * A follower, a critic or an estimator at work, which says of what {@link Kind} it is and for which
 * problem.
 */
public abstract class Worker {
  private final Object kind;
  private final LeaderProblem<?> problem;

  /**
   * A worker that says what it is.
   *
   * @param kind what it is of
   * @param problem what it is for
   */
  protected Worker(Object kind, LeaderProblem<?> problem) {
    this.kind = kind;
    this.problem = problem;
  }

  @Override
  public final String toString() {
    return kind + " on " + problem.name();
  }
}
