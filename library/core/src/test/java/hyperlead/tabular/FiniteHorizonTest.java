package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** T steps, against backward induction by hand over all states, and over all trajectories. */
class FiniteHorizonTest {
  /** J(θ): backward for V_F,t and V_L,t at every state, reached or not. */
  private static double byHand(int steps, IntFunction<TabularProblem> step, double[] theta) {
    TabularProblem first = step.apply(0);
    int states = first.transitions().pattern().states();
    double[] follower = new double[states + 1];
    double[] leader = new double[states + 1];
    for (int t = steps - 1; t >= 0; t--) {
      double[] nextFollower = new double[states + 1];
      double[] nextLeader = new double[states + 1];
      for (int x = 0; x < states; x++) {
        backward(step.apply(t), theta, x, follower, leader, nextFollower, nextLeader);
      }
      follower = nextFollower;
      leader = nextLeader;
    }
    double[] y = first.parameterization().configuration(theta);
    double objective = 0;
    for (int i = 0; i < first.initial().states().size(); i++) {
      objective += first.initial().probability().at(y, i) * leader[first.initial().states().get(i)];
    }
    return objective;
  }

  private static void backward(
      TabularProblem step,
      double[] theta,
      int x,
      double[] follower,
      double[] leader,
      double[] nextFollower,
      double[] nextLeader) {
    TransitionPattern pattern = step.transitions().pattern();
    double[] y = step.parameterization().configuration(theta);
    double sum = 0;
    double weighted = 0;
    for (int pair = x * pattern.actions(); pair < (x + 1) * pattern.actions(); pair++) {
      if (pattern.isAvailable(pair)) {
        double q = step.followerReward().at(y, pair);
        double ql = step.leaderReward().at(y, pair);
        for (int e : pattern.row(pair).toArray()) {
          double p = step.transitions().probability().at(y, e);
          q += step.followerDiscount() * p * follower[pattern.successor(e)];
          ql += step.leaderDiscount() * p * leader[pattern.successor(e)];
        }
        double weight = Math.exp(q / step.temperature());
        sum += weight;
        weighted += weight * ql;
      }
    }
    nextFollower[x] = step.temperature() * Math.log(sum);
    nextLeader[x] = weighted / sum;
  }

  private static void assertByHand(
      int steps, IntFunction<TabularProblem> step, double[] theta, String where) {
    Hypergradient exact = ExactHypergradient.of(FiniteHorizon.of(steps, step).problem()).at(theta);
    assertEquals(byHand(steps, step, theta), exact.objective(), 1e-12, where);
    for (int i = 0; i < theta.length; i++) {
      double slope =
          (4 * slope(steps, step, theta, i, 1e-3) - slope(steps, step, theta, i, 2e-3)) / 3;
      assertEquals(slope, exact.total()[i], 1e-8 * (1 + Math.abs(slope)), where);
    }
  }

  private static double slope(
      int steps, IntFunction<TabularProblem> step, double[] theta, int i, double h) {
    double[] up = theta.clone();
    double[] down = theta.clone();
    up[i] += h;
    down[i] -= h;
    return (byHand(steps, step, up) - byHand(steps, step, down)) / (2 * h);
  }

  @Test
  void agreesWithBackwardInductionByHand() {
    for (long seed = 0; seed < 6; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.start().apply(new SplittableRandom(seed));
      TabularProblem fewer = AnyModelTest.withFewerActions(problem, seed);
      for (int steps : new int[] {1, 2, 5, 12}) {
        assertByHand(steps, t -> problem, theta, "seed " + seed + ", T = " + steps);
        assertByHand(
            steps,
            t -> fewer.withDiscounts(1, 1),
            theta,
            "fewer actions, γ = 1, seed " + seed + ", T = " + steps);
      }
    }
  }

  /** Other rewards and other laws in every step, some of them with other successors. */
  @Test
  void lawsAndRewardsMayDependOnTime() {
    for (long seed = 0; seed < 6; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5).withDiscounts(1, 0.9);
      TabularProblem twice = AnyModelTest.twice(problem);
      Coefficients follower = problem.followerReward();
      Coefficients leader = problem.leaderReward();
      IntFunction<TabularProblem> step =
          t ->
              (t % 3 == 1 ? twice : problem)
                  .withRewards(follower.times(1 - 0.2 * t), leader.times(1 + 0.3 * t));
      double[] theta = problem.start().apply(new SplittableRandom(seed));
      assertByHand(4, step, theta, "seed " + seed);
    }
  }

  /** A price for each month, in a world; J and ∇J from all trajectories. */
  @Test
  void configurationsMayDependOnTime() {
    World<String, String> shop = World.of(List.of("without", "with"), List.of("wait", "buy"));
    FiniteHorizon year =
        FiniteHorizon.of(
            3,
            t ->
                shop.problem(
                        "prices",
                        new FreeParameters(3),
                        (y, s, a) ->
                            s.equals("with")
                                ? Outcomes.to("with", 0.5).orEnd(0.5)
                                : Outcomes.to(a.equals("buy") ? "with" : "without"),
                        (y, s, a) ->
                            a.equals("buy") ? y.get(t).negated().plus(1 + t) : Expression.of(0.1),
                        (y, s, a) -> a.equals("buy") ? y.get(t) : Expression.of(0),
                        0.4)
                    .withDiscounts(1, 1));
    assertEquals(5, year.problem().transitions().pattern().states(), "nobody starts with it");
    assertEquals(-1, year.number(0, 1));
    assertEquals("state with at t = 2, action buy", name(year, year.number(2, 1), 1));
    for (int t = 0; t < 3; t++) {
      assertEquals(t, year.time(year.number(t, 0)));
      assertEquals(0, year.state(year.number(t, 0)));
    }
    double[] theta = {0.8, 1.1, 1.9};
    TabularResponse response = new SoftPolicyIteration().on(year.problem()).respond(theta);
    assertEquals(
        1 / (1 + Math.exp((0.1 - 3 + theta[2]) / 0.4)),
        response.policy(year.number(2, 0), 1),
        1e-14,
        "in the last month only this month counts");
    Hypergradient exact = ExactHypergradient.of(year.problem()).at(theta);
    assertEquals(enumerated(year, theta), exact.objective(), 1e-13);
    for (int i = 0; i < 3; i++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (enumerated(year, up) - enumerated(year, down)) / 2e-5;
      assertEquals(slope, exact.total()[i], 1e-8);
      assertTrue(Math.abs(slope) > 1e-3, "every month's price matters");
    }
  }

  private static String name(FiniteHorizon horizon, int state, int action) {
    return horizon.problem().transitions().pattern().place(state * 2 + action);
  }

  /** Σ over trajectories of their probability times the leader's return. */
  private static double enumerated(FiniteHorizon horizon, double[] theta) {
    TabularResponse response = new SoftPolicyIteration().on(horizon.problem()).respond(theta);
    return from(response, horizon.number(0, 0));
  }

  private static double from(TabularResponse response, int state) {
    TabularMdp mdp = response.mdp();
    double sum = 0;
    for (int a = 0; state < mdp.pattern().end() && a < 2; a++) {
      double later = 0;
      for (int e : mdp.pattern().row(state * 2 + a).toArray()) {
        later += mdp.probability(e) * from(response, mdp.pattern().successor(e));
      }
      sum += response.policy(state, a) * (mdp.leaderReward(state, a) + later);
    }
    return sum;
  }

  @Test
  void stepsThatDoNotFitTogetherAreRefused() {
    TabularProblem problem = RandomProblem.of(1, 0.5);
    assertRefused(
        "steps must share the temperature: 0.5 in the first, 0.7 in random MDP, seed 1(τ = 0.7)",
        t -> problem.withTemperature(t == 0 ? 0.5 : 0.7));
    assertThrows(
        IllegalArgumentException.class,
        () -> FiniteHorizon.of(0, problem),
        "steps must be positive");
  }

  private static void assertRefused(String message, IntFunction<TabularProblem> step) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> FiniteHorizon.of(2, step));
    assertEquals(message, refused.getMessage());
  }
}
