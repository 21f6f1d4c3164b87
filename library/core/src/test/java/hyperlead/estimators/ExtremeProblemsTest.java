package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cold followers and discounts next to one, where what should cancel must do so exactly. */
class ExtremeProblemsTest {
  private static final double[] THETA = {0.3};

  /** Two states; the follower is certain, so that the guidance is zero to 40 digits. */
  private static TabularProblem cold(double gamma, double temperature) {
    return World.of(List.of("a", "b"), List.of("l", "r"))
        .problem(
            "cold",
            new FreeParameters(1),
            (y, s, a) ->
                Outcomes.to(a.equals("l") ? "a" : "b", 0.9).otherwise(a.equals("l") ? "b" : "a"),
            (y, s, a) -> s.equals("a") ? y.get(0).times(0.5) : Expression.of(0.5),
            (y, s, a) -> s.equals("b") ? Expression.of(1) : y.get(0),
            temperature)
        .withDiscounts(gamma, gamma);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-6, 1e-8, 1e-10})
  void aCertainFollowerIsNotGuided(double temperature) {
    for (double gamma : new double[] {0.99, 0.999}) {
      TabularProblem problem = cold(gamma, temperature);
      Hypergradient exact = ExactHypergradient.of(problem).at(THETA);
      double right = 1 + 0.1 * gamma / (1 - gamma);
      assertEquals(0, exact.guidance()[0], 1e-12 * right);
      assertEquals(right, exact.total()[0], 1e-12 * right);
      var round =
          new SoftPolicyIteration()
              .on(problem)
              .respond(THETA)
              .play(Budget.episodes(10), new SplittableRandom(1));
      var estimate = new BoltzmannCovariance<>(new ExactCritic()).on(problem);
      assertEquals(0, estimate.estimate(THETA, round).guidance()[0], 1e-12 * right);
    }
  }

  /** One state, three actions; (1 − γ) ∇J is the same for every γ. Right: 30 digits. */
  private static final double[] BANDIT = {0.6089948045357285, -0.0840974837030982};

  private static TabularProblem bandit(double gap) {
    return World.of(List.of("s"), List.of(0, 1, 2))
        .problem(
            "bandit",
            new FreeParameters(2),
            (y, s, a) -> Outcomes.to("s"),
            (y, s, a) -> a == 0 ? y.get(0).plus(1) : a == 1 ? Expression.of(0.9) : y.get(1),
            (y, s, a) -> Expression.of(2 - a),
            0.3)
        .withDiscounts(1 - gap, 1 - gap);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-4, 1e-6, 1e-9})
  void aBanditsGradientGrowsWithTheHorizonOnly(double gap) {
    TabularProblem problem = bandit(gap);
    double left = 1 - problem.leaderDiscount();
    double[] total = ExactHypergradient.of(problem).at(new double[] {0.3, 0.1}).total();
    assertEquals(BANDIT[0], left * total[0], 1e-13);
    assertEquals(BANDIT[1], left * total[1], 1e-13);
  }

  /** Two bandits that never meet, whose values are apart by 1/(1 − γ), with the same gradient. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-9})
  void contextsDoNotSpoilEachOther(double gap) {
    TabularProblem poor = bandit(gap);
    TabularProblem rich =
        poor.withRewards(poor.followerReward(), Coefficients.fixed(1002, 1001, 1000));
    TabularProblem both = Contexts.of("two", new double[] {0.5, 0.5}, poor, rich).problem();
    double left = 1 - both.leaderDiscount();
    Hypergradient exact = ExactHypergradient.of(both).at(new double[] {0.3, 0.1});
    assertEquals(BANDIT[0], left * exact.total()[0], 1e-12);
    assertEquals(BANDIT[1], left * exact.total()[1], 1e-12);
  }
}
