package hyperlead;

/** A leader's problem whose steps are rows of numbers, v = (b, x, u). */
public interface StepProblem<E extends StepEpisode> extends LeaderProblem<E> {
  /** {@return the length of v} */
  int width();

  /** {@return the length of u, which ends v} */
  int actions();
}
