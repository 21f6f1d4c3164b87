package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.critics.TabularCritic;
import hyperlead.environments.DiscreteToy;
import hyperlead.environments.FourRooms;
import hyperlead.environments.Garnet;
import hyperlead.environments.ThreeStates;
import hyperlead.followers.SoftBellmanSweeps;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.followers.SoftQLearning;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.RandomGame;
import hyperlead.tabular.AnyModelTest;
import hyperlead.tabular.Contexts;
import hyperlead.tabular.FiniteHorizon;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every estimator against the exact hypergradient: unbiased, or biased as its Javadoc says. */
class EstimatorsTest {
  private static final int BATCHES = 60;

  /** Mean and standard error over batches of one estimator on one problem. */
  private record Comparison(
      Hypergradient exact, List<double[]> direct, List<double[]> guidance, List<double[]> total) {

    static Comparison of(
        TabularProblem problem, int episodes, Estimator.Kind<TabularEpisode> method) {
      SplittableRandom random = new SplittableRandom(1);
      double[] theta = problem.initialParameters(random);
      TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
      Estimator<TabularEpisode> estimator = method.on(problem, random);
      List<double[]> direct = new ArrayList<>();
      List<double[]> guidance = new ArrayList<>();
      List<double[]> total = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        Hypergradient estimate =
            estimator.estimate(theta, response.play(Budget.episodes(episodes), random));
        direct.add(estimate.direct());
        guidance.add(estimate.guidance());
        total.add(estimate.total());
      }
      return new Comparison(ExactHypergradient.of(problem).at(theta), direct, guidance, total);
    }

    /** Four standard errors, and a bias that the caller allows. */
    static void assertMean(double[] exact, List<double[]> batches, double bias, String where) {
      BatchMeans means = new BatchMeans(exact);
      batches.forEach(means::add);
      means.assertAgrees(where, bias);
    }
  }

  /** An estimator with the bias that each of its terms may have, relative to that term. */
  private record Method(String name, double bias, Estimator.Kind<TabularEpisode> method) {}

  /** All that agree with the exact hypergradient as episodes grow, with exact critics. */
  private static final List<Method> CONSISTENT =
      List.of(
          new Method("exact", 0, new Exact<>()),
          new Method("BC-HG", 0, new BoltzmannCovariance<>(new ExactCritic())),
          new Method("centred BC-HG", 0, new BoltzmannCovariance<>(new ExactCritic()).centred()),
          new Method(
              "BC-HG, expected transitions",
              0,
              new BoltzmannCovariance<>(new ExpectedTransition(new ExactCritic()))),
          new Method("HPGD", 0.05, new Hpgd(new ExactCritic())),
          new Method("HPGD oracle", 0.05, new HpgdOracle(new ExactCritic(), 300)),
          new Method("value penalty, exact", 0.01, ValuePenalty.oneSided(1e5).exact()),
          new Method("two-sided probe, exact", 1e-3, ValuePenalty.twoSided(1e4).exact()),
          new Method("AHO, exact", 0, Aho.exact()),
          new Method("certainty equivalent", 0.05, CertaintyEquivalence.of(1e-3, 0)));

  /** A problem with the episodes of a batch that make the errors small against the gradient. */
  private record Sampling(TabularProblem problem, int episodes) {}

  private static final List<Sampling> PROBLEMS =
      List.of(
          new Sampling(ThreeStates.problem(), 300),
          new Sampling(Garnet.problem(6, 3, 3, 0.5, 4), 300),
          // Whole episodes: at the benchmark's horizon of 200 the cut is a bias of its own.
          new Sampling(FourRooms.problem(0.05).withHorizon(2000), 100),
          new Sampling(
              AnyModelTest.twice(AnyModelTest.withStatesNobodyReaches(RandomProblem.of(4, 0.5))),
              1000),
          new Sampling(RandomProblem.of(4, 0.5).withDiscounts(1, 1), 1000),
          new Sampling(
              FiniteHorizon.of(5, RandomProblem.of(2, 0.5).withDiscounts(1, 1)).problem(), 500),
          new Sampling(AnyModelTest.withFewerActions(RandomProblem.of(5, 0.5), 5), 1000),
          new Sampling(RandomGame.of(2, 0.5).problem(), 4000),
          new Sampling(RandomGame.of(2, 0.5).blindProblem(), 300),
          new Sampling(
              Contexts.of(
                      "two random MDPs",
                      new double[] {0.3, 0.7},
                      Garnet.problem(4, 2, 2, 0.5, 5).withTemperature(0.8).withDiscounts(0.6, 0.9),
                      Garnet.problem(4, 2, 3, 0.5, 6))
                  .problem(),
              1500));

  @Test
  void consistentEstimatorsAgreeWithTheExactHypergradientOnEveryProblem() {
    for (Sampling sampled : PROBLEMS) {
      for (Method method : CONSISTENT) {
        Comparison c = Comparison.of(sampled.problem, sampled.episodes, method.method);
        String where = sampled.problem.name() + ", " + method.name;
        double direct = method.bias * c.exact.directNorm();
        double guidance = method.bias * c.exact.guidanceNorm();
        Comparison.assertMean(c.exact.direct(), c.direct, direct, where + " direct");
        Comparison.assertMean(c.exact.guidance(), c.guidance, guidance, where + " guidance");
      }
    }
  }

  @Test
  void penaltiesHaveTheExpectationOfTheirEquationsOnEveryProblem() {
    ExactCritic critic = new ExactCritic();
    SoftPolicyIteration follower = new SoftPolicyIteration();
    for (Sampling s : PROBLEMS) {
      // A pay that is not small against τ would be another problem.
      double weight = 2.5 / s.problem.temperature();
      for (ValuePenalty penalty :
          List.of(ValuePenalty.oneSided(weight), ValuePenalty.twoSided(weight))) {
        String where = s.problem.name() + ", " + penalty;
        Comparison equation = Comparison.of(s.problem, 1, penalty.exact());
        Comparison c = Comparison.of(s.problem, s.episodes, penalty.sampled(follower, critic));
        Comparison.assertMean(equation.direct.get(0), c.direct, 0, where + " direct");
        Comparison.assertMean(equation.guidance.get(0), c.guidance, 0, where + " guidance");
      }
    }
  }

  @Test
  void modifiedSoBiRlIsTheGuidanceOfRewardsAlone() {
    for (long seed = 0; seed < 3; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c = Comparison.of(problem, 500, new SoBiRl<>(new ExactCritic()).modified());
      double[] theta = problem.initialParameters(new SplittableRandom(1));
      TabularResponse own = new SoftPolicyIteration().on(problem).respond(theta);
      double[] visits = own.pairVisits();
      double[] rewards = new double[theta.length];
      LeaderValues leader = LeaderValues.of(own);
      for (int pair = 0; pair < visits.length; pair++) {
        double credit = visits[pair] * leader.advantage(pair) / 0.5;
        problem.followerReward().addGradient(theta, pair, credit, rewards);
      }
      Comparison.assertMean(rewards, c.guidance, 0, problem.name() + " guidance");
    }
  }

  @Test
  void randomTruncationHasTheExpectationOfTheLastLevel() {
    RandomlyTruncated.Steps sweeps = SoftBellmanSweeps::reset;
    RandomlyTruncated.Steps learning = steps -> new SoftQLearning(0.2, steps);
    BoltzmannCovariance<TabularEpisode> inner = new BoltzmannCovariance<>(new ExactCritic());
    TabularProblem problem = RandomProblem.of(9, 0.5).withDiscounts(0.9, 0.9);
    for (RandomlyTruncated.Steps follower : List.of(sweeps, learning)) {
      Budget budget = Budget.episodes(100);
      List<double[]> truncated = new ArrayList<>();
      List<double[]> last = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(1);
      double[] theta = problem.initialParameters(random);
      Estimator<TabularEpisode> method =
          new RandomlyTruncated(inner, follower, 2, 4, budget).on(problem, random);
      Episodes<TabularEpisode> round =
          new SoftPolicyIteration().on(problem).respond(theta).play(Budget.episodes(1), random);
      for (int i = 0; i < 2000; i++) {
        truncated.add(method.estimate(theta, round).total());
        TabularResponse trained = follower.apply(16).on(problem, random).respond(theta);
        last.add(inner.on(problem).estimate(theta, trained.play(budget, random)).total());
      }
      double[] mean = new double[theta.length];
      for (double[] g : last) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += g[i] / last.size();
        }
      }
      Comparison.assertMean(mean, truncated, 0, follower.apply(2).toString());
    }
    assertEquals(
        "levels must be in [2, 30]: 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new RandomlyTruncated(inner, sweeps, 2, 1, Budget.steps(9)))
            .getMessage());
  }

  @Test
  void naiveIsTheDirectTermAlone() {
    for (long seed = 0; seed < 5; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c = Comparison.of(problem, 200, new NaivePolicyGradient<>(new ExactCritic()));
      Comparison.assertMean(c.exact.direct(), c.direct, 0, problem.name() + " direct");
      for (double[] guidance : c.guidance) {
        assertArrayEquals(new double[guidance.length], guidance);
      }
      assertTrue(c.exact.guidanceNorm() > 1e-3, problem.name() + ": there is guidance to miss");
    }
  }

  @Test
  void hpgdHasTheExpectationOfBcHgOnceTheTablesAreFull() {
    for (long seed = 0; seed < 3; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c = Comparison.of(problem, 2000, new Hpgd(new ExactCritic()));
      // Its bias is of order one over the visits of a pair, here well below 1 % of the guidance.
      double bias = 0.01 * c.exact.guidanceNorm();
      Comparison.assertMean(c.exact.direct(), c.direct, 0, problem.name() + " direct");
      Comparison.assertMean(c.exact.guidance(), c.guidance, bias, problem.name() + " guidance");
    }
  }

  @Test
  void centringChangesNoExpectationAndTakesVariance() {
    // Random episodes end by themselves; those of the game are cut, mostly.
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c =
          Comparison.of(problem, 200, new BoltzmannCovariance<>(new ExactCritic()).centred());
      Comparison.assertMean(c.exact.direct(), c.direct, 0, problem.name() + " direct");
      Comparison.assertMean(c.exact.guidance(), c.guidance, 0, problem.name() + " guidance");
    }
    Commitment toy = DiscreteToy.bundled().commitment(1, 0.2);
    TabularProblem uncut = toy.problem().withHorizon(1500);
    ExpectedScore score = new ExpectedScore(toy, new ExactCritic());
    Comparison plain = Comparison.of(uncut, 10, new BoltzmannCovariance<>(score));
    Comparison centred = Comparison.of(uncut, 10, new BoltzmannCovariance<>(score).centred());
    Comparison.assertMean(centred.exact.guidance(), centred.guidance, 0, "toy");
    // A variance from 60 batches is good to 18 %.
    assertTrue(variance(plain.guidance, 2) > 20 * variance(centred.guidance, 2));
  }

  private static double variance(List<double[]> batches, int entry) {
    double mean = batches.stream().mapToDouble(b -> b[entry]).average().orElseThrow();
    return batches.stream()
        .mapToDouble(b -> (b[entry] - mean) * (b[entry] - mean))
        .average()
        .orElseThrow();
  }

  @Test
  void centringLeavesTheEpisodeItselfOut() {
    // Three episodes a round: an episode that looked at itself would lose much of its guidance.
    TabularProblem problem = RandomProblem.of(1, 0.5);
    SplittableRandom random = new SplittableRandom(5);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Estimator<TabularEpisode> estimator =
        new BoltzmannCovariance<>(new ExactCritic()).centred().on(problem);
    BatchMeans means = new BatchMeans(ExactHypergradient.of(problem).at(theta).guidance());
    for (int batch = 0; batch < BATCHES; batch++) {
      double[] mean = new double[theta.length];
      for (int round = 0; round < 500; round++) {
        double[] guidance =
            estimator.estimate(theta, response.play(Budget.episodes(3), random)).guidance();
        for (int i = 0; i < mean.length; i++) {
          mean[i] += guidance[i] / 500;
        }
      }
      means.add(mean);
    }
    means.assertAgrees("guidance");
  }

  @Test
  void centringNeedsOtherEpisodes() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    double[] theta = problem.initialParameters(new SplittableRandom(3));
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Episodes<TabularEpisode> one = response.play(Budget.episodes(1), new SplittableRandom(4));
    ExactCritic critic = new ExactCritic();
    assertArrayEquals(
        new BoltzmannCovariance<>(critic).on(problem).estimate(theta, one).guidance(),
        new BoltzmannCovariance<>(critic).centred().on(problem).estimate(theta, one).guidance(),
        0.0);
  }

  @Test
  void naiveAndHpgdRunOnTheStatesOfAGame() {
    Commitment game = RandomGame.of(2, 0.5);
    Comparison naive =
        Comparison.of(
            game.problem(),
            500,
            new NaivePolicyGradient<>(new ExpectedScore(game, new ExactCritic())));
    Comparison.assertMean(naive.exact.direct(), naive.direct, 0, "naive direct");
    Comparison hpgd =
        Comparison.of(game.problem(), 2000, new Hpgd(new ExpectedScore(game, new ExactCritic())));
    // Its bias is of order one over the visits of a pair, here well below 1 % of the guidance.
    double bias = 0.01 * hpgd.exact.guidanceNorm();
    Comparison.assertMean(hpgd.exact.guidance(), hpgd.guidance, bias, "HPGD guidance");
    assertTrue(hpgd.exact.guidanceNorm() > 0.02, "there is guidance to miss");
  }

  @Test
  void theOracleDoesNotNeedManyVisitsInTheRound() {
    for (long seed = 0; seed < 3; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c = Comparison.of(problem, 50, new HpgdOracle(new ExactCritic(), 2000));
      double bias = 0.01 * c.exact.guidanceNorm();
      Comparison.assertMean(c.exact.guidance(), c.guidance, bias, problem.name() + " guidance");
    }
  }

  @Test
  void zeroOrderIsUnbiasedForTheSmoothedObjective() {
    for (long seed = 0; seed < 3; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      Comparison c =
          Comparison.of(
              problem,
              1,
              new ZeroOrder<>(new SoftPolicyIteration(), 0.02, 200, Budget.episodes(100)));
      // Smoothing moves the gradient by about σ²/2 times third derivatives.
      double bias = 0.02 * c.exact.norm();
      Comparison.assertMean(c.exact.total(), c.total, bias, problem.name());
    }
  }

  @Test
  void amdWithManySweepsIsExact() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      Hypergradient amd = new AdaptiveModelDesign(600).on(problem).estimate(theta, null);
      assertArrayEquals(exact.direct(), amd.direct(), 1e-9, problem.name());
      assertArrayEquals(exact.guidance(), amd.guidance(), 1e-9, problem.name());
    }
  }

  @Test
  void amdWithFewSweepsDifferentiatesTheFollowerOfFewSweeps() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.initialParameters(new SplittableRandom(seed));
      Estimator<TabularEpisode> amd = new AdaptiveModelDesign(3).on(problem);
      double[] total = amd.estimate(theta, null).total();
      for (int i = 0; i < theta.length; i++) {
        double slope = (objective(amd, theta, i, 1e-5) - objective(amd, theta, i, -1e-5)) / 2e-5;
        assertEquals(slope, total[i], 1e-6 * (1 + Math.abs(slope)), problem.name());
      }
    }
  }

  private static double objective(
      Estimator<TabularEpisode> amd, double[] theta, int i, double step) {
    double[] moved = theta.clone();
    moved[i] += step;
    return amd.estimate(moved, null).objective();
  }

  @Test
  void soBiRlCreditsTheWholeTrajectoryWithItsFirstValue() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    SplittableRandom random = new SplittableRandom(3);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Episodes<TabularEpisode> round = response.play(Budget.episodes(1), random);
    ExactCritic critic = new ExactCritic();
    TabularCritic values = critic.on(problem);
    values.observe(round);
    double[] guidance = new SoBiRl<>(critic).on(problem).estimate(theta, round).guidance();
    TabularEpisode episode = round.list().get(0);
    double[] expected = new double[guidance.length];
    for (int t = 0; t < episode.length(); t++) {
      int state = episode.state(t);
      int first = state * response.mdp().pattern().actions();
      double credit = values.actionValue(episode, 0) / 0.5;
      problem.followerReward().addGradient(theta, first + episode.action(t), credit, expected);
      for (int a = 0; a < response.mdp().pattern().actions(); a++) {
        double share = -credit * response.policy(state, a);
        problem.followerReward().addGradient(theta, first + a, share, expected);
      }
    }
    assertArrayEquals(expected, guidance, 1e-12);
  }

  @Test
  void soBiRlSeesNoGuidanceInFourRooms() {
    TabularProblem problem = FourRooms.problem(0.01);
    SplittableRandom random = new SplittableRandom(1);
    double[] theta = problem.initialParameters(random);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    Hypergradient estimate =
        new SoBiRl<>(new ExactCritic())
            .on(problem)
            .estimate(theta, response.play(Budget.steps(20_000), random));
    assertEquals(0, estimate.guidanceNorm(), 1e-12);
    assertTrue(estimate.directNorm() > 0);
  }
}
