package hyperlead.linear;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.algebra.Gaussian;
import hyperlead.algebra.Matrix;
import hyperlead.algebra.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Samples episodes from the law that the solver plans with. Allocates per episode, not per step.
 *
 * <p>A step is one row [a, x, u] of an episode's path; random numbers are drawn in the order x_0,
 * then w, η and ε of each step, then the last w.
 */
final class LinearQuadraticSimulator {
  private final LinearQuadraticProblem problem;
  private final LinearQuadraticResponse response;
  private final LinearQuadraticModel model;
  private final Matrix dynamicsScore;
  private final Matrix feedbackScore;
  private final RandomGenerator random;
  private final double[] y;
  private final int n;
  private final int p;
  private final int width;
  private final double[] noise;

  LinearQuadraticSimulator(LinearQuadraticResponse response, RandomGenerator random) {
    this.problem = response.problem();
    this.response = response;
    this.model = response.model();
    this.dynamicsScore = score(problem.system().dynamics(), model.noise());
    this.feedbackScore = score(problem.system().feedback(), model.leaderNoise());
    this.random = random;
    y = model.configuration();
    n = model.states();
    p = model.leaderActions();
    width = problem.system().width();
    noise = new double[Math.max(n, Math.max(width, model.noise().columns()))];
  }

  /** F⁻ᵀ, which turns the noise z of a law with factor F into its score (FFᵀ)⁻¹ F z; else empty. */
  private static Matrix score(ConfiguredMatrix matrix, Matrix factor) {
    if (matrix.isConfigured() && factor.rows() == factor.columns()) {
      RealMatrix transposed = new Array2DRowRealMatrix(factor.toRows(), false).transpose();
      DecompositionSolver solver = new LUDecomposition(transposed).getSolver();
      if (solver.isNonSingular()) {
        return Matrix.of("score", solver.getInverse().getData());
      }
    }
    return Matrix.zero(0, factor.columns());
  }

  Episodes<LinearQuadraticEpisode> episodes(Budget budget) {
    List<LinearQuadraticEpisode> list = new ArrayList<>();
    for (int left = budget.steps(); left > 0 && list.size() < budget.episodes(); ) {
      Require.uninterrupted("simulation");
      int length = Math.min(left, problem.horizon());
      list.add(episode(length));
      left -= length;
    }
    return new Episodes<>(response, y, list);
  }

  private LinearQuadraticEpisode episode(int length) {
    double[] path = new double[(length + 1) * width];
    double[] rewards = new double[length];
    double[] dynamicsScores = new double[length * dynamicsScore.rows()];
    double[] feedbackScores = new double[(length + 1) * feedbackScore.rows()];
    problem.initial().sample(random, noise, path, p);
    lead(path, 0);
    feedbackScore.addApplied(1, noise, 0, feedbackScores, 0);
    for (int t = 0; t < length; t++) {
      int now = t * width;
      act(path, now);
      rewards[t] = problem.leaderReward().at(y, path, now + p);
      move(path, now);
      dynamicsScore.addApplied(1, noise, 0, dynamicsScores, t * dynamicsScore.rows());
      check(path, now + width + p, t + 1);
      lead(path, now + width);
      feedbackScore.addApplied(1, noise, 0, feedbackScores, (t + 1) * feedbackScore.rows());
    }
    return new LinearQuadraticEpisode(response, path, rewards, dynamicsScores, feedbackScores);
  }

  /** a = K x + W w. */
  private void lead(double[] path, int now) {
    model.feedback().addApplied(1, path, now + p, path, now);
    scatter(model.leaderNoise(), path, now);
  }

  /** u = −F (a, x) − f + U η. */
  private void act(double[] path, int now) {
    response.addMeanAction(path, now, path, now + p + n);
    scatter(response.deviation(), path, now + p + n);
  }

  /** x' = A x + B u + C a + D ε. */
  private void move(double[] path, int now) {
    model.addExpectedNext(path, now, path, now + width + p);
    scatter(model.noise(), path, now + width + p);
  }

  /** Adds factor · N(0, I) to a stretch of the path; leaves the normal draws in the workspace. */
  private void scatter(Matrix factor, double[] path, int to) {
    for (int j = 0; j < factor.columns(); j++) {
      noise[j] = Gaussian.next(random);
    }
    factor.addApplied(1, noise, 0, path, to);
  }

  private void check(double[] path, int next, int t) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(path[next + i])) {
        throw new ArithmeticException(
            "x[%s] is not finite at step %s: %s; the closed loop is not stable"
                .formatted(i, t, path[next + i]));
      }
    }
  }
}
