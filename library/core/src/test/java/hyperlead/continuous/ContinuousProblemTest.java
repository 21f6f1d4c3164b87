package hyperlead.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.algebra.Matrix;
import hyperlead.critics.ContinuousCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.environments.GuidedCartPole;
import hyperlead.environments.GuidedPendulum;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.parameters.FreeParameters;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ContinuousProblemTest {
  private static final long SEED = 5;
  private static final ContinuousProblem WIND =
      ContinuousProblem.wind("GuidedCartPole", GuidedCartPole.v1(), 0.05);
  private static final ContinuousProblem DESIGN =
      ContinuousProblem.design("ShapedCartPole", GuidedCartPole.v1().withWind(0), 0.05);

  /** Pushes left or right with equal probability; V is the sum of what is seen, and b² more. */
  private record Coin(ContinuousProblem problem) implements ContinuousPolicy {
    @Override
    public double act(double[] rows, int from, RandomGenerator random) {
      return random.nextBoolean() ? 1 : -1;
    }

    @Override
    public double value(double[] rows, int from) {
      double sum = rows[from] * rows[from];
      for (int i = 0; i < problem.seen(); i++) {
        sum += rows[from + i];
      }
      return sum;
    }

    @Override
    public int nodes() {
      return 2;
    }

    @Override
    public double fillNode(int k, double[] rows, int from, double[] v) {
      System.arraycopy(rows, from, v, 0, problem.seen());
      v[problem.seen()] = 2 * k - 1;
      return 0.5;
    }

    @Override
    public Matrix spread() {
      return Matrix.zero(problem.width(), problem.width());
    }
  }

  private static ContinuousResponse coin(ContinuousProblem problem, double... theta) {
    return new ContinuousResponse(problem, theta, new Coin(problem), Double.NaN);
  }

  private static double logDensity(ContinuousEpisode episode, double draw, int t, double[] y) {
    Influence influence = WIND.influence();
    double z = (draw - influence.mean(y, episode.path(), episode.row(t) + 1));
    return -z * z / (2 * influence.deviation() * influence.deviation());
  }

  /** The action is cut to [−1, 1] where the machine meets it, and its score is of the draw. */
  @Test
  void scoresAreThoseOfTheLeadersPolicy() {
    double[] theta = {0.1, 0.2, -0.3, 0.4, 0.1};
    Episodes<ContinuousEpisode> round =
        coin(WIND, theta).play(Budget.episodes(3), new SplittableRandom(SEED));
    for (ContinuousEpisode episode : round.list()) {
      for (int t = 0; t < episode.length(); t++) {
        double b = episode.leaderAction(t);
        double[] g = new double[5];
        if (t == 0) {
          episode.addInitialScore(2, g);
        } else {
          episode.addTransitionScore(t - 1, 2, g);
        }
        for (int i = 0; i < 5 && Math.abs(b) < 1; i++) {
          double[] above = theta.clone();
          double[] below = theta.clone();
          above[i] += 1e-5;
          below[i] -= 1e-5;
          double difference = logDensity(episode, b, t, above) - logDensity(episode, b, t, below);
          assertEquals(2 * difference / 2e-5, g[i], 1e-6 * (1 + Math.abs(g[i])), "t = " + t);
        }
      }
    }
  }

  /** Two leaders draw b̃ and b̃ − 1 from the same chance: their scores are alike, cut or not. */
  @Test
  void theScoreOfAnActionThatIsCutIsThatOfItsDraw() {
    double[][] scores = new double[2][5];
    for (int k = 0; k < 2; k++) {
      Episodes<ContinuousEpisode> round =
          coin(WIND, 1.5 - k, 0, 0, 0, 0).play(Budget.episodes(1), new SplittableRandom(SEED));
      ContinuousEpisode episode = round.list().get(0);
      assertEquals(k == 0, episode.leaderAction(0) == 1);
      episode.addInitialScore(1, scores[k]);
    }
    assertArrayEquals(scores[1], scores[0], 1e-9);
    assertTrue(scores[0][0] != 0);
  }

  @Test
  void anEpisodeThatFellEndsAndOneThatIsCutGoesOn() {
    Episodes<ContinuousEpisode> round =
        coin(DESIGN, new double[9]).play(Budget.steps(40), new SplittableRandom(SEED));
    ContinuousEpisode fell = round.list().get(0);
    ContinuousEpisode cut = round.list().get(round.list().size() - 1);
    assertEquals(40, round.steps());
    assertTrue(fell.terminated() && !cut.terminated(), "seed " + SEED);
    assertEquals(0, fell.followerValue(fell.length()));
    assertTrue(cut.followerValue(cut.length()) != 0);
    assertTrue(Math.abs(fell.state(fell.length(), 2)) > 12 * Math.PI / 180);
    assertEquals(1, fell.followerReward(0), 1e-12);
  }

  @Test
  void aDesignPaysWhatItsFeaturesSay() {
    double[] theta = new double[9];
    theta[4] = 2;
    ContinuousEpisode episode =
        coin(DESIGN, theta).play(Budget.episodes(1), new SplittableRandom(SEED)).list().get(0);
    double x = episode.state(1, 0);
    assertEquals(1 + 2 * Math.exp(-2 * x * x), episode.followerReward(0), 1e-12);
    double[] g = new double[9];
    episode.addFollowerRewardGradient(0, 3, g);
    assertEquals(3 * Math.exp(-2 * x * x), g[4], 1e-12);
    double[] mean = new double[9];
    episode.addExpectedFollowerRewardGradient(0, 3, mean);
    // The position moves by the old speed, so it does not depend on the action.
    assertArrayEquals(g, mean, 1e-12);
  }

  private static ContinuousCritic critic() {
    return new ContinuousCritic(FeatureCritic.returns(QuadraticFeatures.ofSteps(), 1e-3));
  }

  /** What makes reward design the test of guidance. */
  @Test
  void theNaiveGradientOfADesignIsZeroAndTheGuidanceIsNot() {
    Episodes<ContinuousEpisode> round =
        coin(DESIGN, new double[9]).play(Budget.episodes(20), new SplittableRandom(SEED));
    double[] theta = new double[9];
    Hypergradient naive = new NaivePolicyGradient<>(critic()).on(DESIGN).estimate(theta, round);
    Hypergradient whole = new BoltzmannCovariance<>(critic()).on(DESIGN).estimate(theta, round);
    assertEquals(0, naive.norm());
    assertEquals(0, whole.directNorm());
    assertTrue(whole.guidanceNorm() > 0, whole.toString());
  }

  /** V = b + b² + …: E[V z]/σ ∇m is the path-wise E[∂V/∂b] ∇m = (1 + 2m) ∇m if nothing is cut. */
  @Test
  void valuesMeetTheLeadersPolicyInExpectation() {
    double[] theta = {0.1, 0.05, 0, 0.02, 0};
    Episodes<ContinuousEpisode> round =
        coin(WIND, theta).play(Budget.episodes(2), new SplittableRandom(SEED));
    var critic = critic().on(WIND);
    critic.observe(round);
    ContinuousEpisode episode = round.list().get(0);
    double[] g = new double[5];
    critic.addFollowerScore(episode, 0, 3, g);
    double[] pathWise = new double[5];
    int next = episode.row(1) + 1;
    double slope = 1 + 2 * WIND.influence().mean(theta, episode.path(), next);
    WIND.influence().addMeanGradient(theta, episode.path(), next, 3 * slope, pathWise);
    assertArrayEquals(pathWise, g, 1e-9);
    Arrays.fill(g, 0);
    critic.addFollowerScore(episode, episode.length() - 1, 3, g);
    assertArrayEquals(new double[5], g);
  }

  /**
   * A quadratic V_L at one o, known by three b: leaders whose mean is moved by h draw b + h from
   * the same chance. Its path-wise derivative at the mean is ∇m V_L'(m), of the first step and
   * later.
   */
  @Test
  void leadersValuesMeetTheirPolicyFromTheFirstStepOn() {
    double[] theta = {0.1, 0.05, 0, 0.02, 0};
    double h = 0.05;
    Episodes<ContinuousEpisode> round =
        coin(WIND, theta).play(Budget.episodes(20), new SplittableRandom(SEED));
    var critic = critic().on(WIND);
    critic.observe(round);
    ContinuousEpisode episode = round.list().get(0);
    double[] v = new double[3];
    for (int k = 0; k < 3; k++) {
      double[] moved = theta.clone();
      moved[0] += (k - 1) * h;
      ContinuousEpisode same =
          coin(WIND, moved).play(Budget.episodes(1), new SplittableRandom(SEED)).list().get(0);
      assertEquals(episode.leaderAction(0) + (k - 1) * h, same.leaderAction(0), 1e-12);
      v[k] = critic.value(same, 0);
    }
    double bend = (v[2] - 2 * v[1] + v[0]) / (h * h);
    double mean = WIND.influence().mean(theta, episode.path(), 1);
    double slope = (v[2] - v[0]) / (2 * h) + bend * (mean - episode.leaderAction(0));
    double[] pathWise = new double[5];
    WIND.influence().addMeanGradient(theta, episode.path(), 1, slope, pathWise);
    double[] g = new double[5];
    critic.addInitialScore(episode, g);
    assertArrayEquals(pathWise, g, 1e-9 * (1 + Math.abs(slope)));
    double[] later = new double[5]; // the same action, as what follows on a step −1
    critic.addLeaderScore(episode, -1, 2, later);
    assertArrayEquals(pathWise, Arrays.stream(later).map(x -> x / 2).toArray(), 1e-9);
    assertTrue(Math.abs(slope) > 1e-3);
  }

  /** Acts with the mean y_0² o_2 and pays y_1² x, and has written no gradient. */
  private record Curved(double deviation) implements Influence {
    @Override
    public int parameters() {
      return 2;
    }

    @Override
    public boolean acts() {
      return true;
    }

    @Override
    public double mean(double[] y, double[] rows, int from) {
      return y[0] * y[0] * rows[from + 1];
    }

    @Override
    public double reward(double[] y, double[] next) {
      return y[1] * y[1] * next[0];
    }
  }

  private static ContinuousProblem curved(double deviation) {
    return new ContinuousProblem(
        WIND.setting(), WIND.dynamics(), new Curved(deviation), new FreeParameters(2), 0);
  }

  @Test
  void gradientsThatAreNotWrittenAreDifferences() {
    ContinuousProblem problem = curved(0.1);
    double[] theta = {0.3, -200};
    ContinuousEpisode episode =
        coin(problem, theta).play(Budget.episodes(1), new SplittableRandom(SEED)).list().get(0);
    double[] g = new double[2];
    episode.addFollowerRewardGradient(2, 3, g);
    assertArrayEquals(new double[] {0, 3 * 2 * -200 * episode.state(3, 0)}, g, 1e-6);
    Arrays.fill(g, 0);
    problem.influence().addMeanGradient(theta, episode.path(), episode.row(1) + 1, 3, g);
    assertArrayEquals(new double[] {3 * 2 * 0.3 * episode.state(1, 1), 0}, g, 1e-9);
    assertTrue(g[0] != 0);
  }

  @Test
  void aLeaderMayLookAtTheFirstEntriesAlone() {
    LinearWind wind = new LinearWind(GuidedCartPole.v1(), 1, 3);
    double[] seen = {9, 0.2, -0.5, 0.03, 7};
    double[] g = new double[4];
    wind.addMeanGradient(new double[4], seen, 1, 2, g);
    assertArrayEquals(new double[] {2, 0.4, -1, 0.6}, g, 1e-12, "φ in units of 0.1");
    double[] y = {1, -3, 4, 10};
    assertEquals(1 - 3 * 0.2 - 4 * 0.5 + 10 * 0.3, wind.mean(y, seen, 1), 1e-12);
    assertEquals(4, wind.parameters());
    assertEquals(5, LinearWind.of(GuidedCartPole.v1(), 1).parameters());
  }

  @Test
  void anObjectiveIsNotKnown() {
    assertTrue(Double.isNaN(coin(DESIGN, new double[9]).objective()));
  }

  private record Units(double followerLimit, double scale) implements OneNumber {
    @Override
    public double scale(int entry) {
      return scale;
    }
  }

  @Test
  void badSettingsAreNamed() {
    record Unpaid() implements OneNumber {
      @Override
      public int features() {
        return 0;
      }
    }
    assertMessage(
        "features of the machine must be positive: 0",
        () -> ContinuousProblem.design("unpaid", new Unpaid(), 1));
    Dynamics pendulum = GuidedPendulum.v0();
    assertMessage("deviation must be positive and finite: 0.0", () -> LinearWind.of(pendulum, 0));
    assertMessage("entries must be from 1 to 3: 4", () -> new LinearWind(pendulum, 1, 4));
    assertMessage("entries must be from 1 to 3: 0", () -> new LinearWind(pendulum, 1, 0));
    assertMessage("deviation must be positive and finite: 0.0", () -> curved(0));
    assertMessage("theta must have length 5: 2", () -> coin(WIND, 1, 2));
    assertMessage("theta[1] must be finite: NaN", () -> coin(WIND, 1, Double.NaN, 0, 0, 0));
    assertMessage(
        "followerLimit must be positive and finite: NaN",
        () -> ContinuousProblem.wind("bad", new Units(Double.NaN, 1), 1));
    assertMessage(
        "scale of entry 0 must be positive and finite: 0.0",
        () -> ContinuousProblem.wind("bad", new Units(1, 0), 1));
    assertMessage(
        "parameterization must have 9 configurations: 3",
        () -> DESIGN.withParameterization(new FreeParameters(3)));
    assertMessage(
        "spread must be finite and not negative: -1.0",
        () ->
            new ContinuousProblem(
                DESIGN.setting(),
                DESIGN.dynamics(),
                DESIGN.influence(),
                DESIGN.parameterization(),
                -1));
    assertMessage(
        "temperature must be positive and finite: 0.0",
        () -> ContinuousProblem.wind("GuidedCartPole", GuidedCartPole.v1(), 0));
  }

  private static void assertMessage(String message, Runnable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad::run).getMessage());
  }
}
