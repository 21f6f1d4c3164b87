package hyperlead.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.LeaderTraining;
import hyperlead.Setting;
import hyperlead.critics.ExactCritic;
import hyperlead.data.DataFormatException;
import hyperlead.estimators.BoltzmannCovariance;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.SigmoidBox;
import hyperlead.prototyping.Expression;
import hyperlead.prototyping.Outcomes;
import hyperlead.prototyping.Reward;
import hyperlead.prototyping.World;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is resumed after something was changed never takes the old numbers for new ones. */
class StaleSweepTest {
  private static final World<String, String> TOWN =
      World.of(List.of("home", "work"), List.of("rest", "toil"));
  private static final SigmoidBox BOX = SigmoidBox.of(1, 0, 2);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void runOnce() {
    file = folder.resolve("stale.csv");
    run(training(problem(BOX, leader(2))));
  }

  private static Reward<String, String> leader(double wage) {
    return (y, place, action) ->
        place.equals("work") ? y.get(0).negated().plus(wage) : Expression.of(0);
  }

  private static TabularProblem problem(Parameterization map, Reward<String, String> leader) {
    return TOWN.problem(
            "wage",
            map,
            (y, place, action) ->
                Outcomes.to(action.equals("toil") ? "work" : "home", 0.9).otherwise("home"),
            (y, place, action) -> place.equals("work") ? y.get(0).minus(1) : Expression.of(0),
            leader,
            0.1)
        .withDiscounts(0.9, 0.9);
  }

  private static LeaderTraining<TabularEpisode> training(TabularProblem problem) {
    return LeaderTraining.of(
            problem, new SoftPolicyIteration(), new BoltzmannCovariance<>(new ExactCritic()))
        .withUpdates(5)
        .withSamples(50);
  }

  private double run(LeaderTraining<?> training) {
    return Sweep.of(List.of(Specification.of("BC-HG", training, 1)))
        .run(file)
        .doubleColumn("objective")
        .get(0);
  }

  private void assertStale(String difference, LeaderTraining<?> training) {
    Exception e = assertThrows(DataFormatException.class, () -> run(training));
    assertTrue(e.getMessage().contains(difference), e.getMessage());
    assertTrue(e.getMessage().endsWith("; choose another file, or delete this line"));
  }

  @Test
  void theSameIsTakenFromTheFile() {
    TabularProblem again = problem(SigmoidBox.of(1, 0, 2), leader(2));
    assertEquals(training(again).run(1).objective(), run(training(again)));
  }

  @Test
  void numbersOfTheProblem() {
    TabularProblem old = problem(BOX, leader(2));
    assertStale(
        "training: wage(τ = 0.1) in the file, wage(τ = 5.0) now", training(old.withTemperature(5)));
    assertStale(
        "training: γ_F = 0.9 in the file, γ_F = 0.5 now", training(old.withDiscounts(0.5, 0.9)));
    assertStale(
        "training: γ_L = 0.9 in the file, γ_L = 0.5 now", training(old.withDiscounts(0.9, 0.5)));
    assertStale("in the file, horizon 7 now", training(old.withHorizon(7)));
    assertStale(
        "training: 5 updates of at most 50 steps in the file, 6 updates of at most 50 steps now",
        training(old).withUpdates(6));
    assertStale("in the file, a row every 3 updates now", training(old).withLogEvery(3));
  }

  /** Changes that no text tells. */
  @Test
  void whatIsBehindTheNames() {
    String stale = "fingerprint J = ";
    TabularProblem old = problem(BOX, leader(2));
    assertStale(stale, training(problem(BOX, leader(1))));
    assertStale(stale, training(problem(SigmoidBox.of(1, 0, 3), leader(2))));
    assertStale(stale, training(old).withStart(random -> new double[] {1e-9}));
    // The same J at the start, y = 1, but another gradient.
    assertStale(
        stale,
        training(
            problem(
                BOX,
                (y, place, action) ->
                    place.equals("work")
                        ? y.get(0).times(y.get(0)).negated().plus(2)
                        : Expression.of(0))));
    file = folder.resolve("mine.csv");
    run(mine(old, 1));
    assertStale(stale, mine(old, 2));
  }

  private static LeaderTraining<TabularEpisode> mine(TabularProblem problem, double factor) {
    return LeaderTraining.of(problem, new SoftPolicyIteration(), new Mine(factor))
        .withUpdates(5)
        .withSamples(50);
  }

  /** An estimator that does not tell its factor. */
  private record Mine(double factor) implements Estimator.Kind<TabularEpisode> {
    @Override
    public Estimator<TabularEpisode> on(
        LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
      return (theta, round) -> new Hypergradient(0, new double[1], new double[] {factor});
    }

    @Override
    public String toString() {
      return "mine";
    }
  }

  @Test
  void aLineEndInAProblemsNameIsRefusedBeforeAnythingRuns() {
    Setting setting = problem(BOX, leader(2)).setting();
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> setting.withName("two\nlines"));
    assertEquals("name must be one line of text: \"two\\nlines\"", e.getMessage());
  }
}
