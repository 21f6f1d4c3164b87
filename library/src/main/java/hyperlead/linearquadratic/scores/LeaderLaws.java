package hyperlead.linearquadratic.scores;

import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticModel;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import java.util.Arrays;

/** How A and K move the next step, with workspaces for rows (x, u, a) and gradients on them. */
final class LeaderLaws {
  private final LinearQuadraticProblem problem;
  private final int n;
  private final int m;
  private final int p;
  private final double[] row;
  private final double[] gradient;

  LeaderLaws(LinearQuadraticProblem problem) {
    this.problem = problem;
    n = problem.system().states();
    m = problem.system().actions();
    p = problem.system().leaderActions();
    row = new double[n + m + p];
    gradient = new double[n + m + p];
  }

  /** The workspace for gradients, cleared. */
  double[] zeroGradient() {
    Arrays.fill(gradient, 0);
    return gradient;
  }

  /** (x̂, 0, K x̂) with x̂ = A x_t + B u_t + C a_t. */
  double[] expectedNext(LinearQuadraticEpisode episode, int t) {
    LinearQuadraticModel model = episode.response().model();
    int now = episode.row(t);
    Arrays.fill(row, 0);
    model.dynamics().addApplied(1, episode.path(), now, row, 0);
    model.input().addApplied(1, episode.path(), now + n, row, 0);
    model.leaderInput().addApplied(1, episode.path(), now + n + m, row, 0);
    model.feedback().addApplied(1, row, 0, row, n + m);
    return row;
  }

  /** (x_t, 0, K x_t). */
  double[] expectedAction(LinearQuadraticEpisode episode, int t) {
    Arrays.fill(row, 0);
    System.arraycopy(episode.path(), episode.row(t), row, 0, n);
    episode.response().model().feedback().addApplied(1, row, 0, row, n + m);
    return row;
  }

  /** Adds weight · (∇_x V + Kᵀ∇_a V) x_tᵀ for A. */
  void addDynamics(
      LinearQuadraticEpisode episode, double[] slope, int t, double weight, double[] g) {
    double[] feedback = episode.response().model().feedback().entries();
    for (int i = 0; i < n; i++) {
      row[i] = slope[i];
      for (int k = 0; k < p; k++) {
        row[i] += feedback[k * n + i] * slope[n + m + k];
      }
    }
    double[] y = episode.response().model().configuration();
    problem.system().dynamics().addGradient(y, weight, row, 0, episode.path(), episode.row(t), g);
  }

  /** Adds weight · ∇_a V x_tᵀ for K. */
  void addFeedback(
      LinearQuadraticEpisode episode, double[] slope, int t, double weight, double[] g) {
    double[] y = episode.response().model().configuration();
    problem
        .system()
        .feedback()
        .addGradient(y, weight, slope, n + m, episode.path(), episode.row(t), g);
  }

  /** Adds weight times the expectation of V_F ∇log P and V_F ∇log f at step t. */
  void addFollower(LinearQuadraticEpisode episode, int t, double weight, double[] g) {
    if (problem.system().dynamics().isConfigured()) {
      double[] next = expectedNext(episode, t);
      episode.response().addValueGradient(next, 0, n + m, 1, zeroGradient());
      addDynamics(episode, gradient, t, weight, g);
    }
    if (problem.system().feedback().isConfigured()) {
      double[] next = expectedAction(episode, t + 1);
      episode.response().addValueGradient(next, 0, n + m, 1, zeroGradient());
      addFeedback(episode, gradient, t + 1, weight, g);
    }
  }
}
