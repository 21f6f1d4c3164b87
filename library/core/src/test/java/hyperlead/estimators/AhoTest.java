package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.BatchMeans;
import hyperlead.Budget;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.critics.ExactCritic;
import hyperlead.critics.ExpectedTransition;
import hyperlead.environments.FourRooms;
import hyperlead.environments.ThreeStates;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.AnyModelTest;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The recursion of W and U from the model, and what sampling and learning make of it. */
class AhoTest {
  @Test
  void theRecursionFromTheModelIsTheExactGuidance() {
    for (TabularProblem problem :
        List.of(
            FourRooms.problem(0.05),
            FourRooms.problem(0.003),
            ThreeStates.problem(),
            RandomProblem.of(4, 0.5),
            AnyModelTest.withFewerActions(RandomProblem.of(5, 0.5), 5),
            RandomProblem.of(7, 0.1))) {
      TabularResponse own = answer(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(own.theta());
      Hypergradient aho =
          Aho.exact()
              .on(problem)
              .estimate(own.theta(), own.play(Budget.episodes(1), new SplittableRandom(1)));
      double scale = Math.max(1, exact.guidanceNorm());
      assertArrayEquals(exact.guidance(), aho.guidance(), 1e-10 * scale, problem.name());
      assertArrayEquals(exact.direct(), aho.direct());
      assertEquals(exact.objective(), aho.objective());
    }
  }

  private static TabularResponse answer(TabularProblem problem) {
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    return new SoftPolicyIteration().on(problem).respond(theta);
  }

  /** Means of rounds after W has settled, with W − U, and the variance without U. */
  @Test
  void learnedVectorCriticsAreRightUpToTheirStepSize() {
    for (TabularProblem problem :
        List.of(ThreeStates.problem(), RandomProblem.of(3, 0.5), RandomProblem.of(9, 0.5))) {
      SplittableRandom random = new SplittableRandom(2);
      TabularResponse own = answer(problem);
      Hypergradient exact = ExactHypergradient.of(problem).at(own.theta());
      Estimator.Kind<TabularEpisode> kind =
          new Aho(new ExpectedTransition(new ExactCritic()), 0.05);
      BatchMeans means = new BatchMeans(exact.guidance());
      for (int repeat = 0; repeat < 20; repeat++) {
        Estimator<TabularEpisode> aho = kind.on(problem);
        aho.estimate(own.theta(), own.play(Budget.episodes(10_000), random));
        means.add(aho.estimate(own.theta(), own.play(Budget.episodes(2000), random)).guidance());
      }
      means.assertAgrees(problem.name(), 0.02 * exact.guidanceNorm());
    }
  }

  @Test
  void theFirstRoundHasNoGuidanceAndTheSecondHas() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    TabularResponse own = answer(problem);
    Estimator<TabularEpisode> aho = new Aho(new ExactCritic(), 0.1).on(problem);
    SplittableRandom random = new SplittableRandom(1);
    double[] theta = own.theta();
    assertEquals(0, aho.estimate(theta, own.play(Budget.episodes(20), random)).guidanceNorm());
    assertTrue(aho.estimate(theta, own.play(Budget.episodes(20), random)).guidanceNorm() > 0);
    assertTrue(aho.memory().stream().anyMatch(row -> row.length == theta.length));
  }

  @Test
  void rejectsStepSizesOutOfRange() {
    assertEquals(
        "stepSize must be in (0, 1]: 1.5",
        assertThrows(IllegalArgumentException.class, () -> new Aho(new ExactCritic(), 1.5))
            .getMessage());
  }
}
