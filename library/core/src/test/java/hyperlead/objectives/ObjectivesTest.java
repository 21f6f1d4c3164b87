package hyperlead.objectives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.LikelihoodRatio;
import hyperlead.estimators.ZeroOrder;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Verdict;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.Functional;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.Objective;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.Trajectories;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Objectives of random finite problems in which rewards, laws and first states all move. */
class ObjectivesTest {
  /** Of problems with 15 to 759 trajectories. */
  private static final long[] SEEDS = {0, 1, 2, 3, 6, 7};

  private static final int EPISODES = 40_000;

  private static final Functional LENGTH = Functional.fixed(TabularEpisode::length);

  private static Map<String, Objective> objectives(TabularProblem problem) {
    Functional paid = Functional.total(problem.followerReward(), 0.8);
    Map<String, Objective> objectives = new LinkedHashMap<>();
    objectives.put("expected return", Objective.EXPECTED_RETURN);
    objectives.put("expected length", Objective.expected(LENGTH));
    objectives.put("expected pay", Objective.expected(paid));
    objectives.put("variance", Variance.OF_RETURN);
    objectives.put("mean less variance", Objective.EXPECTED_RETURN.plus(-0.3, Variance.OF_RETURN));
    objectives.put("tail", Cvar.ofReturn(0.27));
    objectives.put("preference", new Preference(paid, Functional.LEADER_RETURN));
    objectives.put("entropy", VisitFunction.entropy());
    return objectives;
  }

  private static TabularProblem problem(long seed) {
    return RandomProblem.finite(seed, 0.5);
  }

  private static double[] theta(TabularProblem problem, long seed) {
    return problem.initialParameters(new SplittableRandom(seed));
  }

  private static TabularResponse answer(TabularProblem problem, long seed) {
    return new SoftPolicyIteration().on(problem).respond(theta(problem, seed));
  }

  @Test
  void gradientsAreThoseOfTheValues() {
    for (long seed : SEEDS) {
      TabularProblem problem = problem(seed);
      for (var entry : objectives(problem).entrySet()) {
        Verdict verdict =
            GradientCheck.of(problem.withObjective(entry.getValue()))
                .hypergradient(theta(problem, seed));
        assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), entry.getKey() + ": " + verdict);
      }
    }
  }

  /** All trajectories give what linear systems give, in both terms. */
  @Test
  void trajectoriesAgreeWithLinearSystems() {
    for (long seed : SEEDS) {
      TabularProblem problem = problem(seed);
      TabularResponse response = answer(problem, seed);
      Trajectories law = Trajectories.all(response);
      TabularHypergradient exact = new TabularHypergradient();
      double whole = IntStream.range(0, law.list().size()).mapToDouble(law::weight).sum();
      assertEquals(1, whole, 1e-12);
      Map<String, Objective> objectives = objectives(problem);
      for (String name : new String[] {"expected return", "expected pay", "entropy", "variance"}) {
        Objective objective = objectives.get(name);
        Hypergradient linear = objective.at(response, exact);
        assertEquals(linear.objective(), objective.value(response), 1e-12);
        assertAlike(linear, law.hypergradient(objective, exact));
      }
      double undiscounted = LeaderValues.expectedReturn(response, 1, problem.horizon());
      double total =
          Objective.expected(Functional.total(problem.leaderReward(), 1)).value(response);
      assertEquals(undiscounted, total, 1e-12);
    }
  }

  private static void assertAlike(Hypergradient a, Hypergradient b) {
    assertEquals(a.objective(), b.objective(), 1e-12);
    for (int i = 0; i < a.dimension(); i++) {
      assertEquals(a.direct()[i], b.direct()[i], 1e-11, "direct");
      assertEquals(a.guidance()[i], b.guidance()[i], 1e-11, "guidance");
    }
  }

  /** Each value from the list of returns by its definition, written another way. */
  @Test
  void valuesAreTheirDefinitions() {
    for (long seed : SEEDS) {
      TabularProblem problem = problem(seed);
      Trajectories law = Trajectories.all(answer(problem, seed));
      double[] r = law.values(Functional.LEADER_RETURN);
      double[] s = law.values(Functional.total(problem.followerReward(), 0.8));
      double mean = 0;
      double square = 0;
      double comparison = 0;
      for (int i = 0; i < r.length; i++) {
        mean += law.weight(i) * r[i];
        square += law.weight(i) * r[i] * r[i];
        double row = 0;
        for (int j = 0; j < r.length; j++) {
          double p = 1 / (1 + Math.exp(r[j] - r[i]));
          double log =
              -p * Math.log(1 + Math.exp(s[j] - s[i]))
                  - (1 - p) * Math.log(1 + Math.exp(s[i] - s[j]));
          row += law.weight(j) * log;
        }
        comparison += law.weight(i) * row;
      }
      assertEquals(square - mean * mean, Variance.OF_RETURN.under(law).value(), 1e-12);
      assertEquals(worst(law, r, 0.27), Cvar.ofReturn(0.27).under(law).value(), 1e-12);
      assertEquals(mean, Cvar.ofReturn(1).under(law).value(), 1e-12);
      Objective preference = objectives(problem).get("preference");
      assertEquals(comparison, preference.under(law).value(), 1e-12);
    }
  }

  /** The mean over the worst share α: trajectories from the worst on, the last one in part. */
  private static double worst(Trajectories law, double[] r, double level) {
    double left = level;
    double sum = 0;
    for (int i :
        IntStream.range(0, r.length).boxed().sorted(Comparator.comparing(i -> r[i])).toList()) {
      double part = Math.min(left, law.weight(i));
      sum += part * r[i];
      left -= part;
    }
    return sum / level;
  }

  /**
   * Within four standard errors, of the direct term and of the guidance; tails and entropy later.
   */
  @Test
  void likelihoodRatioIsUnbiased() {
    for (long seed : new long[] {0, 1, 6}) {
      TabularProblem problem = problem(seed);
      Map<String, Objective> objectives = objectives(problem);
      for (String name :
          new String[] {
            "expected return", "expected length", "variance", "mean less variance", "preference"
          }) {
        assertUnbiased(name, problem.withObjective(objectives.get(name)), 5, 0, seed);
      }
      // Bias of order 1/N.
      assertUnbiased("tail", problem.withObjective(objectives.get("tail")), 2000, 0.005, seed);
      assertUnbiased(
          "entropy", problem.withObjective(objectives.get("entropy")), 2000, 0.005, seed);
    }
  }

  private static void assertUnbiased(
      String name, TabularProblem problem, int episodes, double bias, long seed) {
    double[] theta = theta(problem, seed);
    TabularResponse response = answer(problem, seed);
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    BatchMeans value = new BatchMeans(new double[] {exact.objective()});
    BatchMeans direct = new BatchMeans(exact.direct());
    BatchMeans guidance = new BatchMeans(exact.guidance());
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<TabularEpisode> estimator = new LikelihoodRatio().on(problem);
    for (int round = 0; round < EPISODES / episodes; round++) {
      Hypergradient estimate =
          estimator.estimate(theta, response.play(Budget.episodes(episodes), random));
      value.add(new double[] {estimate.objective()});
      direct.add(estimate.direct());
      guidance.add(estimate.guidance());
    }
    String where = name + " of " + problem.name();
    value.assertAgrees(where + ", J", bias);
    direct.assertAgrees(where + ", direct", bias);
    guidance.assertAgrees(where + ", guidance", bias);
  }

  /** Leaders without a model: one learns it, one asks the follower at other θ. */
  @Test
  void otherEstimatorsFollowTheObjective() {
    TabularProblem problem = problem(1);
    double[] theta = theta(problem, 1);
    for (String name : new String[] {"mean less variance", "tail", "preference", "entropy"}) {
      TabularProblem wanting = problem.withObjective(objectives(problem).get(name));
      Hypergradient exact = ExactHypergradient.of(wanting).at(theta);
      Hypergradient learned =
          CertaintyEquivalence.of(1e-3, 1)
              .on(wanting)
              .estimate(theta, round(wanting, theta, 200_000));
      Hypergradient asked =
          new ZeroOrder<>(new SoftPolicyIteration(), 0.05, 2000, Budget.episodes(200))
              .on(wanting)
              .estimate(theta, round(wanting, theta, 2000));
      // Frequencies of 200,000 episodes are off by a few thousandths; 2,000 random directions in
      // four dimensions by an angle of 0.03.
      assertEquals(0, exact.plus(-1, learned).norm(), 0.01 * exact.norm(), name);
      assertEquals(exact.objective(), learned.objective(), 0.02, name);
      assertEquals(1, exact.cosine(asked), 0.002, name);
      assertEquals(1, asked.norm() / exact.norm(), 0.05, name);
    }
  }

  private static Episodes<TabularEpisode> round(
      TabularProblem problem, double[] theta, int episodes) {
    return new SoftPolicyIteration()
        .on(problem)
        .respond(theta)
        .play(Budget.episodes(episodes), new SplittableRandom(1));
  }

  @Test
  void objectivesAreSaid() {
    Objective careful = Objective.EXPECTED_RETURN.plus(-0.3, Variance.OF_RETURN);
    String said = problem(1).withObjective(careful).toString();
    assertTrue(said.endsWith(", J = E leader's return + -0.3 (Var leader's return)"), said);
  }

  @Test
  void expectedReturnsOnlyAreForTheOtherEstimators() {
    TabularProblem risky = problem(0).withObjective(Variance.OF_RETURN);
    Estimator.Kind<TabularEpisode> method = new BoltzmannCovariance<>(new ExactCritic());
    assertThrows(IllegalArgumentException.class, () -> method.on(risky));
  }

  /** Of trajectories without number: against differences, and against a sample of returns. */
  @Test
  void varianceNeedsNoTrajectories() {
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem endless = RandomProblem.of(seed, 0.5).withObjective(Variance.OF_RETURN);
      Verdict verdict = GradientCheck.of(endless).hypergradient(theta(endless, seed));
      assertEquals(Verdict.Outcome.AGREES, verdict.outcome(), verdict.toString());
      assertUnbiased("variance", endless, 50, 0, seed);
    }
  }

  /** Shares of visits too small for a number have no part in the entropy (they made it NaN). */
  @Test
  void entropyBearsVisitsNextToNothing() {
    VisitFunction entropy = VisitFunction.entropy();
    double[] m = {Double.MIN_VALUE, 3, 0, 1};
    double[] g = new double[4];
    entropy.f().addGradient(m, 0, 1, g);
    assertEquals(Math.log(4) - 0.75 * Math.log(3), entropy.f().at(m, 0), 1e-15);
    assertEquals(-0.25 * Math.log(3) / 4, g[1], 1e-15);
    assertEquals(0, g[0]);
  }

  @Test
  void tooManyTrajectoriesAreSaid() {
    TabularProblem endless = RandomProblem.of(0, 0.5).withObjective(Cvar.ofReturn(0.1));
    TabularResponse response = answer(endless, 0);
    assertTrue(Double.isNaN(response.objective()));
    String said =
        assertThrows(IllegalArgumentException.class, () -> Trajectories.all(response)).getMessage();
    assertTrue(
        said.contains("has more than 1000000 trajectories of at most 10000 steps, too many"), said);
  }
}
