package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.critics.ExactCritic;
import hyperlead.environments.PrisonersDilemma;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.FiniteHorizon;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The value penalty and the two-sided probe: their biases, their noise, and other discounts. */
class PenaltyTest {
  /** A problem of four states and three actions. */
  private static final TabularProblem FOUR_BY_THREE = RandomProblem.of(9, 0.5);

  private static double[] theta(TabularProblem problem) {
    return problem.initialParameters(new SplittableRandom(9));
  }

  private static TabularResponse own(TabularProblem problem) {
    return new SoftPolicyIteration().on(problem).respond(theta(problem));
  }

  /** |estimate − ∇J| / |∇J| of a method that does not look at episodes. */
  private static double error(TabularProblem problem, Estimator.Kind<TabularEpisode> method) {
    double[] exact = ExactHypergradient.of(problem).at(theta(problem)).total();
    Episodes<TabularEpisode> any = own(problem).play(Budget.episodes(1), new SplittableRandom(1));
    return distance(method.on(problem).estimate(theta(problem), any).total(), exact)
        / distance(exact, new double[exact.length]);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** The slope of log error over log λ, from 100 to 1,000. */
  private static double slope(DoubleUnaryOperator errorAt) {
    return Math.log10(errorAt.applyAsDouble(1000) / errorAt.applyAsDouble(100));
  }

  @Test
  void theProbesErrorsOnFourStatesAndThreeActions() {
    TabularProblem problem = FOUR_BY_THREE.withDiscounts(0.9, 0.9);
    double[] weights = {10, 100, 1000};
    double[] oneSided = {1.7e-1, 1.6e-2, 1.5e-3};
    double[] twoSided = {9.9e-3, 1.0e-4, 1.0e-6};
    for (int i = 0; i < weights.length; i++) {
      double one = error(problem, ValuePenalty.oneSided(weights[i]).exact());
      double two = error(problem, ValuePenalty.twoSided(weights[i]).exact());
      assertEquals(oneSided[i], one, 0.05 * oneSided[i], "one side, λ = " + weights[i]);
      assertEquals(twoSided[i], two, 0.05 * twoSided[i], "two sides, λ = " + weights[i]);
    }
  }

  @Test
  void biasesFallByTheirOrdersForAnyDiscounts() {
    for (long seed = 0; seed < 20; seed++) {
      TabularProblem other = RandomProblem.of(seed, 0.5);
      for (TabularProblem problem :
          new TabularProblem[] {
            other, other.withDiscounts(0.9, 0.9), other.withDiscounts(0.6, 0.95)
          }) {
        String where = problem.toString() + problem.setting();
        double one = slope(w -> error(problem, ValuePenalty.oneSided(w).exact()));
        double two = slope(w -> error(problem, ValuePenalty.twoSided(w).exact()));
        assertEquals(-1, one, 0.2, where);
        assertEquals(-2, two, 0.3, where);
      }
    }
  }

  @Test
  void aFixedShareOfTheLeadersRewardIsWrongForAnotherDiscount() {
    TabularProblem problem = FOUR_BY_THREE.withDiscounts(0.6, 0.95);
    PaidFollower paid = new PaidFollower(new SoftPolicyIteration(), problem, null);
    double[] exact = ExactHypergradient.of(problem).at(theta(problem)).guidance();
    double[] plain = probe(paid, problem.leaderReward(), 1e4);
    double[] advantage = probe(paid, paid.pay(own(problem)), 1e4);
    double norm = distance(exact, new double[exact.length]);
    assertTrue(distance(plain, exact) > 0.1 * norm, "error " + distance(plain, exact) / norm);
    assertEquals(0, distance(advantage, exact) / norm, 1e-5);
  }

  /** (λ/2) ( ∂J_F(π₊) − ∂J_F(π₋) ). */
  private static double[] probe(PaidFollower paid, Coefficients u, double weight) {
    TabularHypergradient model = new TabularHypergradient();
    double[] theta = theta(FOUR_BY_THREE);
    double[] more = model.followerGradient(paid.answer(theta, 1 / weight, u));
    double[] less = model.followerGradient(paid.answer(theta, -1 / weight, u));
    Arrays.setAll(more, i -> weight / 2 * (more[i] - less[i]));
    return more;
  }

  @Test
  void payThatMovesWithTimeIsRightForAnotherDiscountToo() {
    // r_F + (γ_L/γ_F)^t r_L/λ. It is right for every γ_L; but where γ_L is large, late pay outgrows
    // r_F from t = log λ / log(γ_L/γ_F) on, and what comes then has a weight of λ to a small power.
    double gF = 0.7;
    for (double gL : new double[] {0.6, 0.95}) {
      int steps = 400;
      TabularProblem problem = FOUR_BY_THREE.withDiscounts(gF, gL);
      TabularProblem whole = FiniteHorizon.of(steps, problem).problem();
      double[] exact = ExactHypergradient.of(problem).at(theta(problem)).guidance();
      double slope =
          slope(
              weight -> {
                double[] more = timed(problem, whole, steps, 1 / weight);
                double[] less = timed(problem, whole, steps, -1 / weight);
                Arrays.setAll(more, i -> weight / 2 * (more[i] - less[i]));
                return distance(more, exact);
              });
      assertEquals(gL < gF ? -2 : -0.3, slope, 0.1, "γ_L = " + gL);
      assertEquals(
          -2, slope(w -> error(problem, ValuePenalty.twoSided(w).exact())), 0.1, "γ_L = " + gL);
    }
  }

  /** ∂J_F of the answer to r_F + ε (γ_L/γ_F)^t r_L, a policy of time and state. */
  private static double[] timed(
      TabularProblem problem, TabularProblem whole, int steps, double share) {
    double ratio = problem.leaderDiscount() / problem.followerDiscount();
    TabularProblem paying =
        FiniteHorizon.of(
                steps,
                t ->
                    problem.withRewards(
                        problem
                            .followerReward()
                            .plus(problem.leaderReward().times(share * Math.pow(ratio, t))),
                        problem.leaderReward()))
            .problem();
    double[] theta = theta(problem);
    double[] policy =
        Arrays.stream(new SoftPolicyIteration().on(paying).respond(theta).policy())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    return new TabularHypergradient().followerGradient(TabularResponse.of(whole.at(theta), policy));
  }

  @Test
  void forOneDiscountTheAdvantageIsTheRewardShapedByAPotential() {
    TabularProblem problem = FOUR_BY_THREE.withDiscounts(0.9, 0.9);
    TabularProblem nearly = problem.withDiscounts(0.9, Math.nextUp(0.9));
    PaidFollower plain = new PaidFollower(new SoftPolicyIteration(), problem, null);
    PaidFollower shaped = new PaidFollower(new SoftPolicyIteration(), nearly, null);
    double[] theta = theta(problem);
    TabularResponse byReward = plain.answer(theta, 0.1, plain.pay(own(problem)));
    TabularResponse byAdvantage = shaped.answer(theta, 0.1, shaped.pay(own(nearly)));
    for (int x = 0; x < 4; x++) {
      assertArrayEquals(byReward.policy()[x], byAdvantage.policy()[x], 1e-12);
    }
  }

  @Test
  void withTheSameRandomNumbersTheVarianceGrowsAsTheWeightAndElseAsItsSquare() {
    double same = Math.log10(variance(1000, true) / variance(10, true)) / 2;
    double other = Math.log10(variance(1000, false) / variance(10, false)) / 2;
    assertEquals(1, same, 0.2);
    assertEquals(2, other, 0.1);
  }

  private static ValuePenalty.Sampled sampled(
      TabularProblem problem, Episodes<TabularEpisode> size, long seed) {
    ExactCritic critic = new ExactCritic();
    return new ValuePenalty.Sampled(size, critic.on(problem), () -> critic.on(problem), seed);
  }

  private static double variance(double weight, boolean sameNumbers) {
    TabularProblem problem = FOUR_BY_THREE.withDiscounts(0.9, 0.9);
    PaidFollower paid = new PaidFollower(new SoftPolicyIteration(), problem, null);
    double[] theta = theta(problem);
    TabularResponse more = paid.answer(theta, 1 / weight, problem.leaderReward());
    TabularResponse less = paid.answer(theta, -1 / weight, problem.leaderReward());
    Episodes<TabularEpisode> size = own(problem).play(Budget.episodes(20), new SplittableRandom(1));
    BatchMeans means = new BatchMeans(new double[theta.length]);
    for (long seed = 0; seed < 500; seed++) {
      long other = sameNumbers ? seed : seed + 1000;
      double[] g = sampled(problem, size, seed).follower(more);
      double[] subtracted = sampled(problem, size, other).follower(less);
      Arrays.setAll(g, i -> weight / 2 * (g[i] - subtracted[i]));
      means.add(g);
    }
    return means.variance();
  }

  @Test
  void refusesWhatTheyCannotDo() {
    assertEquals(
        "weight must be in (0, 1.0E12]: 0.0",
        assertThrows(IllegalArgumentException.class, () -> ValuePenalty.twoSided(0)).getMessage());
    assertEquals(
        "weight must be in (0, 1.0E12]: -1.0",
        assertThrows(IllegalArgumentException.class, () -> ValuePenalty.oneSided(-1)).getMessage());
    TabularProblem shortSighted = FOUR_BY_THREE.withDiscounts(0, 0.9);
    assertEquals(
        "followerDiscount must be positive where the leader's is another: " + shortSighted.name(),
        assertThrows(
                IllegalArgumentException.class,
                () -> ValuePenalty.twoSided(1).exact().on(shortSighted))
            .getMessage());
  }

  @Test
  void inGamesEachAnswersOwnValuesMeetTheLeadersPolicy() {
    Commitment game = PrisonersDilemma.commitment(0.5);
    TabularProblem problem = game.problem().withDiscounts(0.9, 0.9);
    double[] theta = theta(problem);
    TabularResponse own = new SoftPolicyIteration().on(problem).respond(theta);
    ValuePenalty probe = ValuePenalty.twoSided(20);
    Episodes<TabularEpisode> any = own.play(Budget.episodes(1), new SplittableRandom(1));
    double[] exact = probe.exact().on(problem).estimate(theta, any).guidance();
    var score = new ExpectedScore(game, new ExactCritic());
    var method = probe.sampled(new SoftPolicyIteration(), score).on(problem);
    BatchMeans means = new BatchMeans(exact);
    for (long seed = 0; seed < 400; seed++) {
      Episodes<TabularEpisode> round = own.play(Budget.episodes(20), new SplittableRandom(seed));
      means.add(method.estimate(theta, round).guidance());
    }
    means.assertAgrees("prisoner's dilemma");
  }
}
