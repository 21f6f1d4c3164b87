package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.critics.DynamicsEstimate;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.FeatureCritic;
import hyperlead.critics.LeastSquaresCritic;
import hyperlead.critics.MonteCarloCritic;
import hyperlead.critics.QuadraticFeatures;
import hyperlead.critics.SarsaCritic;
import hyperlead.critics.TabularCritic;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.FourRooms;
import hyperlead.environments.TaxDesign;
import hyperlead.environments.ThreeStates;
import hyperlead.environments.Warehouse;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.estimators.TrajectoryEstimator;
import hyperlead.estimators.ValuePenalty;
import hyperlead.estimators.ZeroOrder;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Laboratory;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.games.BestResponse;
import hyperlead.games.Commitment;
import hyperlead.games.ExpectedScore;
import hyperlead.games.MarkovGame;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.linear.LinearQuadraticResponse;
import hyperlead.parameters.Parameterization;
import hyperlead.prototyping.GameWorld;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts that were made for one problem and are handed to another by a user's own hands. */
class MixedPartsTest {
  private static final double[] THETA = {0.5, -0.2, 0.1};
  private static final double[] GAINS = {-3, -1};
  private static final TabularProblem OLD = ThreeStates.problem();
  private static final TabularProblem MINE =
      OLD.withDiscounts(OLD.followerDiscount(), OLD.leaderDiscount() / 2);

  private static TabularResponse answer(TabularProblem problem) {
    return new SoftPolicyIteration().on(problem).respond(THETA);
  }

  private static Episodes<TabularEpisode> round(TabularProblem problem) {
    return answer(problem).play(Budget.episodes(3), new SplittableRandom(1));
  }

  @Test
  void aKeptFollowerIsRefused() {
    Follower<TabularEpisode> kept = new SoftPolicyIteration().on(OLD);
    Follower.Kind<TabularEpisode> keeping = (problem, random) -> kept;
    assertDiffers(() -> LeaderTraining.of(MINE, keeping, new Exact<>()).withUpdates(2).run(1));
    Estimator.Kind<TabularEpisode> blind = (p, r) -> (theta, round) -> exact(MINE);
    assertDiffers(() -> LeaderTraining.of(MINE, keeping, blind).withUpdates(2).run(1));
    assertDiffers(() -> Laboratory.of(MINE, keeping, blind).with("own", blind).at(THETA, 1));
  }

  private static Hypergradient exact(TabularProblem problem) {
    return ExactHypergradient.of(problem).at(THETA);
  }

  @Test
  void aKeptEstimatorIsRefused() {
    ExactHypergradient<TabularEpisode> kept = ExactHypergradient.of(OLD);
    Estimator.Kind<TabularEpisode> keeping = (problem, random) -> kept;
    SoftPolicyIteration optimal = new SoftPolicyIteration();
    assertDiffers(() -> LeaderTraining.of(MINE, optimal, keeping).withUpdates(2).run(1));
    LeaderTraining<TabularEpisode> judged =
        LeaderTraining.of(MINE, optimal, new Exact<>()).withReferee(keeping).withUpdates(2);
    assertDiffers(() -> judged.run(1));
    assertDiffers(() -> GradientCheck.of(MINE).estimator(keeping, THETA, 10, 1, 1));
  }

  @Test
  void criticsLearnFromTheirProblemOnly() {
    for (TabularCritic.Kind kind :
        List.of(SarsaCritic.zero(0.5), new MonteCarloCritic(), LeastSquaresCritic.zero(1))) {
      kind.on(OLD).observe(round(OLD));
      assertDiffers(() -> kind.on(OLD).observe(round(MINE)));
    }
    LinearQuadraticProblem old = BilevelLqr.problem();
    LinearQuadraticProblem mine = old.withDiscounts(0.5, 0.5);
    Episodes<LinearQuadraticEpisode> round =
        new MaxEntropyLqr()
            .on(mine)
            .respond(GAINS)
            .play(Budget.episodes(3), new SplittableRandom(1));
    LeaderCritic.Kind<LinearQuadraticEpisode> fit =
        FeatureCritic.returns(QuadraticFeatures.ofSteps(), 1e-9);
    assertDiffers(() -> fit.on(old).observe(round));
    assertDiffers(() -> new DynamicsEstimate().on(old).observe(round));
    LinearQuadraticResponse other = new MaxEntropyLqr().on(old).respond(GAINS);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> round.list().get(0).observedWith(other));
    assertTrue(e.getMessage().startsWith("estimated response must answer the model"));
  }

  @Test
  void anotherPatternIsRefused() {
    TabularProblem rooms = FourRooms.problem(0.01);
    double[] theta = rooms.initialParameters(new SplittableRandom(1));
    assertRefused("must lead to the same states", () -> answer(OLD).in(rooms.at(theta)));
    TransitionCounts counts = new TransitionCounts(rooms, 1);
    assertRefused("must lead to the same states", () -> counts.observe(round(OLD)));
  }

  @Test
  void anEnvironmentReportsOnItsOwnAnswersOnly() {
    TabularProblem rooms = FourRooms.problem(0.01);
    TabularResponse answer =
        new SoftPolicyIteration()
            .on(rooms)
            .respond(new double[rooms.parameterization().parameters()]);
    assertRefused(
        "visits must have length 768: 104", () -> Warehouse.bundled("small").traffic(answer));
    TaxDesign few = TaxDesign.bundled();
    assertRefused("visits must have length", () -> few.account(answer, 0));
  }

  /** 2 states with 3 actions of the leader, and 3 with 2, have as many pairs. */
  @Test
  void aCommitmentOfAnotherShapeIsRefused() {
    Commitment wide = Commitment.of("wide", game(2, 3), 0.5);
    Commitment tall = Commitment.of("tall", game(3, 2), 0.5);
    ExpectedScore score = new ExpectedScore(wide, new ExactCritic());
    assertRefused("problem must have the policy of wide", () -> score.on(tall.problem()));
    TabularResponse answer = new SoftPolicyIteration().on(tall.problem()).respond(new double[6]);
    assertRefused(
        "response must answer the commitment's wide", () -> BestResponse.toSeeing(wide, answer));
  }

  @Test
  void anAnswerUnderOtherConstantsIsNoAnswerToTheCommitment() {
    Commitment game = Commitment.of("game", game(2, 3), 0.5);
    for (TabularProblem other :
        List.of(game.problem().withDiscounts(0.9, 0.5), game.problem().withTemperature(1))) {
      TabularResponse answer = new SoftPolicyIteration().on(other).respond(new double[6]);
      assertRefused(
          "response must answer the commitment's", () -> BestResponse.toSeeing(game, answer));
    }
  }

  private static MarkovGame game(int states, int leaderActions) {
    return GameWorld.of(numbers(states), numbers(leaderActions), List.of("l", "r"))
        .game(
            (s, b, a) -> Outcomes.to((s + 1) % states),
            (s, b, a) -> s - b,
            (s, b, a) -> a.equals("l") ? b : s);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void creditsMustBeOneAStep() {
    Estimator.Kind<TabularEpisode> shorter =
        new TrajectoryEstimator<>(
            "shorter", new ExactCritic(), (round, critic) -> e -> new double[e.length() - 1]);
    assertRefused("credits must have length", () -> shorter.on(OLD).estimate(THETA, round(OLD)));
  }

  @Test
  void anEstimateMustBeAsLongAsTheta() {
    for (int length : List.of(2, 4)) {
      Estimator.Kind<TabularEpisode> own =
          (problem, random) -> (theta, round) -> Hypergradient.ofTotal(0, new double[length]);
      assertRefused(
          "must return a hypergradient of length 3, but in update 0 of seed 1 it returned one of length "
              + length,
          () -> LeaderTraining.of(OLD, new SoftPolicyIteration(), own).run(1));
    }
  }

  /** What a method of differences from update to update does. */
  @Test
  void anEstimatorMayKeepAndChangeTheThetaThatItIsGiven() {
    List<double[]> kept = new ArrayList<>();
    Estimator.Kind<TabularEpisode> keeping =
        (problem, random) ->
            (theta, round) -> {
              kept.add(theta);
              return exact(OLD);
            };
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(OLD, new SoftPolicyIteration(), keeping).withUpdates(2);
    double[] end = training.run(1).theta();
    assertTrue(kept.get(1)[0] != kept.get(0)[0]);
    assertEquals(end[0], kept.get(2)[0]);
  }

  @Test
  void anAnswerHasTheShapeOfItsProblem() {
    TabularMdp mdp = OLD.at(THETA);
    double[] values = new double[mdp.pattern().end() + 1];
    assertRefused("policy must have length", () -> new TabularResponse(mdp, values, values, 0, 0));
  }

  /** A follower of a user's own that does not answer what it was asked. */
  @Test
  void anAnswerToSomethingElseIsRefused() {
    double[] elsewhere = {0, 0, 0};
    TabularFollower.Kind deaf = answering((problem, theta) -> answer(OLD));
    TabularFollower.Kind lost =
        answering((problem, theta) -> new SoftPolicyIteration().on(problem).respond(elsewhere));
    Episodes<TabularEpisode> round = round(MINE);
    for (TabularFollower.Kind follower : List.of(deaf, lost)) {
      for (Estimator.Kind<TabularEpisode> kind :
          List.of(
              new ZeroOrder<>(follower, 0.1, 1, Budget.steps(10)),
              ValuePenalty.oneSided(10).sampled(follower, new ExactCritic()))) {
        Estimator<TabularEpisode> asking = kind.on(MINE, new SplittableRandom(1));
        assertRefused("the answer must be one ", () -> asking.estimate(THETA, round));
      }
      LeaderTraining<TabularEpisode> training =
          LeaderTraining.of(MINE, new SoftPolicyIteration(), new Exact<>()).withUpdates(1);
      assertRefused("the answer must be one ", () -> training.withOptimum(follower).run(1));
    }
  }

  private static TabularFollower.Kind answering(
      BiFunction<TabularProblem, double[], TabularResponse> answers) {
    return (problem, random) -> theta -> answers.apply(problem, theta);
  }

  /** A variable of a notebook that a lambda reads is a static field, and may get a new value. */
  @Test
  void whatALambdaReadsMayChangeBetweenAnswers() {
    double[] wage = {2};
    World<Integer, Integer> world = World.of(OLD);
    TabularProblem problem =
        OLD.withRewards(
            world.reward("r_F", (y, x, a) -> y.get(0).times(wage[0] * a)),
            world.reward("r_L", (y, x, a) -> y.get(0).negated().times(wage[0]).plus(x)));
    double[] before = ExactHypergradient.of(problem).at(THETA).total();
    wage[0] = 5;
    double[] after = ExactHypergradient.of(problem).at(THETA).total();
    assertTrue(Math.abs(after[0] - before[0]) > 0.1);
    assertTrue(GradientCheck.of(problem).hypergradient(THETA).agrees());
  }

  /** The identity, which hands back what it was given: Javadoc asks for a new array. */
  private record Handover(int parameters) implements Parameterization {
    @Override
    public double[] configuration(double[] theta) {
      return theta;
    }

    @Override
    public double[] pullBack(double[] theta, double[] configuration, double[] gradient) {
      return gradient.clone();
    }
  }

  @Test
  void anArrayThatAUserChangesAfterwardsChangesNoAnswer() {
    TabularProblem problem =
        new TabularProblem(
            OLD.setting(),
            new Handover(OLD.parameterization().configurations()),
            OLD.transitions(),
            OLD.initial(),
            OLD.followerReward(),
            OLD.leaderReward(),
            OLD.start());
    double[] theta = OLD.parameterization().configuration(THETA);
    TabularResponse answer = new SoftPolicyIteration().on(problem).respond(theta);
    double before = theta[0];
    theta[0] += 0.1;
    assertEquals(before, answer.mdp().configuration(0));
    assertEquals(before, answer.theta()[0]);
  }

  private static void assertDiffers(Runnable code) {
    assertRefused("but their ", code);
  }

  private static void assertRefused(String part, Runnable code) {
    Exception e = assertThrows(IllegalArgumentException.class, code::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
