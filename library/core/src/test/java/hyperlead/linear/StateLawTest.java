package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.algebra.Matrix;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.followers.MaxEntropyLqr;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The simulator samples the law that the solver plans with. */
class StateLawTest {
  private static final int EPISODES = 40_000;

  /** Of paths on JDK 17. */
  private static final long BITS = -5749746965623999965L;

  private static List<LinearQuadraticProblem> problems() {
    return List.of(
        RandomSystem.of(1, 8, 0.9),
        RandomSystem.of(2, 8, 0.9),
        RandomSystem.of(3, 8, 0.9),
        RandomSystem.of(4, 8, 0.9),
        BilevelLqr.problem().withHorizon(8),
        BuildingThermalControl.problem().withHorizon(8));
  }

  @Test
  void meansAndCovariancesAreThoseOfSamples() {
    for (LinearQuadraticProblem problem : problems()) {
      SplittableRandom random = new SplittableRandom(4);
      LinearQuadraticResponse response =
          new MaxEntropyLqr().on(problem).respond(problem.initialParameters(random));
      StateLaw law = new StateLaw(response);
      Episodes<LinearQuadraticEpisode> round = response.play(Budget.episodes(EPISODES), random);
      for (int t : new int[] {0, 1, 2, 7}) {
        assertMoments(round, t, law.jointMean(t), law.jointCovariance(t), problem.name());
      }
    }
  }

  private static void assertMoments(
      Episodes<LinearQuadraticEpisode> round, int t, double[] mean, Matrix covariance, String at) {
    for (int i = 0; i < mean.length; i++) {
      // Four standard errors of a mean, √(variance/N).
      double limit = 4 * Math.sqrt(covariance.get(i, i) / EPISODES) + 1e-12;
      assertEquals(mean[i], average(round, t, mean, i, -1), limit, at + ", mean " + i + ", " + t);
      for (int j = 0; j <= i; j++) {
        double product = covariance.get(i, i) * covariance.get(j, j);
        double cross = covariance.get(i, j);
        // Of a Gaussian covariance, √((c_ii c_jj + c_ij²)/N).
        limit = 4 * Math.sqrt((product + cross * cross) / EPISODES) + 1e-12;
        String where = at + ", covariance " + i + " " + j + ", step " + t;
        assertEquals(cross, average(round, t, mean, i, j), limit, where);
      }
    }
  }

  /** Of entry i of (x_t, u_t), or of the product of deviations of i and j. */
  private static double average(
      Episodes<LinearQuadraticEpisode> round, int t, double[] mean, int i, int j) {
    double sum = 0;
    for (LinearQuadraticEpisode episode : round.list()) {
      double[] path = episode.path();
      int row = episode.row(t) + episode.response().model().leaderActions();
      sum += j < 0 ? path[row + i] : (path[row + i] - mean[i]) * (path[row + j] - mean[j]);
    }
    return sum / EPISODES;
  }

  @Test
  void sampledReturnsAverageToTheObjective() {
    for (LinearQuadraticProblem problem : problems()) {
      SplittableRandom random = new SplittableRandom(5);
      LinearQuadraticResponse response =
          new MaxEntropyLqr().on(problem).respond(problem.initialParameters(random));
      int batches = 100;
      double sum = 0;
      double squares = 0;
      double exact = response.objective();
      for (int i = 0; i < batches; i++) {
        double difference = response.play(Budget.episodes(400), random).meanReturn() - exact;
        sum += difference;
        squares += difference * difference;
      }
      double mean = sum / batches;
      double error = Math.sqrt((squares / batches - mean * mean) / (batches - 1));
      assertEquals(0, mean, 4 * error, problem.name());
      assertTrue(error < 0.02 * Math.abs(exact), problem.name() + ": standard error " + error);
    }
  }

  @Test
  void scoresAverageToZeroAndFollowTheNoise() {
    LinearQuadraticProblem problem = RandomSystem.of(2, 8, 0.9);
    SplittableRandom random = new SplittableRandom(6);
    double[] theta = problem.initialParameters(random);
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    LinearQuadraticModel model = response.model();
    Episodes<LinearQuadraticEpisode> round = response.play(Budget.episodes(1), random);
    LinearQuadraticEpisode episode = round.list().get(0);
    double[] g = round.zeroGradient();
    episode.addTransitionScore(3, 1, g);
    double h = 1e-5;
    for (int i = 0; i < g.length; i++) {
      double slope =
          (logLaws(problem, episode, moved(model.configuration(), i, h))
                  - logLaws(problem, episode, moved(model.configuration(), i, -h)))
              / (2 * h);
      // The law is quadratic in A and K, so that the difference has rounding errors only.
      boolean law = i < model.dynamics().entries().length + model.feedback().entries().length;
      assertEquals(law ? slope : 0, g[i], 1e-5 * (1 + Math.abs(slope)), "entry " + i);
    }
  }

  private static double[] moved(double[] y, int i, double h) {
    double[] moved = y.clone();
    moved[i] += h;
    return moved;
  }

  /** log P(x_4|x_3,u_3,a_3) + log f(a_4|x_4), up to a constant. */
  private static double logLaws(
      LinearQuadraticProblem problem, LinearQuadraticEpisode episode, double[] y) {
    LinearQuadraticModel model = episode.response().model();
    Matrix a = problem.system().dynamics().at(y);
    Matrix k = problem.system().feedback().at(y);
    int n = model.states();
    int p = model.leaderActions();
    Matrix x = slice(episode, 3, p, n);
    Matrix next = slice(episode, 4, p, n);
    Matrix off =
        next.plusProduct(-1, a, x)
            .plusProduct(-1, model.input(), slice(episode, 3, p + n, model.actions()))
            .plusProduct(-1, model.leaderInput(), slice(episode, 3, 0, p));
    Matrix led = slice(episode, 4, 0, p).plusProduct(-1, k, next);
    return -(squares(model.noise(), off) + squares(model.leaderNoise(), led)) / 2;
  }

  private static Matrix slice(LinearQuadraticEpisode episode, int t, int from, int length) {
    int row = episode.row(t) + from;
    return Matrix.column(java.util.Arrays.copyOfRange(episode.path(), row, row + length));
  }

  /** |F⁻¹v|². */
  private static double squares(Matrix factor, Matrix v) {
    Matrix white = factor.solve("factor", v);
    return white.dot(white);
  }

  @Test
  void budgetsCutTheLastEpisode() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    LinearQuadraticResponse response =
        new MaxEntropyLqr().on(problem).respond(new double[] {-1, 1});
    Episodes<LinearQuadraticEpisode> round =
        response.play(Budget.steps(250), new SplittableRandom(7));
    assertEquals(3, round.list().size());
    assertEquals(50, round.list().get(2).length());
    assertEquals(250, round.steps());
  }

  @Test
  void theSameSeedGivesTheSameBitsEverywhere() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(new double[8]);
    Episodes<LinearQuadraticEpisode> round =
        response.play(Budget.steps(1000), new SplittableRandom(7));
    long bits = 0;
    for (LinearQuadraticEpisode episode : round.list()) {
      for (double entry : episode.path()) {
        bits = 31 * bits + Double.doubleToLongBits(entry);
      }
    }
    assertEquals(BITS, bits);
  }

  @Test
  void explodingPathsSayWhere() {
    LinearQuadraticProblem problem = BilevelLqr.problem().withHorizon(20_000);
    // √0.95 · 1.02 < 1, so the follower has an answer; but 1.02^20000 has no finite square.
    LinearQuadraticResponse response =
        new MaxEntropyLqr().on(problem).respond(new double[] {10.2, -10});
    Exception law = assertThrows(ArithmeticException.class, () -> response.objective());
    assertTrue(
        law.getMessage().matches("law of the state is not finite at step \\d+: the closed.*"),
        law.getMessage());
    LinearQuadraticResponse longer =
        new MaxEntropyLqr().on(problem.withHorizon(50_000)).respond(new double[] {10.2, -10});
    Exception path =
        assertThrows(
            ArithmeticException.class,
            () -> longer.play(Budget.episodes(1), new SplittableRandom(1)));
    assertTrue(
        path.getMessage()
            .matches("x\\[0\\] is not finite at step \\d+: (NaN|-?Infinity); the closed.*"),
        path.getMessage());
  }
}
