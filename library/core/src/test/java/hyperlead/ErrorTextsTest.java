package hyperlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.algebra.Matrix;
import hyperlead.critics.ExactCritic;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.estimators.Exact;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.experiments.GradientCheck;
import hyperlead.experiments.Laboratory;
import hyperlead.experiments.Restarts;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.linear.ConfiguredMatrix;
import hyperlead.linear.QuadraticReward;
import hyperlead.objectives.Lagrangian;
import hyperlead.objectives.Variance;
import hyperlead.objectives.VisitFunction;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.parameters.Sgd;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Grid;
import hyperlead.prototyping.LinearWorld;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.World;
import hyperlead.tabular.FiniteHorizon;
import hyperlead.tabular.Functional;
import hyperlead.tabular.Influence;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What came, what was expected, where, and what to do. */
class ErrorTextsTest {
  private static final double[] THETA = {0.8, -0.4, 0.3};
  private final TabularProblem problem = ThreeStates.problem();
  private final SoftPolicyIteration follower = new SoftPolicyIteration();

  private static <T extends Throwable> void assertSays(Class<T> kind, String text, Executable e) {
    T thrown = assertThrows(kind, e);
    assertTrue(thrown.getMessage().contains(text), thrown.getMessage());
  }

  private static void assertRefused(String text, Executable e) {
    assertSays(IllegalArgumentException.class, text, e);
  }

  @Test
  void anEstimatorOfOnesOwnIsNamedWithWhatItReturned() {
    Estimator.Kind<TabularEpisode> none = (p, random) -> (theta, round) -> null;
    Estimator.Kind<TabularEpisode> three =
        (p, random) -> (theta, round) -> Hypergradient.ofTotal(0, new double[2]);
    assertRefused(
        "ErrorTextsTest's lambda must return a hypergradient of length 3, but in update 0 of seed 5"
            + " it returned null",
        () -> LeaderTraining.of(problem, follower, none).run(5));
    assertRefused(
        "in update 0 of seed 5 it returned one of length 2",
        () -> LeaderTraining.of(problem, follower, three).run(5));
    assertRefused(
        "in round 0 it returned null",
        () -> GradientCheck.of(problem).estimator(none, THETA, 10, 1, 1));
    assertSays(
        IllegalStateException.class,
        "mine, 100 steps: hyperlead.ErrorTextsTest's lambda must return",
        () -> Laboratory.of(problem, follower, new Exact<>()).with("mine", three).at(THETA, 1));
  }

  @Test
  void aThetaThatDivergesIsSaidWithItsUpdateSeedAndRemedy() {
    Estimator.Kind<TabularEpisode> away =
        (p, random) -> (theta, round) -> Hypergradient.ofTotal(0, new double[] {1e300, 0, 0});
    LeaderTraining<TabularEpisode> training =
        LeaderTraining.of(problem, follower, away)
            .withStart(random -> THETA)
            .withOptimizer(Sgd.of(1e30));
    assertSays(
        ArithmeticException.class,
        "theta[0] is Infinity after update 0 of seed 5, and was 0.8 before: try a smaller step than"
            + " that of SGD(1.0E30), or a clipped one; the last finite theta is [0.8, -0.4, 0.3]",
        () -> training.run(5));
  }

  @Test
  void aThetaThatIsNotThereIsNamed() {
    assertRefused("theta must have length 3: null", () -> ExactHypergradient.of(problem).at(null));
    assertRefused(
        "theta at the start must have length 3: null",
        () -> LeaderTraining.of(problem, follower, new Exact<>()).withStart(random -> null).run(1));
  }

  @Test
  void aColumnThatIsNotThereListsThoseThatAre() {
    Run run = LeaderTraining.of(problem, follower, new Exact<>()).withUpdates(1).run(1);
    assertRefused(
        "column must be one of update, samples, objective, sampled return, |direct|, |guidance|,"
            + " residual: objectiv",
        () -> run.column("objectiv"));
  }

  @Test
  void restartsThatAreInterruptedAtOnceAreARun() {
    Thread.currentThread().interrupt();
    var covariance = new BoltzmannCovariance<>(new ExactCritic());
    Run run = new Restarts<>(LeaderTraining.of(problem, follower, covariance), 3, 5).run(1);
    assertTrue(Thread.interrupted(), "whoever called sees it");
    assertTrue(run.interrupted());
    assertEquals(1, run.log().rowCount());
  }

  @Test
  void aLawThatIsNoneAtSomeThetaIsSaidWithIt() {
    World<String, String> world = World.of(List.of("a", "b"), List.of("go"));
    TabularProblem moving =
        world.problem(
            "moving",
            new FreeParameters(1),
            (y, s, a) -> Outcomes.to("a", y.get(0).plus(0.5)).or("b", 0.5),
            (y, s, a) -> Expression.of(0),
            (y, s, a) -> Expression.of(0),
            1);
    assertRefused(
        "probabilities must sum to one: 0.75, next state a with 0.25, next state b with 0.5; at"
            + " theta = [-0.25], y = [-0.25]",
        () -> ExactHypergradient.of(moving).at(new double[] {-0.25}));
    double third = (float) (1.0 / 3);
    assertRefused(
        "; normalised() divides by the sum",
        () ->
            world.transitions(
                new FreeParameters(1),
                (y, s, a) -> Outcomes.to("a", third).or("b", third).orEnd(third)));
  }

  @Test
  void ofTenThousandStatesTheNearestAreNamed() {
    World<Integer, String> world =
        World.of(IntStream.range(0, 10_000).boxed().toList(), List.of("go"));
    assertRefused(
        "transitions from state 9999, action go: next state must be one of 10000 names, such as"
            + " 1000, 100, 1001: 10000",
        () -> world.transitions(new FreeParameters(1), (y, s, a) -> Outcomes.to(s + 1)));
  }

  @Test
  void blocksAndRewardsOfTheWrongSizeAreSaidWithTheSizes() {
    assertRefused(
        "block of 4 numbers from entry 1 on must lie within the configuration, of length 2",
        () -> ConfiguredMatrix.block(1, 2, 2).at(new double[2]));
    LinearWorld<String, String> line =
        LinearWorld.of(
            List.of("p", "v"),
            List.of("u"),
            new FreeParameters(1),
            (y, i, j) -> y.get(0),
            (i, u) -> 1);
    assertRefused(
        "weight of a quadratic reward must be of (x, u), 2 states and 1 actions, 3 × 3: 2 × 2",
        () -> line.problem("x", QuadraticReward.of(Matrix.scalar(2, 1), new double[2]), 0.1));
  }

  @Test
  void nothingIsSaidWithItsPlace() {
    World<String, String> world = World.of(List.of("a", "b"), List.of("go"));
    assertRefused(
        "transitions from state a, action go: next state must not be null",
        () -> world.transitions(new FreeParameters(1), (y, s, a) -> Outcomes.to((String) null)));
    assertRefused(
        "transitions from state a, action go: chance must not be null",
        () ->
            world.transitions(
                new FreeParameters(1), (y, s, a) -> Outcomes.to("b", (Expression) null)));
    assertRefused(
        "step must not be null: t = 1", () -> FiniteHorizon.of(2, t -> t == 0 ? problem : null));
    assertRefused("objective must not be null", () -> problem.withObjective(null));
    assertRefused("number of axes must be positive: 0", () -> Grid.of());
    assertWanted(
        "mine: returned null", Objective.expected(World.functional("mine", (y, e) -> null)));
  }

  /** An objective of three steps that is none. */
  private void assertWanted(String text, Objective objective) {
    TabularProblem brief = FiniteHorizon.of(3, problem).problem().withObjective(objective);
    assertRefused(text, () -> ExactHypergradient.of(brief).at(THETA));
  }

  @Test
  void objectivesThatAreNoneAreNamed() {
    assertWanted(
        "multiplier's index in y must be in [0, 3): 3",
        new Lagrangian(Objective.EXPECTED_RETURN, Variance.OF_RETURN, 1, 3, 1));
    assertWanted(
        "influence of an objective[0] must be finite: NaN",
        Objective.expected(Functional.fixed(e -> Double.NaN)));
    assertWanted(
        "influence of an objective must have length 106: 1",
        law -> new Influence(0, new double[1], g -> {}));
    assertWanted(
        "gradient of a function of the visits[0] must be finite: NaN",
        new VisitFunction(
            Coefficients.of(1, (m, k) -> m[0], (m, k, weight, g) -> g[0] = Double.NaN)));
  }
}
