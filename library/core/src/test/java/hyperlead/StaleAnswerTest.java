package hyperlead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.critics.ExactCritic;
import hyperlead.critics.SarsaCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.environments.FourRooms;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.BlackBox;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.QuadraticReward;
import hyperlead.parameters.Coefficients;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What is asked of a problem that was varied by {@code with…} is answered for that problem: there
 * is no second object that could still mean the old one, and where one is handed over, it is
 * refused.
 */
class StaleAnswerTest {
  private static final double[] THETA = {0.5, -0.2, 0.1};

  /** The same follower, whose leader gets nothing. */
  private static TabularProblem poor(TabularProblem old) {
    double[] nothing = new double[old.transitions().pattern().pairs()];
    return old.withRewards(old.followerReward(), Coefficients.fixed(nothing));
  }

  @Test
  void aNewObjectiveIsEvaluatedEverywhere() {
    TabularProblem old = ThreeStates.problem();
    TabularProblem mine = poor(old);
    TabularResponse answer = new SoftPolicyIteration().on(mine).respond(THETA);
    assertEquals(mine, answer.problem());
    assertEquals(0, answer.objective());
    assertEquals(0, answer.play(Budget.episodes(20), new SplittableRandom(1)).meanReturn());
    assertEquals(0, new TabularHypergradient().at(answer).norm());
    Run run =
        LeaderTraining.of(
                mine, new SoftPolicyIteration(), new BoltzmannCovariance<>(new ExactCritic()))
            .withReferee(new Exact<>())
            .withUpdates(3)
            .run(1);
    assertArrayEquals(run.column("objective"), new double[run.log().rowCount()]);
    assertArrayEquals(run.column("sampled return"), new double[run.log().rowCount()]);
    assertNotEquals(0, new SoftPolicyIteration().on(old).respond(THETA).objective(), 0.1);
  }

  @Test
  void everyConstantCounts() {
    TabularProblem old = ThreeStates.problem();
    SoftPolicyIteration optimal = new SoftPolicyIteration();
    double before = optimal.on(old).respond(THETA).objective();
    for (TabularProblem other :
        List.of(
            old.withTemperature(5),
            old.withDiscounts(0.1, old.leaderDiscount()),
            old.withDiscounts(old.followerDiscount(), 0.1))) {
      double after = optimal.on(other).respond(THETA).objective();
      assertNotEquals(before, after, 1e-3, other.setting().toString());
      Run run = LeaderTraining.of(other, optimal, new Exact<>()).withStart(r -> THETA).run(1);
      assertEquals(after, run.column("objective")[0], 1e-9);
      assertEquals(ExactHypergradient.of(other).at(THETA).objective(), after, 1e-9);
    }
    Episodes<TabularEpisode> cut =
        optimal
            .on(old.withHorizon(3))
            .respond(THETA)
            .play(Budget.episodes(50), new SplittableRandom(2));
    assertEquals(3, cut.list().stream().mapToInt(Episode::length).max().orElseThrow());
  }

  @Test
  void theLinearQuadraticFamilyIsLikeTheTabularOne() {
    LinearQuadraticProblem old = BuildingThermalControl.problem();
    double[] theta = new double[8];
    MaxEntropyLqr optimal = new MaxEntropyLqr();
    double before = optimal.on(old).respond(theta).objective();
    int size = old.system().states() + old.system().actions();
    for (LinearQuadraticProblem other :
        List.of(
            old.withHorizon(5),
            old.withTemperature(3),
            old.withDiscounts(0.5, old.leaderDiscount()),
            old.withDiscounts(old.followerDiscount(), 0.5),
            old.withLeaderReward(
                QuadraticReward.of(
                    hyperlead.algebra.Matrix.scalar(size, 1), new double[size], new double[24])))) {
      double after = optimal.on(other).respond(theta).objective();
      assertNotEquals(before, after, 1e-3, other.setting().toString());
      assertEquals(ExactHypergradient.of(other).at(theta).objective(), after, 1e-9);
      assertEquals(other, optimal.on(other).respond(theta).problem());
    }
  }

  @Test
  void roundsOfAnotherProblemAreRefusedBySayingWhatDiffers() {
    TabularProblem cold = FourRooms.problem(0.005);
    TabularProblem hot = cold.withTemperature(0.05).withHorizon(7);
    double[] theta = cold.initialParameters(new SplittableRandom(1));
    Episodes<TabularEpisode> round =
        new SoftPolicyIteration()
            .on(hot)
            .respond(theta)
            .play(Budget.steps(50), new SplittableRandom(1));
    String message =
        "episodes must be of the problem of the estimate, FourRooms(τ = 0.005), but their "
            + "temperature is 0.05 and not 0.005, horizon is 7 and not 200";
    assertRefused(message, () -> CertaintyEquivalence.of(1, 1).on(cold).estimate(theta, round));
    Estimator.Kind<TabularEpisode> blackBox =
        BlackBox.of(new BoltzmannCovariance<>(SarsaCritic.zero(0.1)), 1, 0);
    assertRefused(message, () -> blackBox.on(cold).estimate(theta, round));
    Estimator<TabularEpisode> covariance = new BoltzmannCovariance<>(new ExactCritic()).on(cold);
    assertRefused(message, () -> covariance.estimate(theta, round));
    LinearQuadraticProblem game = BilevelLqr.problem();
    double[] gains = {-3, -1};
    Episodes<LinearQuadraticEpisode> other =
        new MaxEntropyLqr()
            .on(game.withHorizon(5))
            .respond(gains)
            .play(Budget.episodes(3), new SplittableRandom(1));
    assertRefused(
        "episodes must be of the problem of the estimate, BilevelLqr(τ = 0.1), but their horizon is"
            + " 5 and not 100",
        () -> CertaintyEquivalence.of().on(game).estimate(gains, other));
  }

  @Test
  void roundsUnderAnotherThetaAreRefused() {
    TabularProblem problem = ThreeStates.problem();
    Episodes<TabularEpisode> round =
        new SoftPolicyIteration()
            .on(problem)
            .respond(THETA)
            .play(Budget.steps(50), new SplittableRandom(1));
    Estimator<TabularEpisode> estimator = new BoltzmannCovariance<>(new ExactCritic()).on(problem);
    assertRefused(
        "episodes must be played under the theta of the estimate, theta[1] = 0.0: -0.2",
        () -> estimator.estimate(new double[] {0.5, 0, 0}, round));
    assertRefused(
        "episodes must be played under the theta of the estimate, theta[1] = 0.0: -0.2",
        () -> CertaintyEquivalence.of(1, 1).on(problem).estimate(new double[] {0.5, 0, 0}, round));
  }

  /** A problem without a model, as a user may bring one. */
  private record Plain(TabularProblem inside) implements LeaderProblem<TabularEpisode> {
    @Override
    public Setting setting() {
      return inside.setting().withName("plain");
    }

    @Override
    public hyperlead.parameters.Parameterization parameterization() {
      return inside.parameterization();
    }

    @Override
    public double[] initialParameters(java.util.random.RandomGenerator random) {
      return inside.initialParameters(random);
    }
  }

  @Test
  void aProblemWithoutAModelIsRefusedWhereOneIsNeeded() {
    Plain plain = new Plain(ThreeStates.problem());
    assertRefused(
        "problem must bring its model: plain(τ = 0.5)", () -> new SoftPolicyIteration().on(plain));
    assertRefused(
        "an exact hypergradient needs a problem with a model: plain(τ = 0.5)",
        () -> new Exact<TabularEpisode>().on(plain));
  }

  @Test
  void aRandomCriticIsRandomFromBirth() {
    TabularProblem problem = ThreeStates.problem();
    TabularResponse answer = new SoftPolicyIteration().on(problem).respond(THETA);
    Episodes<TabularEpisode> round = answer.play(Budget.episodes(1), new SplittableRandom(1));
    TabularEpisode episode = round.list().get(0);
    SarsaCritic kind = SarsaCritic.random(0.3);
    double first = kind.on(problem).actionValue(episode, 0);
    assertNotEquals(0, first);
    assertEquals(first, kind.on(problem).actionValue(episode, 0), "the same chance");
    assertNotEquals(first, kind.on(problem, new SplittableRandom(2)).actionValue(episode, 0));
    assertEquals(0, SarsaCritic.zero(0.3).on(problem).actionValue(episode, 0));
  }

  @Test
  void trainingsLeaveAUsersStartAsItIs() {
    double[] theta = THETA.clone();
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(ThreeStates.problem(), new SoftPolicyIteration(), new Exact<>())
            .withStart(random -> theta)
            .withUpdates(20);
    double[] once = training.run(1).theta();
    assertArrayEquals(THETA, theta);
    assertArrayEquals(once, training.run(1).theta());
  }

  private static void assertRefused(String message, Runnable code) {
    Exception e = assertThrows(IllegalArgumentException.class, code::run);
    assertEquals(message, e.getMessage());
  }
}
