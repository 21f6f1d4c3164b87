package hyperlead.linearquadratic.critics;

import hyperlead.LeaderCritic;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A critic whose values V_L have a gradient with respect to what the follower sees, s = (x, a). */
public interface DifferentiableCritic extends LeaderCritic<LinearQuadraticEpisode> {
  /**
   * Adds factor · ∂V_L(x, a)/∂(x, a) at time t, whether the episode was there or not.
   *
   * @param t time, 0 ≤ t ≤ T; critics of games without end ignore it
   * @param rows array that holds x, anything for u, and a, as in an episode's path
   * @param from index of x_0
   * @param factor of the gradient, any sign
   * @param out length n + m + p in the order x, u, a; the entries of u stay; added into
   */
  void addValueGradient(int t, double[] rows, int from, double factor, double[] out);

  /** {@return whether V_L is a polynomial of degree two in (x, a)} */
  boolean isQuadratic();

  /** A kind of critic whose values have a gradient. */
  interface Kind extends LeaderCritic.Kind<LinearQuadraticEpisode> {
    @Override
    DifferentiableCritic on(LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random);

    @Override
    default DifferentiableCritic on(LeaderProblem<LinearQuadraticEpisode> problem) {
      return on(problem, new SplittableRandom(1));
    }
  }
}
