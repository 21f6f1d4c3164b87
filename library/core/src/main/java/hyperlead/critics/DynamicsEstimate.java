package hyperlead.critics;

import hyperlead.Episodes;
import hyperlead.algebra.LeastSquares;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticModel;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearSystem;
import java.util.Arrays;
import java.util.List;

/**
 * Dynamics that a leader does not know, by least squares over all steps it has seen:
 *
 * <pre>
 * [Ĉ Â B̂] minimises Σ_t |x_{t+1} − C a_t − A x_t − B u_t|²,   D̂ = diag(root mean square of residuals)
 * </pre>
 *
 * <p>Regressors are scaled to unit mean square first. Rounds of several θ make the estimate better,
 * because the leader's action then is not always the same multiple of the state. Exact up to
 * rounding where transitions have no noise and (a, x, u) spans all directions; the error falls with
 * the square root of the steps otherwise. Cost O(steps · N²) with N = n + m + p, and N³ an
 * estimate.
 */
public record DynamicsEstimate() implements ModelSource.Kind {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if θ moves the dynamics: then the leader knows A, and steps of
   *     different θ cannot be put together
   */
  @Override
  public ModelSource on(LinearQuadraticProblem problem) {
    boolean known = problem.system().dynamics().isConfigured();
    Require.that(!known, "dynamics must not depend on theta: %s", problem.name());
    return new Fit(problem);
  }

  @Override
  public String toString() {
    return "identified";
  }

  private static final class Fit implements ModelSource {
    private final LinearQuadraticProblem problem;
    private final LinearSystem system;
    private final LeastSquares equations;

    Fit(LinearQuadraticProblem problem) {
      this.problem = problem;
      system = problem.system();
      equations = new LeastSquares(system.width(), system.states());
    }

    /**
     * Adds a round to all that was seen before.
     *
     * @param episodes all under one θ
     * @return the model at that θ with the estimated dynamics in place of its own
     * @throws ArithmeticException if nothing was seen of some direction of (a, x, u)
     */
    @Override
    public LinearQuadraticModel observe(Episodes<LinearQuadraticEpisode> episodes) {
      episodes.checkOf(problem);
      int n = system.states();
      int p = system.leaderActions();
      for (LinearQuadraticEpisode episode : episodes.list()) {
        for (int t = 0; t < episode.length(); t++) {
          int next = episode.row(t + 1) + p;
          System.arraycopy(episode.path(), episode.row(t), equations.features(), 0, system.width());
          equations.add(1, 0, Arrays.copyOfRange(episode.path(), next, next + n));
        }
      }
      Matrix weights = equations.solve("mean squares of (a, x, u)", 0);
      Matrix all = weights.transposed();
      LinearQuadraticModel model = episodes.list().get(0).response().model();
      return model.withDynamics(
          all.block(0, p, n, n),
          all.block(0, p + n, n, system.actions()),
          all.block(0, 0, n, p),
          noise(equations.residuals(weights)));
    }

    @Override
    public List<double[]> memory() {
      return equations.memory();
    }

    /**
     * A factor of the residuals' covariance; rounding below a part in 10⁹ of the state counts as
     * none.
     */
    private Matrix noise(Matrix residuals) {
      int n = system.states();
      double least = 1e-9 * equations.residuals(Matrix.zero(system.width(), n)).largest();
      return Matrix.of(
          n,
          n,
          (i, j) -> i == j && residuals.get(i, i) > least ? Math.sqrt(residuals.get(i, i)) : 0);
    }
  }
}
