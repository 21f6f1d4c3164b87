package hyperlead.objectives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.LikelihoodRatio;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Concatenation;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Optimizer;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Takings of six days: their mean and risk by trajectories, and by takings in the state. */
class RiskTest {
  private static final int DAYS = 6;
  private static final double KAPPA = 0.2;
  private static final double[] THETA = {0.2, 0.5, -0.3, 0.7};

  private record Day(int t, int mood) {}

  private static final World<Day, Integer> DAYS_AND_MOODS = World.of(days(), List.of(0, 1));

  private static List<Day> days() {
    List<Day> days = new ArrayList<>(List.of(new Day(0, 0)));
    for (int t = 1; t < DAYS; t++) {
      days.add(new Day(t, 0));
      days.add(new Day(t, 1));
    }
    return days;
  }

  /** Wages y_0 and y_1 by mood, y_2 moves the mood, y_3 is a multiplier. */
  private static TabularProblem shop() {
    return DAYS_AND_MOODS
        .problem(
            "shop",
            new Concatenation(List.of(SigmoidBox.of(3, 0, 1), new FreeParameters(1))),
            (y, s, a) ->
                s.t() == DAYS - 1
                    ? Outcomes.end()
                    : Outcomes.to(new Day(s.t() + 1, 0), y.get(2).times(a == 1 ? 0.8 : 0.4))
                        .otherwise(new Day(s.t() + 1, 1)),
            (y, s, a) -> a == 1 ? y.get(s.mood()).minus(0.5) : Expression.of(0),
            (y, s, a) -> Expression.of(a == 0 ? 0 : s.mood() == 0 ? 1 : 3),
            0.3)
        .withDiscounts(0.9, 1)
        .withHorizon(DAYS);
  }

  /** The same with the takings in the state, and what they are worth as the last reward. */
  private record Till(int t, int mood, int taken) {
    Till next(int a, int nextMood) {
      return new Till(t + 1, nextMood, taken + (a == 0 ? 0 : mood == 0 ? 1 : 3));
    }
  }

  private static TabularProblem counted(IntToDoubleFunction worth) {
    Set<Till> seen = new LinkedHashSet<>();
    Deque<Till> open = new ArrayDeque<>(List.of(new Till(0, 0, 0)));
    while (!open.isEmpty()) {
      Till s = open.poll();
      for (int k = 0; k < 4 && s.t() < DAYS; k++) {
        open.add(s.next(k / 2, k % 2));
      }
      seen.add(s);
    }
    return World.of(List.copyOf(seen), List.of(0, 1))
        .problem(
            "counted",
            shop().parameterization(),
            (y, s, a) ->
                s.t() == DAYS
                    ? Outcomes.end()
                    : Outcomes.to(s.next(a, 0), y.get(2).times(a == 1 ? 0.8 : 0.4))
                        .otherwise(s.next(a, 1)),
            (y, s, a) -> s.t() < DAYS && a == 1 ? y.get(s.mood()).minus(0.5) : Expression.of(0),
            (y, s, a) -> Expression.of(s.t() < DAYS ? 0 : worth.applyAsDouble(s.taken())),
            0.3)
        .withDiscounts(0.9, 1);
  }

  private static Hypergradient exact(TabularProblem problem) {
    return ExactHypergradient.of(problem).at(THETA);
  }

  /** E R − κ (E R² − (E R)²), with the two moments of the takings from linear systems. */
  @Test
  void meanLessVarianceIsThatOfCountedTakings() {
    Hypergradient mean = exact(counted(taken -> taken));
    Hypergradient square = exact(counted(taken -> taken * taken));
    Hypergradient risk =
        exact(shop().withObjective(Objective.EXPECTED_RETURN.plus(-KAPPA, Variance.OF_RETURN)));
    double m = mean.objective();
    assertEquals(m - KAPPA * (square.objective() - m * m), risk.objective(), 1e-9);
    for (int i = 0; i < 4; i++) {
      double scale = 1 + 2 * KAPPA * m;
      assertEquals(scale * mean.direct()[i] - KAPPA * square.direct()[i], risk.direct()[i], 1e-9);
      assertEquals(
          scale * mean.guidance()[i] - KAPPA * square.guidance()[i], risk.guidance()[i], 1e-9);
    }
  }

  /** max_η η − E(η − R)⁺/α, where η is one of the takings. */
  @Test
  void tailIsThatOfCountedTakings() {
    Hypergradient tail = exact(shop().withObjective(Cvar.ofReturn(0.15)));
    Hypergradient best = null;
    for (int eta = 0; eta <= 3 * DAYS; eta++) {
      int quantile = eta;
      Hypergradient at = exact(counted(taken -> quantile - Math.max(0, quantile - taken) / 0.15));
      best = best == null || at.objective() > best.objective() ? at : best;
    }
    assertEquals(best.objective(), tail.objective(), 1e-9);
    for (int i = 0; i < 4; i++) {
      assertEquals(best.direct()[i], tail.direct()[i], 1e-9);
      assertEquals(best.guidance()[i], tail.guidance()[i], 1e-9);
    }
  }

  /** The wages of all days. */
  private static final Objective WAGES =
      Objective.expected(
          Functional.total(
              DAYS_AND_MOODS.reward(
                  "wages", (y, s, a) -> a == 1 ? y.get(s.mood()) : Expression.of(0)),
              1));

  @Test
  void lagrangianHasTheGradientOfItsValue() {
    Objective saving = new Lagrangian(Objective.EXPECTED_RETURN, WAGES, 1.5, 3, 3);
    TabularProblem problem = shop().withObjective(saving);
    Verdict verdict = GradientCheck.of(problem).hypergradient(THETA);
    assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), verdict.toString());
    double excess = WAGES.value(new SoftPolicyIteration().on(problem).respond(THETA)) - 1.5;
    assertEquals(-excess, exact(problem).total()[3], 1e-9);
    Verdict sampled =
        GradientCheck.of(problem).estimator(new LikelihoodRatio(), THETA, 30, 1000, 1);
    assertEquals(Verdict.Outcome.AGREES, sampled.outcome(), sampled.toString());
  }

  /** Tips are given on arrival, in another mood for another sum. */
  @Test
  void variancesOfTotalsAreThoseOfTheirTrajectories() {
    TabularProblem shop = shop();
    Coefficients tips =
        DAYS_AND_MOODS.arrivalReward(
            "tips",
            shop.transitions(),
            (y, s, a, next) ->
                next.isEmpty() ? y.get(2) : y.get(next.get().mood()).times(s.mood() + a + 1));
    Trajectories all = Trajectories.all(new SoftPolicyIteration().on(shop).respond(THETA));
    for (Functional f :
        List.of(
            Functional.LEADER_RETURN,
            Functional.total(shop.followerReward(), 0.8),
            Functional.total(shop.transitions().expected(tips), 0.7),
            Functional.onArrival(tips, 0.7))) {
      Objective variance = new Variance(f);
      Hypergradient listed = all.hypergradient(variance, new TabularHypergradient());
      Hypergradient exact = exact(shop.withObjective(variance));
      assertEquals(listed.objective(), exact.objective(), 1e-12, f.toString());
      assertArrayEquals(listed.direct(), exact.direct(), 1e-11, f.toString());
      assertArrayEquals(listed.guidance(), exact.guidance(), 1e-11, f.toString());
    }
  }

  /** Two shops, the second of which minds the future less, and whose leader does. */
  private static TabularProblem shops() {
    TabularProblem second = shop().withDiscounts(0.3, 0.6).withTemperature(0.5);
    return Contexts.of("shops", new double[] {0.25, 0.75}, shop(), second).problem();
  }

  @Test
  void discountsOfItsOwnCountInAContext() {
    TabularProblem shops = shops();
    List<Objective> all =
        List.of(
            Variance.OF_RETURN,
            Objective.expected(Functional.total(shops.leaderReward(), 0.8)),
            VisitFunction.entropy(),
            new Lagrangian(Objective.EXPECTED_RETURN, Variance.OF_RETURN, 1, 3, 2));
    TabularResponse answer = new SoftPolicyIteration().on(shops).respond(THETA);
    Trajectories listed = Trajectories.all(answer);
    for (Objective objective : all) {
      Hypergradient exact = exact(shops.withObjective(objective));
      Hypergradient second = listed.hypergradient(objective, new TabularHypergradient());
      assertEquals(second.objective(), exact.objective(), 1e-12, objective.toString());
      assertArrayEquals(second.direct(), exact.direct(), 1e-11, objective.toString());
      assertArrayEquals(second.guidance(), exact.guidance(), 1e-11, objective.toString());
    }
    // Var R = E Var(R | c) + Var E(R | c), of shops that stand alone.
    TabularProblem other = shop().withDiscounts(0.3, 0.6).withTemperature(0.5);
    double apart = exact(shop()).objective() - exact(other).objective();
    assertEquals(
        0.25 * exact(shop().withObjective(Variance.OF_RETURN)).objective()
            + 0.75 * exact(other.withObjective(Variance.OF_RETURN)).objective()
            + 0.25 * 0.75 * apart * apart,
        exact(shops.withObjective(Variance.OF_RETURN)).objective(),
        1e-12);
    Verdict sampled =
        GradientCheck.of(shops.withObjective(all.get(0)))
            .estimator(new LikelihoodRatio(), THETA, 30, 1000, 1);
    assertEquals(Verdict.Outcome.AGREES, sampled.outcome(), sampled.toString());
  }

  private static LeaderTraining<TabularEpisode> training(
      TabularProblem problem, Estimator.Kind<TabularEpisode> estimator, Optimizer optimizer) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), estimator)
        .withOptimizer(optimizer)
        .withUpdates(200)
        .withLogEvery(200)
        .withBudget(Budget.episodes(300));
  }

  /** From 4.80 to 11.71 or more, exact ascent to 11.74; the tail from 2.09 to 8.73, 8.77. */
  @Test
  void trainingsAscendTheObjectiveThatTheyLog() {
    for (Objective objective :
        List.of(Objective.EXPECTED_RETURN.plus(-KAPPA, Variance.OF_RETURN), Cvar.ofReturn(0.15))) {
      TabularProblem problem = shop().withObjective(objective);
      Optimizer adam = Adam.of(0.05).decayingOver(200);
      Run best = training(problem, new Exact<>(), adam).run(1);
      for (Run run : training(problem, new LikelihoodRatio(), adam).runs(1, 2, 3)) {
        assertEquals(
            ExactHypergradient.of(problem).at(run.theta()).objective(), run.objective(), 1e-9);
        double start = run.column("objective")[0];
        assertTrue(
            run.objective() > start + 0.98 * (best.objective() - start),
            run + ", exact ascent " + best.objective());
      }
    }
  }

  /** Wages are 4.97 without the limit, and 1.500 and 1.483 with it, at prices of 2.49 and 2.48. */
  @Test
  void multiplierFindsTheLimit() {
    Optimizer adam = Adam.of(0.05).withMultipliers(1, 0.3).decayingOver(400);
    TabularProblem saving =
        shop().withObjective(new Lagrangian(Objective.EXPECTED_RETURN, WAGES, 1.5, 3, 3));
    for (Estimator.Kind<TabularEpisode> estimator :
        List.of(new Exact<TabularEpisode>(), new LikelihoodRatio())) {
      Run run = training(saving, estimator, adam).withUpdates(400).run(1);
      TabularResponse answer = new SoftPolicyIteration().on(saving).respond(run.theta());
      assertEquals(1.5, WAGES.value(answer), 0.05, run.toString());
      assertEquals(2.46, run.theta()[3], 0.1, run.toString());
    }
  }
}
