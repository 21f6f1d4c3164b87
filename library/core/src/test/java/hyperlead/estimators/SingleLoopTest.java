package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.LeaderTraining;
import hyperlead.critics.ExactCritic;
import hyperlead.followers.MirrorDescent;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** PBRL's single loop and SLAC: what they come to, and how fast. */
class SingleLoopTest {
  private static final TabularProblem PROBLEM = RandomProblem.of(9, 0.5).withDiscounts(0.9, 0.9);

  private static double[] theta(TabularProblem problem) {
    return problem.initialParameters(new SplittableRandom(9));
  }

  private static Episodes<TabularEpisode> round(TabularProblem problem) {
    return new SoftPolicyIteration()
        .on(problem)
        .respond(theta(problem))
        .play(Budget.episodes(1), new SplittableRandom(1));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void underOneThetaTheLoopComesToTheExactPenalty() {
    for (TabularProblem problem : List.of(PROBLEM, PROBLEM.withDiscounts(0.6, 0.95))) {
      for (ValuePenalty penalty : List.of(ValuePenalty.oneSided(100), ValuePenalty.twoSided(10))) {
        double[] theta = theta(problem);
        double[] exact = penalty.exact().on(problem).estimate(theta, round(problem)).total();
        for (double share : new double[] {0.2, 0.5, 1}) {
          Estimator<TabularEpisode> loop = penalty.exact(new MirrorDescent(share)).on(problem);
          double first = distance(loop.estimate(theta, round(problem)).total(), exact);
          for (int k = 0; k < 150; k++) {
            loop.estimate(theta, round(problem));
          }
          double[] last = loop.estimate(theta, round(problem)).total();
          String where = penalty + ", β = " + share + ": first error " + first;
          assertArrayEquals(exact, last, 1e-8, where);
          assertTrue(first > 1e-3, where);
        }
      }
    }
  }

  /** θ that moves by a step of h an update: the error falls with h, and with a higher rate. */
  @Test
  void answersThatLagAreOffByTheStepOverTheRate() {
    double slow = lag(0.2, 0.02);
    assertEquals(2, slow / lag(0.2, 0.01), 0.4);
    assertTrue(slow > 2 * lag(0.8, 0.02), "a higher rate lags less");
  }

  private static double lag(double share, double step) {
    ValuePenalty penalty = ValuePenalty.oneSided(100);
    Estimator<TabularEpisode> loop = penalty.exact(new MirrorDescent(share)).on(PROBLEM);
    Estimator<TabularEpisode> exact = penalty.exact().on(PROBLEM);
    double[] theta = theta(PROBLEM);
    theta[0] -= 60 * step;
    double error = 0;
    for (int k = 0; k <= 60; k++) {
      Episodes<TabularEpisode> round =
          new SoftPolicyIteration()
              .on(PROBLEM)
              .respond(theta)
              .play(Budget.episodes(1), new SplittableRandom(1));
      error = distance(loop.estimate(theta, round).total(), exact.estimate(theta, round).total());
      theta[0] += step;
    }
    return error;
  }

  @Test
  void leadersInOneLoopEndWhereTheExactPenaltyDoes() {
    ValuePenalty penalty = ValuePenalty.oneSided(300);
    double exact = trained(penalty.exact());
    assertEquals(exact, trained(penalty.exact(new MirrorDescent(0.5))), 1e-4 * Math.abs(exact));
    assertEquals(exact, trained(new Exact<>()), 0.01 * Math.abs(exact));
    // From samples, both learn at once: the follower that is led, and those that are paid.
    MirrorDescent follower = new MirrorDescent(0.5);
    double sampled =
        LeaderTraining.of(
                PROBLEM, follower, ValuePenalty.oneSided(5).sampled(follower, new ExactCritic()))
            .withOptimizer(Adam.of(0.03).decayingOver(400))
            .withUpdates(400)
            .withSamples(400)
            .withLogEvery(400)
            .run(1)
            .objective();
    double start = trained(new Exact<>(), 1);
    assertTrue(
        sampled > start + 0.8 * (exact - start), start + " to " + sampled + ", exact " + exact);
  }

  private static double trained(Estimator.Kind<TabularEpisode> method) {
    return trained(method, 300);
  }

  private static double trained(Estimator.Kind<TabularEpisode> method, int updates) {
    return LeaderTraining.of(PROBLEM, new SoftPolicyIteration(), method)
        .withOptimizer(Adam.of(0.03).decayingOver(updates))
        .withUpdates(updates)
        .withLogEvery(updates)
        .run(1)
        .objective();
  }

  /**
   * A wage y for work that costs 0.5 and is worth 1: without entropy a follower works from y = 0.5
   * on, so the leader's best is 1 − 0.5.
   */
  private static TabularProblem wage(double temperature) {
    World<String, String> shop = World.of(List.of("shop"), List.of("work", "rest"));
    return shop.problem(
            "wage",
            new FreeParameters(1),
            (y, place, action) -> Outcomes.end(),
            (y, place, action) -> action.equals("work") ? y.get(0).minus(0.5) : Expression.of(0),
            (y, place, action) ->
                action.equals("work") ? y.get(0).negated().plus(1) : Expression.of(0),
            temperature)
        .withInitialParameters(random -> new double[1]);
  }

  private static double earned(Estimator.Kind<TabularEpisode> method) {
    return LeaderTraining.of(wage(1e-3), new SoftPolicyIteration(), method)
        .withOptimizer(Adam.of(0.05).decayingOver(3000))
        .withUpdates(3000)
        .withSamples(1)
        .withLogEvery(3000)
        .run(1)
        .objective();
  }

  @Test
  void slacReachesTheBestWithoutEntropyWhereAColdFollowerShowsNoGuidance() {
    double cooled = earned(new Slac(10, 0.5, 0.3, 0.75));
    assertEquals(0.5, cooled, 0.02);
    assertEquals(0, earned(new Exact<>()), 1e-6);
  }

  @Test
  void slacAtItsLastTemperatureIsThePenalty() {
    double[] theta = theta(PROBLEM);
    Estimator<TabularEpisode> slac = new Slac(4, 1, 2, 3).on(PROBLEM);
    for (int k = 0; k < 30; k++) {
      slac.estimate(theta, round(PROBLEM));
    }
    // λ_0 (τ_0/τ)² = 4 · 16, from the second update on.
    assertArrayEquals(
        ValuePenalty.oneSided(64).exact().on(PROBLEM).estimate(theta, round(PROBLEM)).total(),
        slac.estimate(theta, round(PROBLEM)).total(),
        1e-10);
  }

  @Test
  void refusesSettingsOutOfRange() {
    for (double[] s :
        new double[][] {{0, 0.5, 1, 1}, {1, 0, 1, 1}, {1, 0.5, -1, 1}, {1, 0.5, 1, Double.NaN}}) {
      assertThrows(IllegalArgumentException.class, () -> new Slac(s[0], s[1], s[2], s[3]));
    }
  }
}
