package hyperlead.objectives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.LikelihoodRatio;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Adam;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Configuration;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rewards of a walk from preferences: by trajectories, and by one MDP of two walks at a time. */
class PreferencesTest {
  private static final int STEPS = 3;
  private static final int CELLS = 4;
  private static final double[] WISH = {1.5, -1, -0.3};

  private record Place(int t, int x) {}

  private static int move(int x, int a) {
    return Math.max(0, Math.min(CELLS - 1, x + a));
  }

  private static Expression reward(Configuration y, int x, int a) {
    Expression r = a != 0 ? y.get(2) : Expression.of(0);
    return x == CELLS - 1 ? r.plus(y.get(0)) : x == 0 ? r.plus(y.get(1)) : r;
  }

  private static double wish(int x, int a) {
    return (a != 0 ? WISH[2] : 0) + (x == CELLS - 1 ? WISH[0] : x == 0 ? WISH[1] : 0);
  }

  private static TabularProblem walk() {
    List<Place> places = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      for (int x = 0; x < CELLS; x++) {
        if (Math.abs(x - 1) <= t) {
          places.add(new Place(t, x));
        }
      }
    }
    World<Place, Integer> world = World.of(places, List.of(-1, 0, 1));
    TabularProblem walk =
        world
            .problem(
                "walk",
                new FreeParameters(3),
                (y, s, a) ->
                    s.t() == STEPS - 1
                        ? Outcomes.end()
                        : Outcomes.to(new Place(s.t() + 1, move(s.x(), a))),
                (y, s, a) -> reward(y, s.x(), a),
                (y, s, a) -> Expression.of(wish(s.x(), a)),
                0.5)
            .withDiscounts(1, 1)
            .withHorizon(STEPS);
    Functional learned = Functional.total(walk.followerReward(), 1);
    return walk.withObjective(new Preference(learned, Functional.LEADER_RETURN));
  }

  /**
   * Two trajectories, each of 1/2, whose scores differ by ε y: ∂J/∂y = ε (p − ½ − ½ tanh(ε y/2))/2.
   */
  @Test
  void scoresThatHardlyDifferCostNoDigits() {
    World<String, String> world = World.of(List.of("here"), List.of("l", "r"));
    for (double small : new double[] {1, 1e-6, 1e-12}) {
      for (double wished : new double[] {0.5, 0}) {
        TabularProblem once =
            world
                .problem(
                    "once",
                    new FreeParameters(1),
                    (y, s, a) -> Outcomes.end(),
                    (y, s, a) -> Expression.of(0),
                    (y, s, a) -> Expression.of(a.equals("l") ? wished : 0),
                    0.5)
                .withDiscounts(1, 1);
        Functional score =
            Functional.total(
                world.reward(
                    "score", (y, s, a) -> a.equals("l") ? y.get(0).times(small) : Expression.of(0)),
                1);
        Hypergradient exact =
            ExactHypergradient.of(
                    once.withObjective(new Preference(score, Functional.LEADER_RETURN)))
                .at(new double[] {0.7});
        double slope = small / 4 * (Math.tanh(wished / 2) - Math.tanh(small * 0.7 / 2));
        assertEquals(1, exact.total()[0] / slope, 1e-13);
      }
    }
  }

  /** Two walks at a time, with the difference of their counts in the state. */
  private record Pair(int t, int x1, int x2, int right, int left, int moves) {
    Pair next(int a, int b) {
      return new Pair(
          t + 1,
          move(x1, a),
          move(x2, b),
          right + (x1 == CELLS - 1 ? 1 : 0) - (x2 == CELLS - 1 ? 1 : 0),
          left + (x1 == 0 ? 1 : 0) - (x2 == 0 ? 1 : 0),
          moves + (a != 0 ? 1 : 0) - (b != 0 ? 1 : 0));
    }
  }

  private record Two(int a, int b) {}

  private static TabularProblem product() {
    List<Two> both = new ArrayList<>();
    for (int a = -1; a <= 1; a++) {
      for (int b = -1; b <= 1; b++) {
        both.add(new Two(a, b));
      }
    }
    Set<Pair> seen = new LinkedHashSet<>();
    Deque<Pair> open = new ArrayDeque<>(List.of(new Pair(0, 1, 1, 0, 0, 0)));
    while (!open.isEmpty()) {
      Pair s = open.poll();
      if (seen.add(s) && s.t() < STEPS) {
        both.forEach(m -> open.add(s.next(m.a(), m.b())));
      }
    }
    return World.of(List.copyOf(seen), both)
        .problem(
            "pairs of walks",
            new FreeParameters(3),
            (y, s, m) -> s.t() == STEPS ? Outcomes.end() : Outcomes.to(s.next(m.a(), m.b())),
            (y, s, m) ->
                s.t() == STEPS
                    ? Expression.of(0)
                    : reward(y, s.x1(), m.a()).plus(reward(y, s.x2(), m.b())),
            (y, s, m) -> s.t() < STEPS ? Expression.of(0) : likelihood(y, s),
            0.5)
        .withDiscounts(1, 1)
        .withHorizon(STEPS + 1);
  }

  private static Expression likelihood(Configuration y, Pair s) {
    Expression z =
        y.get(0).times(s.right()).plus(y.get(1).times(s.left())).plus(y.get(2).times(s.moves()));
    double wish =
        1 / (1 + Math.exp(-WISH[0] * s.right() - WISH[1] * s.left() - WISH[2] * s.moves()));
    return z.sigmoid().log().times(wish).plus(z.negated().sigmoid().log().times(1 - wish));
  }

  /** How often a walk ends on the right, at a price that moves: a functional of a user's own. */
  @Test
  void lambdaOfTrajectoriesHasItsGradient() {
    Functional last =
        World.functional(
            "last",
            (y, walk) ->
                y.get(0)
                    .plus(walk.state(STEPS - 1))
                    .sigmoid()
                    .times(walk.action(STEPS - 1) == 2 ? y.get(2).exp() : Expression.of(3)));
    TabularProblem problem = walk().withObjective(Objective.expected(last));
    Verdict verdict = GradientCheck.of(problem).hypergradient(new double[] {0.3, 0.2, 0.1});
    assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), verdict.toString());
  }

  @Test
  void trajectoriesAgreeWithTheProductOfTwoWalks() {
    double[] theta = {0.3, 0.2, 0.1};
    Hypergradient product = ExactHypergradient.of(product()).at(theta);
    Hypergradient exact = ExactHypergradient.of(walk()).at(theta);
    assertEquals(0.13806, exact.total()[0], 5e-6);
    assertEquals(product.objective(), exact.objective(), 1e-11);
    for (int i = 0; i < 3; i++) {
      assertEquals(product.direct()[i], exact.direct()[i], 1e-11);
      assertEquals(product.guidance()[i], exact.guidance()[i], 1e-11);
    }
  }

  /** Each of these may be a matter of minutes. */
  @Test
  void sumsOverTrajectoriesSeeAnInterrupt() {
    TabularProblem walk = walk();
    TabularResponse answer =
        new SoftPolicyIteration()
            .on(walk)
            .respond(new double[walk.parameterization().parameters()]);
    Trajectories all = Trajectories.all(answer);
    Functional paid = Functional.LEADER_RETURN;
    Thread.currentThread().interrupt();
    List<Executable> sums =
        List.of(
            () -> Trajectories.all(answer),
            () -> all.values(paid),
            () -> all.addGradient(paid, k -> 1, new double[3]),
            () -> new Preference(paid, paid).under(all));
    sums.forEach(sum -> assertThrows(CancellationException.class, sum));
    assertTrue(Thread.interrupted(), "the flag stays");
  }

  @Test
  void likelihoodRatioFindsTheRewards() {
    TabularProblem walk = walk();
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(walk, new SoftPolicyIteration(), new LikelihoodRatio())
            .withOptimizer(Adam.of(0.1).decayingOver(300))
            .withUpdates(300)
            .withLogEvery(300)
            .withBudget(Budget.episodes(300));
    for (Run run : training.runs(1, 2, 3)) {
      assertEquals(-Math.log(2), run.column("objective")[0], 1e-12);
      assertTrue(run.objective() > -0.575, run.toString());
    }
  }
}
