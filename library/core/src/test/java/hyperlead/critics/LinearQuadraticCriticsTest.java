package hyperlead.critics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Credits;
import hyperlead.Episodes;
import hyperlead.algebra.Matrix;
import hyperlead.continuous.ContinuousEpisode;
import hyperlead.continuous.ContinuousProblem;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.environments.GuidedCartPole;
import hyperlead.followers.FittedSoftQ;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.linear.RandomSystem;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearQuadraticCriticsTest {
  private static Episodes<LinearQuadraticEpisode> round(
      LinearQuadraticProblem problem, double[] theta, int episodes) {
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(theta);
    return response.play(Budget.episodes(episodes), new SplittableRandom(2));
  }

  /** Averages of what follows, over many episodes from one state: V_L and Q_L by definition. */
  @Test
  void modelValuesAreExpectedReturns() {
    for (long seed = 0; seed < 4; seed++) {
      LinearQuadraticProblem problem =
          seed < 2 ? RandomSystem.of(seed, 6, 0.9) : RandomSystem.priced(seed, 6, 0.9);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      Episodes<LinearQuadraticEpisode> round = round(problem, theta, 60_000);
      DifferentiableCritic critic = ExactCritic.linearQuadratic().on(problem);
      critic.observe(round);
      for (int t : new int[] {0, 2, 5}) {
        double value = 0;
        double actionValue = 0;
        double squares = 0;
        for (LinearQuadraticEpisode episode : round.list()) {
          double future = 0;
          for (int k = episode.length() - 1; k >= t; k--) {
            future = episode.leaderReward(k) + problem.leaderDiscount() * future;
          }
          double off = future - critic.value(episode, t);
          value += off;
          actionValue += future - critic.actionValue(episode, t);
          squares += off * off;
        }
        int count = round.list().size();
        double error = Math.sqrt(squares / count / count);
        assertEquals(0, value / count, 4 * error + 1e-12, problem.name() + ", V at " + t);
        // The action explains some of the return: Q scatters no more than V does.
        assertEquals(0, actionValue / count, 4 * error + 1e-12, problem.name() + ", Q at " + t);
      }
      LinearQuadraticEpisode first = round.list().get(0);
      assertEquals(0, critic.value(first, 6));
      assertEquals(first.leaderReward(5), critic.actionValue(first, 5), 1e-12);
    }
  }

  @Test
  void advantagesAverageToZeroOverActions() {
    LinearQuadraticProblem problem = RandomSystem.of(1, 6, 0.9);
    Episodes<LinearQuadraticEpisode> round =
        round(problem, problem.initialParameters(new SplittableRandom(1)), 60_000);
    DifferentiableCritic critic = ExactCritic.linearQuadratic().on(problem);
    critic.observe(round);
    double sum = 0;
    double squares = 0;
    double weighted = 0;
    double weightedSquares = 0;
    for (LinearQuadraticEpisode episode : round.list()) {
      double advantage = critic.advantage(episode, 3);
      double product = advantage * episode.state(3, 0);
      sum += advantage;
      squares += advantage * advantage;
      weighted += product;
      weightedSquares += product * product;
    }
    int count = round.list().size();
    assertEquals(0, sum / count, 4 * Math.sqrt(squares) / count);
    assertEquals(0, weighted / count, 4 * Math.sqrt(weightedSquares) / count);
    assertTrue(squares / count > 1e-6, "advantages are not all zero");
  }

  /** A quadratic reward and linear dynamics: LSTD has the true values but for noise and horizon. */
  @Test
  void temporalDifferencesFindQuadraticValues() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    Episodes<LinearQuadraticEpisode> round = round(problem, new double[8], 200);
    assertClose(
        problem, round, FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 0), 0.02);
    assertClose(problem, round, FeatureCritic.returns(QuadraticFeatures.ofSteps(), 0), 0.2);
  }

  private static void assertClose(
      LinearQuadraticProblem problem,
      Episodes<LinearQuadraticEpisode> round,
      DifferentiableCritic.Kind kind,
      double tolerance) {
    DifferentiableCritic critic = kind.on(problem);
    DifferentiableCritic exact = ExactCritic.linearQuadratic().on(problem);
    exact.observe(round);
    critic.observe(round);
    double error = 0;
    double size = 0;
    for (LinearQuadraticEpisode episode : round.list()) {
      double off = critic.value(episode, 0) - exact.value(episode, 0);
      error += off * off;
      size += exact.value(episode, 0) * exact.value(episode, 0);
      off = critic.advantage(episode, 1) - exact.advantage(episode, 1);
      error += off * off;
      size += exact.advantage(episode, 1) * exact.advantage(episode, 1);
    }
    double relative = Math.sqrt(error / size);
    assertTrue(relative < tolerance, kind + ": " + relative);
  }

  @Test
  void gradientsAreTheSlopesOfValues() {
    LinearQuadraticProblem bilevel = BilevelLqr.problem();
    Episodes<LinearQuadraticEpisode> round = round(bilevel, new double[] {-8, -5}, 20);
    Features.Kind fourier = FourierFeatures.of(30, 3, new double[] {1, 0.5, 0.1, 1});
    assertGradient(round, ExactCritic.linearQuadratic());
    assertGradient(round, FeatureCritic.temporalDifferences(fourier, 1e-3));
    assertGradient(round, FeatureCritic.returns(QuadraticFeatures.ofSteps(), 1e-9));
  }

  private static void assertGradient(
      Episodes<LinearQuadraticEpisode> round, DifferentiableCritic.Kind kind) {
    DifferentiableCritic critic = kind.on(round.problem());
    critic.observe(round);
    LinearQuadraticEpisode episode = round.list().get(3);
    for (int t : new int[] {0, 40, 98}) {
      double[] gradient = new double[4];
      critic.addValueGradient(t, episode.path(), episode.row(t), 2, gradient);
      assertEquals(0, gradient[3], "entry of u");
      for (int i : new int[] {0, 1, 2}) {
        double h = 1e-5;
        double at = episode.path()[episode.row(t) + i];
        episode.path()[episode.row(t) + i] = at + h;
        double up = critic.value(episode, t);
        episode.path()[episode.row(t) + i] = at - h;
        double down = critic.value(episode, t);
        episode.path()[episode.row(t) + i] = at;
        double slope = (up - down) / (2 * h);
        // Second-order difference: h² times third derivatives of order 1/σ³.
        assertEquals(
            2 * slope, gradient[i], 1e-4 * (1 + Math.abs(slope)), kind + " " + i + " at " + t);
      }
    }
  }

  @Test
  void expectedFeaturesAreAverages() {
    LinearQuadraticProblem problem = BuildingThermalControl.problem();
    LinearQuadraticResponse response = new MaxEntropyLqr().on(problem).respond(new double[8]);
    double[] widths = {3, 3, 3, 3, 1, 1};
    Features[] all = {
      QuadraticFeatures.ofSteps().on(problem), FourierFeatures.of(20, 3, widths).on(problem)
    };
    for (Features features : all) {
      features.follow(response);
      double[] row = {1, -0.5, 2, 0.3, 9, 9};
      double[] expected = new double[features.size()];
      features.fillExpected(row, 0, expected);
      SplittableRandom random = new SplittableRandom(4);
      int samples = 100_000;
      double[] sum = new double[expected.length];
      double[] squares = new double[expected.length];
      double[] now = new double[expected.length];
      for (int s = 0; s < samples; s++) {
        double[] noise = {random.nextGaussian(), random.nextGaussian()};
        double[] point = row.clone();
        point[4] = 0;
        point[5] = 0;
        response.gain().addApplied(-1, row, 0, point, 4);
        response.deviation().addApplied(1, noise, 0, point, 4);
        features.fill(point, 0, now);
        for (int k = 0; k < now.length; k++) {
          sum[k] += now[k] - expected[k];
          squares[k] += (now[k] - expected[k]) * (now[k] - expected[k]);
        }
      }
      for (int k = 0; k < sum.length; k++) {
        double error = Math.sqrt(squares[k]) / samples;
        assertEquals(0, sum[k] / samples, 4.5 * error + 1e-12, "feature " + k);
      }
    }
  }

  /** With one fold what is left of the numbers is orthogonal to the features of what is seen. */
  @Test
  void baselinesOnMachinesLeaveResiduals() {
    ContinuousProblem problem = ContinuousProblem.wind("cart", GuidedCartPole.v1(), 1);
    var policy = new FittedSoftQ(FourierFeatures.of(5, 1, 1, 1, 1, 1, 1, 1), 1, 2, 1, 50, 1, 60);
    Episodes<ContinuousEpisode> round =
        policy
            .on(problem, new SplittableRandom(1))
            .respond(new double[5])
            .play(Budget.episodes(6), new SplittableRandom(2));
    FourierFeatures seen = FourierFeatures.of(7, 3, 1, 2, 3, 0.3, 2);
    Credits<ContinuousEpisode> left =
        seen.onMachines().residuals(round, LinearQuadraticCriticsTest::numbers, 1e-12, 1);
    Features features = seen.on(problem);
    double[] sum = new double[7];
    double[] all = new double[7];
    for (ContinuousEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double[] phi = new double[7];
        features.fillExpected(episode.path(), episode.row(t), phi);
        for (int k = 0; k < 7; k++) {
          sum[k] += left.credits(episode)[t] * phi[k];
          all[k] += Math.pow(0.99, t) * numbers(episode)[t] * phi[k];
        }
      }
    }
    double size = Matrix.of("sums", new double[][] {all}).largest();
    assertArrayEquals(new double[7], sum, 1e-7 * size);
  }

  private static double[] numbers(ContinuousEpisode episode) {
    double[] numbers = new double[episode.length()];
    Arrays.setAll(numbers, t -> Math.sin(3.0 * t) + episode.action(t));
    return numbers;
  }

  @Test
  void widthsAreOfStepsOrOfWhatIsSeen() {
    assertEquals(
        "widths must have length 6: 4",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    FourierFeatures.of(3, 1, 1, 1, 1, 1)
                        .on(ContinuousProblem.wind("cart", GuidedCartPole.v1(), 1)))
            .getMessage());
  }
}
