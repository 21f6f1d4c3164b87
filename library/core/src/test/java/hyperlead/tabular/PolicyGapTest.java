package hyperlead.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Gap;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.critics.ExactCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PolicyGapTest {
  /** V of π with entropy, by 3,000 sweeps of its own equation, from loops over P. */
  private static double value(TabularResponse response) {
    TabularMdp mdp = response.mdp();
    double[] v = new double[mdp.pattern().states() + 1];
    for (int sweep = 0; sweep < 3000; sweep++) {
      double[] next = new double[v.length];
      for (int pair = 0; pair < mdp.pattern().pairs(); pair++) {
        int x = pair / mdp.pattern().actions();
        int a = pair % mdp.pattern().actions();
        double policy = response.policy(x, a);
        double later = 0;
        for (int e = mdp.pattern().rowStart(pair); e < mdp.pattern().rowStart(pair + 1); e++) {
          later += mdp.probability(e) * v[mdp.pattern().successor(e)];
        }
        next[x] +=
            policy
                * (mdp.followerReward(x, a)
                    // 0 log 0 = 0.
                    - mdp.problem().temperature() * Math.log(Math.max(policy, 1e-300))
                    + mdp.problem().followerDiscount() * later);
      }
      v = next;
    }
    double sum = 0;
    for (int i = 0; i < mdp.initialStates.length; i++) {
      sum += mdp.initialProbability[i] * v[mdp.initialStates[i]];
    }
    return sum;
  }

  @Test
  void isTheMeanDivergenceAndWhatPoliciesEarn() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.4);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      TabularResponse best = new SoftPolicyIteration().on(problem).respond(theta);
      TabularResponse early = SoftBellmanSweeps.reset(1).on(problem).respond(theta);
      double divergence = 0;
      int states = best.mdp().pattern().states();
      for (int x = 0; x < states; x++) {
        for (int a = 0; a < best.mdp().pattern().actions(); a++) {
          double policy = early.policy(x, a);
          divergence += policy * Math.log(policy / best.policy(x, a)) / states;
        }
      }
      Gap gap = early.gap(best);
      assertEquals(divergence, gap.divergence(), 1e-13, "seed " + seed);
      double most = value(best);
      double relative = (most - value(early)) / Math.abs(most);
      assertEquals(relative, gap.value(), 1e-11 / Math.abs(most), "seed " + seed);
      assertTrue(gap.divergence() > 1e-5 && gap.value() > 1e-7, "seed " + seed + ": " + gap);
    }
  }

  @Test
  void nothingIsLostToASecondSolver() {
    TabularProblem problem = FourRooms.problem(0.005);
    double[] theta = problem.initialParameters(new SplittableRandom(3));
    TabularResponse best = new SoftPolicyIteration().on(problem).respond(theta);
    assertEquals(new Gap(0, 0), best.gap(best));
    Gap same = new SoftPolicyIteration(1e-14).on(problem).respond(theta).gap(best);
    assertTrue(same.divergence() >= 0 && same.divergence() < 1e-18, same.toString());
    assertTrue(same.value() >= 0 && same.value() < 1e-18, same.toString());
  }

  /** π* of an action that costs .01 at τ = 1e-5 is exp(−1000): no double, but a divergence. */
  @Test
  void countsWhatTheOptimumHardlyEverDoes() {
    TabularProblem problem = FourRooms.problem(1e-5);
    TabularResponse best = new SoftPolicyIteration().on(problem).respond(new double[105]);
    double[] uniform = new double[416];
    Arrays.fill(uniform, 0.25);
    assertTrue(Arrays.stream(best.policy).anyMatch(p -> p < Double.MIN_NORMAL));
    TabularResponse lost = new TabularResponse(best.mdp(), uniform, best.values(), Double.NaN, 1);
    Gap gap = lost.gap(best);
    assertTrue(Double.isFinite(gap.divergence()), gap.toString());
    double most = value(best);
    assertEquals((most - value(lost)) / most, gap.value(), 1e-9);
  }

  private static LeaderTraining<TabularEpisode> training(TabularFollower.Kind follower) {
    TabularProblem problem = RandomProblem.of(5, 0.4);
    return LeaderTraining.of(problem, follower, new BoltzmannCovariance<>(new ExactCritic()))
        .withSamples(20)
        .withUpdates(4)
        .withLogEvery(2);
  }

  @Test
  void aRunLogsItOnRequestAndMovesNoBit() {
    LeaderTraining<TabularEpisode> plain = training(SoftBellmanSweeps.reset(2));
    Run without = plain.withReferee(new Exact<>()).run(1);
    Run run = plain.withReferee(new Exact<>()).withOptimum(new SoftPolicyIteration()).run(1);
    assertArrayEquals(without.theta(), run.theta(), 0.0);
    for (String column : without.log().columnNames()) {
      assertArrayEquals(without.column(column), run.column(column), 0.0, column);
    }
    assertFalse(without.log().columnNames().contains("KL gap"));
    TabularProblem problem = RandomProblem.of(5, 0.4);
    TabularResponse best = new SoftPolicyIteration().on(problem).respond(run.theta());
    TabularResponse early = SoftBellmanSweeps.reset(2).on(problem).respond(run.theta());
    assertEquals(early.objective(), run.column("objective")[2], 0.0);
    assertEquals(best.objective(), run.column("optimal objective")[2], 1e-12);
    assertEquals(early.gap(best).divergence(), run.column("KL gap")[2], 1e-12);
    assertEquals(early.gap(best).value(), run.column("value gap")[2], 1e-12);
    assertTrue(run.column("KL gap")[2] > 1e-6, "two sweeps leave a gap");
    assertEquals(run.settings(), without.settings());
  }

  /** A kind that counts how many of it are made. */
  private record Counted(AtomicInteger made) implements TabularFollower.Kind {
    @Override
    public TabularFollower on(TabularProblem problem, RandomGenerator random) {
      made.incrementAndGet();
      return new SoftPolicyIteration().on(problem, random);
    }
  }

  @Test
  void anExactFollowerIsNotSolvedAgain() {
    AtomicInteger made = new AtomicInteger();
    Counted exact = new Counted(made);
    Run run = training(exact).withOptimum(exact).run(1);
    assertEquals(1, made.get());
    assertArrayEquals(run.column("objective"), run.column("optimal objective"), 0.0);
    assertArrayEquals(new double[3], run.column("KL gap"), 0.0);
    assertArrayEquals(new double[3], run.column("value gap"), 0.0);
  }

  @Test
  void goesOnWhereItWasEnded() {
    LeaderTraining<TabularEpisode> training =
        training(SoftBellmanSweeps.carriedOver(1)).withOptimum(new SoftPolicyIteration());
    Run whole = training.run(2);
    Run resumed = training.resume(training.withUpdates(3).run(2));
    for (String column : whole.log().columnNames()) {
      assertArrayEquals(whole.column(column), resumed.column(column), 0.0, column);
    }
  }

  @Test
  void isUnknownElsewhere() {
    Run run =
        LeaderTraining.of(BilevelLqr.problem(), new MaxEntropyLqr(), new Exact<>())
            .withOptimum(new MaxEntropyLqr())
            .withBudget(Budget.episodes(1))
            .withUpdates(1)
            .run(1);
    assertTrue(Double.isNaN(run.column("KL gap")[0]) && Double.isNaN(run.column("value gap")[0]));
    assertEquals(run.objective(), run.column("optimal objective")[1], 0.0);
  }
}
