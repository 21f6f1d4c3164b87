package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Matrix;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.FourRooms;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.experiments.Verdict.Outcome;
import hyperlead.linear.QuadraticReward;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.LinearWorld;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check must not call wrong. */
class UndecidedCheckTest {
  private static final BoltzmannCovariance<TabularEpisode> EXACT =
      new BoltzmannCovariance<>(new ExactCritic());

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-8, 1e-12, 1e-16})
  void aColdLinearQuadraticProblemAgrees(double temperature) {
    var world =
        LinearWorld.of(
            List.of("p", "v"),
            List.of("u"),
            new FreeParameters(1),
            (y, i, j) ->
                i.equals("p")
                    ? Expression.of(j.equals("p") ? 1 : 0.1)
                    : j.equals("p") ? y.get(0) : Expression.of(1),
            (i, u) -> i.equals("v") ? 0.1 : 0);
    var reward = QuadraticReward.of(Matrix.diagonal(1, 1, 0.1), new double[3]);
    Verdict verdict =
        GradientCheck.of(world.problem("cold", reward, temperature))
            .hypergradient(new double[] {-0.5});
    assertTrue(verdict.agrees(), verdict.toString());
  }

  /** Noise moves the speed alone, so the law of both has no score. */
  @Test
  void estimatorsOfALinearQuadraticProblemWithLittleNoiseAreJudged() {
    var world =
        LinearWorld.of(
            List.of("p", "v"),
            List.of("u"),
            SigmoidBox.of(1, 0, 6),
            (y, i, j) ->
                i.equals("p")
                    ? Expression.of(j.equals("p") ? 1 : 0.1)
                    : j.equals("p") ? y.get(0).times(-0.1) : Expression.of(0.7),
            (i, u) -> i.equals("v") ? 0.1 : 0);
    var reward = QuadraticReward.of(Matrix.diagonal(1, 0, 0.2), new double[3]);
    var problem =
        world
            .withFollowerCost((y, i, j) -> Expression.of(i.equals(j) ? 1 : 0), u -> 0.01)
            .withNoise(i -> i.equals("v") ? 0.2 : 0)
            .problem("seat", reward, 0.1)
            .withDiscounts(0.95, 0.95)
            .withHorizon(100);
    var critic = FeatureCritic.temporalDifferences(QuadraticFeatures.ofSteps(), 1e-9).expected();
    Verdict naive =
        GradientCheck.of(problem)
            .estimator(new NaivePolicyGradient<>(critic), new double[1], 30, 100, 1);
    assertEquals(Outcome.DIFFERS, naive.outcome(), naive.toString());
    Verdict right =
        GradientCheck.of(problem)
            .estimator(new BoltzmannCovariance<>(critic), new double[1], 30, 100, 1);
    assertNotEquals(Outcome.DIFFERS, right.outcome(), right.toString());
  }

  /** The lane is taken once in e^11 episodes. */
  private static TabularProblem rare() {
    return World.of(List.of("fork", "lane"), List.of("main", "side"))
        .problem(
            "rare",
            SigmoidBox.of(2, 0, 2),
            (y, s, a) ->
                s.equals("lane") || a.equals("main") ? Outcomes.end() : Outcomes.to("lane"),
            (y, s, a) ->
                s.equals("lane")
                    ? y.get(1).negated()
                    : a.equals("main") ? y.get(0).negated() : Expression.of(-11),
            (y, s, a) ->
                s.equals("lane") ? y.get(1) : a.equals("main") ? y.get(0) : Expression.of(0),
            1)
        .withDiscounts(0.9, 0.9);
  }

  @Test
  void aParameterThatNoRoundMetIsNamed() {
    GradientCheck<?> check = GradientCheck.of(rare());
    Verdict verdict = GradientCheck.of(rare()).estimator(EXACT, new double[2], 30, 200, 1);
    assertEquals(Outcome.UNDECIDED, verdict.outcome(), verdict.toString());
    assertTrue(verdict.text().contains("θ[1] was met in none of 30 rounds"), verdict.text());
    // What the episodes do meet, and the estimator leaves out, is a mistake of the estimator.
    Verdict naive =
        GradientCheck.of(ThreeStates.problem())
            .estimator(
                new NaivePolicyGradient<>(new ExactCritic()),
                new double[] {0.8, -0.4, 0.3},
                30,
                2000,
                1);
    assertEquals(Outcome.DIFFERS, naive.outcome(), naive.toString());
    assertTrue(check.toString().contains("rare"));
  }

  @Test
  void aKinkIsNoMistake() {
    var world = World.of(List.of("s"), List.of("a"));
    TabularProblem problem =
        world.problem(
            "kink",
            new FreeParameters(1),
            (y, s, a) -> Outcomes.end(),
            (y, s, a) -> Expression.of(0),
            (y, s, a) -> y.get(0).max(y.get(0).negated()),
            1);
    GradientCheck<?> check = GradientCheck.of(problem, world);
    Verdict reward = check.model(new double[1]).get(1);
    assertEquals(Outcome.UNDECIDED, reward.outcome(), reward.toString());
    assertEquals(
        "leader's reward, state s, action a, θ[0]: not differentiable here: slopes -1 and 1",
        reward.text());
    assertEquals(Outcome.UNDECIDED, check.hypergradient(new double[1]).outcome());
    assertTrue(check.hypergradient(new double[] {1e-5}).agrees());
  }

  private static TabularProblem wage() {
    return World.of(List.of("home", "work"), List.of("rest", "toil"))
        .problem(
            "wage",
            SigmoidBox.of(1, 0, 2),
            (y, s, a) -> Outcomes.to(a.equals("toil") ? "work" : "home", 0.9).otherwise("home"),
            (y, s, a) -> s.equals("work") ? y.get(0).minus(1) : Expression.of(0),
            (y, s, a) -> s.equals("work") ? y.get(0).negated().plus(2) : Expression.of(0),
            0.1);
  }

  @Test
  void aHorizonThatCutsIsNotTheEstimatorsBias() {
    double[] theta = {0.5};
    TabularProblem cut = wage().withHorizon(150);
    Verdict verdict = GradientCheck.of(cut).estimator(EXACT.centred(), theta, 30, 2000, 1);
    assertEquals(Outcome.UNDECIDED, verdict.outcome(), verdict.toString());
    assertTrue(
        verdict
            .text()
            .endsWith(
                "γ^150 = 0.22 of what follows is missing: check with"
                    + " withHorizon(459) or more."),
        verdict.text());
    TabularProblem undiscounted = ThreeStates.problem().withDiscounts(1, 1).withHorizon(2);
    Verdict brief =
        GradientCheck.of(undiscounted).estimator(EXACT, new double[] {0.8, -0.4, 0.3}, 30, 500, 1);
    assertTrue(brief.text().endsWith("check with a horizon that episodes end in."), brief.text());
    Verdict whole =
        GradientCheck.of(cut.withHorizon(1200)).estimator(EXACT.centred(), theta, 30, 2000, 1);
    assertNotEquals(Outcome.DIFFERS, whole.outcome(), whole.toString());
    NaivePolicyGradient<TabularEpisode> naive = new NaivePolicyGradient<>(new ExactCritic());
    Verdict wrong = GradientCheck.of(cut.withHorizon(1200)).estimator(naive, theta, 30, 2000, 1);
    assertEquals(Outcome.DIFFERS, wrong.outcome(), wrong.toString());
  }

  /** Without chance in it, an estimate differs by what even a late cut takes away. */
  @Test
  void aCutIsNoBiasWhereNothingIsByChance() {
    TabularProblem alone =
        World.of(List.of("s"), List.of("a"))
            .problem(
                "alone",
                new FreeParameters(1),
                (y, s, a) -> Outcomes.to(s),
                (y, s, a) -> Expression.of(0),
                (y, s, a) -> y.get(0),
                1)
            .withDiscounts(0.9, 0.9);
    double[] theta = {0.5};
    Verdict cut = GradientCheck.of(alone.withHorizon(100)).estimator(EXACT, theta, 10, 1, 1);
    assertEquals(Outcome.UNDECIDED, cut.outcome(), cut.toString());
    assertTrue(cut.text().endsWith("check with withHorizon(200) or more."), cut.text());
    Verdict late = GradientCheck.of(alone.withHorizon(400)).estimator(EXACT, theta, 10, 1, 1);
    assertEquals(Outcome.AGREES, late.outcome(), late.toString());
  }

  /** A right estimate with the average of the noise of many rounds added. */
  @Test
  void roundsThatAreAlikeAreCountedAsFewer() {
    int wrong = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      Rounds<?> rounds = new Rounds<>("remembers", new double[] {1});
      double noise = 0;
      for (int k = 0; k < 30; k++) {
        noise = 0.8 * noise + random.nextGaussian();
        rounds.addEstimate(new double[] {1 + noise});
      }
      wrong += rounds.verdict(0.9, 1000).outcome() == Outcome.DIFFERS ? 1 : 0;
    }
    // By Student's t for independent rounds it is 68 of 200.
    assertTrue(wrong <= 4, "called wrong: " + wrong);
  }

  @Test
  void aCriticThatLearnsIsNotCalledWrongForItsLuck() {
    TabularProblem problem = ThreeStates.problem().withHorizon(2000);
    for (long seed = 1; seed <= 5; seed++) {
      Verdict verdict =
          GradientCheck.of(problem)
              .estimator(
                  new BoltzmannCovariance<>(SarsaCritic.zero(0.01).expected()),
                  new double[] {0.8, -0.4, 0.3},
                  30,
                  300,
                  seed);
      assertNotEquals(Outcome.DIFFERS, verdict.outcome(), verdict.toString());
    }
  }

  @Test
  void anInterruptEndsEveryCheck() {
    TabularProblem problem = FourRooms.problem(0.001);
    GradientCheck<TabularEpisode> check = GradientCheck.of(problem);
    double[] theta = new double[105];
    List<Supplier<Object>> all =
        List.of(
            () -> check.model(theta),
            () -> check.hypergradient(theta),
            () -> check.estimator(EXACT, theta, 1_000_000, 1000, 1));
    for (Supplier<Object> one : all) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, one::get);
      assertTrue(Thread.interrupted(), "the flag stays");
    }
  }
}
