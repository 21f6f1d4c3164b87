package hyperlead.identification;

import hyperlead.Episodes;
import hyperlead.dense.Cholesky;
import hyperlead.dense.Matrix;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.LinearSystem;
import hyperlead.linearquadratic.critics.ModelSource;

/**
 * Dynamics that a leader does not know, by least squares over all steps it has seen:
 *
 * <pre>
 * [Â B̂ Ĉ] minimises Σ_t |x_{t+1} − A x_t − B u_t − C a_t|²,   D̂ = diag(root mean square of residuals)
 * </pre>
 *
 * <p>Regressors are scaled to unit mean square first. Rounds of several θ make the estimate better,
 * because the leader's action then is not always the same multiple of the state. Exact up to
 * rounding where transitions have no noise and (x, u, a) spans all directions; the error falls with
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
    if (problem.system().dynamics().isConfigured()) {
      throw new IllegalArgumentException("dynamics must not depend on theta: " + problem.name());
    }
    return new Fit(problem.system());
  }

  @Override
  public String toString() {
    return "identified";
  }

  private static final class Fit implements ModelSource {
    private static final double RIDGE = 1e-14;

    private final LinearSystem system;
    private final int width;
    private final Matrix squares;
    private final Matrix products;
    private final Matrix targets;
    private long steps;

    Fit(LinearSystem system) {
      this.system = system;
      width = system.states() + system.actions() + system.leaderActions();
      squares = Matrix.zero(width, width);
      products = Matrix.zero(width, system.states());
      targets = Matrix.zero(system.states(), system.states());
    }

    /**
     * Adds a round to all that was seen before.
     *
     * @param episodes all under one θ
     * @return the model at that θ with the estimated dynamics in place of its own
     * @throws ArithmeticException if nothing was seen of some direction of (x, u, a)
     */
    @Override
    public LinearQuadraticModel observe(Episodes<LinearQuadraticEpisode> episodes) {
      for (LinearQuadraticEpisode episode : episodes.list()) {
        for (int t = 0; t < episode.length(); t++) {
          int now = episode.row(t);
          int next = episode.row(t + 1);
          addOuter(episode.path(), now, width, now, squares);
          addOuter(episode.path(), now, width, next, products);
          addOuter(episode.path(), next, system.states(), next, targets);
        }
        steps += episode.length();
      }
      return replaceIn(episodes.list().get(0).response().model());
    }

    private static void addOuter(double[] path, int left, int height, int right, Matrix sum) {
      double[] entries = sum.entries();
      int columns = sum.columns();
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < columns; j++) {
          entries[i * columns + j] += path[left + i] * path[right + j];
        }
      }
    }

    private LinearQuadraticModel replaceIn(LinearQuadraticModel model) {
      int n = system.states();
      int m = system.actions();
      Matrix all = solve();
      return model.withDynamics(
          all.block(0, 0, n, n),
          all.block(0, n, n, m),
          all.block(0, n + m, n, system.leaderActions()),
          noise(all));
    }

    /** [Â B̂ Ĉ]. */
    private Matrix solve() {
      Matrix scale = Matrix.zero(width, width);
      for (int i = 0; i < width; i++) {
        scale.entries()[i * width + i] = 1 / Math.sqrt(squares.get(i, i));
      }
      Matrix scaled = scale.congruence(squares).plus(RIDGE, Matrix.scalar(width, 1)).symmetrize();
      Matrix solution =
          Cholesky.of("mean squares of (x, u, a)", scaled).solve(scale.times(products));
      return scale.times(solution).transposed();
    }

    /**
     * A factor of the residuals' covariance; rounding below a part in 10⁹ of the state counts as
     * none.
     */
    private Matrix noise(Matrix all) {
      int n = system.states();
      Matrix residuals =
          targets.copy().add(-2, all.times(products)).add(1, all.congruence(squares));
      Matrix factor = Matrix.zero(n, n);
      double largest = targets.largest();
      for (int i = 0; i < n; i++) {
        double square = residuals.get(i, i);
        factor.entries()[i * n + i] = square > 1e-9 * largest ? Math.sqrt(square / steps) : 0;
      }
      return factor;
    }
  }
}
