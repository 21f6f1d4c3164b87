package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.ExactCritic;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.estimators.NaivePolicyGradient;
import hyperlead.parameters.Coefficients;
import hyperlead.prototyping.World;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private static final double[] THETA = {0.8, -0.4, 0.3};
  private static final World<String, String> NAMES =
      World.of(List.of("home", "road", "work"), List.of("stay", "go"));

  @Test
  void rightGradientsAgree() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      GradientCheck<TabularEpisode> check = GradientCheck.of(problem);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      for (Verdict verdict : check.model(theta)) {
        assertTrue(verdict.agrees(), "seed " + seed + ": " + verdict);
      }
      assertTrue(check.hypergradient(theta).agrees(), "seed " + seed);
    }
  }

  /** The follower's reward of ThreeStates with its gradient times a factor, and a stray one. */
  private static TabularProblem wrong(double factor, double stray) {
    TabularProblem problem = ThreeStates.problem();
    Coefficients right = problem.followerReward();
    Coefficients wrong =
        Coefficients.of(
            right.size(),
            right::at,
            (y, pair, weight, g) -> {
              right.addGradient(y, pair, factor * weight, g);
              // Of one action only: the same for all would move no choice.
              g[1] += pair == 0 ? stray * weight : 0;
            });
    return problem.withRewards(wrong, problem.leaderReward());
  }

  @Test
  void wrongGradientsAreNamedWithThePlaceAndTheKindOfMistake() {
    String wage = "follower's reward, state work, action stay, θ[0]: given ";
    assertVerdict(wage, "The sign is flipped.", wrong(-1, 0));
    assertVerdict(wage, "A derivative is missing.", wrong(0, 0));
    assertVerdict(wage, "It is off by the factor 2.500.", wrong(2.5, 0));
    assertVerdict(
        "follower's reward, state home, action stay, θ[1]: given ",
        "This does not depend on that parameter.",
        wrong(1, 0.01));
  }

  private static void assertVerdict(String start, String end, TabularProblem problem) {
    GradientCheck<TabularEpisode> check = GradientCheck.of(problem, NAMES);
    List<Verdict> verdicts = check.model(THETA);
    Verdict reward = verdicts.get(0);
    assertEquals(Verdict.Outcome.DIFFERS, reward.outcome());
    assertTrue(reward.text().startsWith(start) && reward.text().endsWith(end), reward.text());
    assertTrue(verdicts.get(1).agrees() && verdicts.get(2).agrees() && verdicts.get(3).agrees());
    assertFalse(check.hypergradient(THETA).agrees());
  }

  /** A leader's reward of two states; the derivative of the first is the given one. */
  private static Verdict ofReward(DoubleUnaryOperator reward, double derivative) {
    TabularProblem problem = ThreeStates.problem();
    Coefficients given =
        Coefficients.of(
            problem.leaderReward().size(),
            (y, pair) -> reward.applyAsDouble(y[0]),
            (y, pair, weight, g) -> g[0] += weight * (pair == 0 ? derivative : 1));
    return GradientCheck.of(problem.withRewards(problem.followerReward(), given))
        .model(THETA)
        .get(1);
  }

  @Test
  void aDerivativeThatIsNoNumberIsTheWorstOfAll() {
    Verdict verdict = ofReward(y -> y, Double.NaN);
    assertEquals(
        "leader's reward, state 0, action 0, θ[0]: given NaN, differences say 1.00000."
            + " It is off by the factor NaN.",
        verdict.text());
  }

  @Test
  void differencesThatDisagreeDecideNothing() {
    Verdict verdict = ofReward(y -> y + 1e-4 * Math.sin(1e13 * y), 1);
    assertEquals(Verdict.Outcome.UNDECIDED, verdict.outcome(), verdict.toString());
    assertTrue(verdict.text().endsWith("they cannot decide."), verdict.text());
    assertEquals(Verdict.Outcome.UNDECIDED, ofReward(y -> y > 0.8 ? Double.NaN : y, 1).outcome());
  }

  @Test
  void estimatorsAgreeDifferOrAreTooNoisy() {
    TabularProblem problem = ThreeStates.problem();
    GradientCheck<TabularEpisode> check = GradientCheck.of(problem);
    ExactCritic critic = new ExactCritic();
    Verdict covariance = check.estimator(new BoltzmannCovariance<>(critic), THETA, 30, 2000, 1);
    assertEquals(Verdict.Outcome.AGREES, covariance.outcome(), covariance.toString());
    assertTrue(
        covariance.text().endsWith("As the worst of 3 the difference may well be chance."),
        covariance.text());
    Verdict naive = check.estimator(new NaivePolicyGradient<>(critic), THETA, 30, 2000, 1);
    assertEquals(Verdict.Outcome.DIFFERS, naive.outcome(), naive.toString());
    Verdict noisy = check.estimator(new BoltzmannCovariance<>(critic), THETA, 10, 1, 1);
    assertEquals(Verdict.Outcome.UNDECIDED, noisy.outcome(), noisy.toString());
    Verdict exact = check.estimator(new Exact<>(), THETA, 10, 1, 1);
    assertEquals(Verdict.Outcome.AGREES, exact.outcome(), exact.toString());
  }

  @Test
  void refusesWhatItCannotCheck() {
    GradientCheck<TabularEpisode> check = GradientCheck.of(ThreeStates.problem());
    Exception theta =
        assertThrows(IllegalArgumentException.class, () -> check.model(new double[2]));
    assertEquals("theta must have length 3: 2", theta.getMessage());
    Exact<TabularEpisode> exact = new Exact<>();
    Exception rounds =
        assertThrows(IllegalArgumentException.class, () -> check.estimator(exact, THETA, 9, 1, 1));
    assertEquals("rounds must be at least 10: 9", rounds.getMessage());
    Exception names =
        assertThrows(
            IllegalArgumentException.class,
            () -> GradientCheck.of(ThreeStates.problem(), World.of(List.of("a"), List.of("b"))));
    assertEquals(
        "names must be those of 3 states and 2 actions: 1 states, 1 actions", names.getMessage());
  }
}
