package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CertaintyEquivalenceTest {
  private static Episodes<TabularEpisode> round(TabularProblem problem, int episodes, long seed) {
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    return new SoftPolicyIteration()
        .on(problem)
        .respond(theta)
        .play(Budget.episodes(episodes), new SplittableRandom(seed));
  }

  @Test
  void convergesToTheExactHypergradientWithTheRootOfTheRound() {
    double few = 0;
    double many = 0;
    for (long seed = 0; seed < 8; seed++) {
      TabularProblem problem = RandomProblem.of(seed, 0.5);
      double[] theta = problem.initialParameters(new SplittableRandom(1));
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      Estimator<TabularEpisode> estimator = CertaintyEquivalence.of(1e-3, 0).on(problem);
      for (int repeat = 0; repeat < 10; repeat++) {
        few += error(exact, estimator.estimate(theta, round(problem, 400, repeat))) / 10;
      }
      Hypergradient large = estimator.estimate(theta, round(problem, 40_000, 99));
      many += error(exact, large);
      assertEquals(1, exact.cosine(large), 5e-3, problem.name());
    }
    // A hundred times the episodes: a tenth of the error, give or take the noise of eight problems.
    assertEquals(0.1, many / few, 0.05, few / 8 + " to " + many / 8);
  }

  /** The larger of the relative errors of the two terms, so that neither can hide in the sum. */
  private static double error(Hypergradient exact, Hypergradient estimate) {
    return Math.max(
        distance(exact.direct(), estimate.direct()) / exact.directNorm(),
        distance(exact.guidance(), estimate.guidance()) / exact.guidanceNorm());
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void doesNotSeeTheLaw() {
    TabularProblem truth = FourRooms.problem(0.01);
    TabularProblem other = FourRooms.bundled().withSlip(0.1).at(0.01);
    Episodes<TabularEpisode> round = round(truth, 20, 3);
    double[] theta = truth.initialParameters(new SplittableRandom(1));
    assertArrayEquals(learned(truth, theta, round), learned(other, theta, round));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CertaintyEquivalence.of(0.01, 1).on(other).estimate(theta, round));
    assertTrue(e.getMessage().startsWith("episodes must be of the problem"), e.getMessage());
  }

  private static double[] learned(
      TabularProblem problem, double[] theta, Episodes<TabularEpisode> round) {
    TransitionCounts counts = new TransitionCounts(problem, 1);
    counts.observe(round);
    TabularResponse observed = round.list().get(0).response();
    return new TabularHypergradient().at(observed.in(counts.model(0.01).at(theta))).total();
  }

  @Test
  void remembersAsMuchAsItIsTold() {
    TabularProblem problem = RandomProblem.of(2, 0.5);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    Episodes<TabularEpisode> first = round(problem, 30, 1);
    Episodes<TabularEpisode> second = round(problem, 30, 2);
    Estimator.Kind<TabularEpisode> kind = CertaintyEquivalence.of(0.01, 1);
    Estimator<TabularEpisode> keeps = kind.on(problem);
    double[] alone = keeps.estimate(theta, first).total();
    double[] both = keeps.estimate(theta, second).total();
    assertFalse(Arrays.equals(both, kind.on(problem).estimate(theta, second).total()));
    assertArrayEquals(alone, kind.on(problem).estimate(theta, first).total());
    Estimator.Kind<TabularEpisode> last = CertaintyEquivalence.of(0.01, 0);
    Estimator<TabularEpisode> forgets = last.on(problem);
    forgets.estimate(theta, first);
    double[] after = forgets.estimate(theta, second).total();
    assertArrayEquals(last.on(problem).estimate(theta, second).total(), after);
  }

  @Test
  void rejectsWhatMakesNoModel() {
    Exception smoothing =
        assertThrows(IllegalArgumentException.class, () -> CertaintyEquivalence.of(0, 1));
    assertEquals("smoothing must be positive and finite: 0.0", smoothing.getMessage());
    assertThrows(IllegalArgumentException.class, () -> CertaintyEquivalence.of(1, 1.1));
  }

  @Test
  void anEstimatedProblemIsOneLikeAnyOther() {
    TabularProblem problem = RandomProblem.of(3, 0.5);
    double[] theta = problem.initialParameters(new SplittableRandom(1));
    double[] other = problem.initialParameters(new SplittableRandom(2));
    Episodes<TabularEpisode> seen = round(problem, 200, 1);
    TransitionCounts counts = new TransitionCounts(problem, 1);
    counts.observe(seen);
    TabularProblem estimated = counts.model(1);
    TabularResponse observed = seen.list().get(0).response().in(estimated.at(theta));
    // Neither a question at another θ nor more episodes change what it says at this one.
    estimated.at(other);
    counts.observe(round(problem, 200, 2));
    counts.model(1);
    assertArrayEquals(
        CertaintyEquivalence.of(1, 1).on(problem).estimate(theta, seen).total(),
        new TabularHypergradient().at(observed).total(),
        0.0);
    ExactHypergradient.of(estimated).at(other);
  }
}
