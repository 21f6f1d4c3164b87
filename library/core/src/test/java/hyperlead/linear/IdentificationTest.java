package hyperlead.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.LeaderTraining;
import hyperlead.Run;
import hyperlead.algebra.Matrix;
import hyperlead.critics.DynamicsEstimate;
import hyperlead.environments.BilevelLqr;
import hyperlead.environments.BuildingThermalControl;
import hyperlead.estimators.CertaintyEquivalence;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.MaxEntropyLqr;
import hyperlead.parameters.Adam;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdentificationTest {
  private static Episodes<LinearQuadraticEpisode> round(
      LinearQuadraticProblem problem, int steps, double... theta) {
    return new MaxEntropyLqr()
        .on(problem)
        .respond(theta)
        .play(Budget.steps(steps), new SplittableRandom(1));
  }

  /** BilevelLqr with noise in the transitions. */
  private static LinearQuadraticProblem noisy() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    LinearSystem system = problem.system();
    return new LinearQuadraticProblem(
        problem.setting().withName("noisy"),
        problem.parameterization(),
        new LinearSystem(
            system.dynamics(),
            system.input(),
            system.leaderInput(),
            system.feedback(),
            Matrix.diagonal(0.3),
            Matrix.diagonal(0.1, 0.2)),
        problem.followerCost(),
        problem.leaderReward(),
        problem.initial(),
        problem.initialParameters());
  }

  @Test
  void dynamicsWithoutNoiseAreFoundInOneRound() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    LinearQuadraticModel model =
        new DynamicsEstimate().on(problem).observe(round(problem, 400, -1, 0.5));
    // a = Kx up to 0.001, so that rounding counts a million times.
    assertArrayEquals(new double[] {0, 1, 0, 0}, model.dynamics().entries(), 1e-6);
    assertArrayEquals(new double[] {0, 0.1}, model.input().entries(), 1e-6);
    assertArrayEquals(new double[] {0.1, 0}, model.leaderInput().entries(), 1e-6);
    assertEquals(0, model.noise().largest());
  }

  @Test
  void dynamicsWithNoiseAreFoundWithinTheirError() {
    LinearQuadraticProblem problem = noisy();
    LinearQuadraticModel model =
        new DynamicsEstimate().on(problem).observe(round(problem, 40_000, -1, 0.5));
    // Regressors have deviations of at least 0.2 given the others, and the noise 0.2:
    // standard error at most 0.2/(0.2 · √40000) = 0.005.
    assertArrayEquals(new double[] {0, 1, 0, 0}, model.dynamics().entries(), 0.02);
    assertArrayEquals(new double[] {0, 0.1}, model.input().entries(), 0.02);
    assertArrayEquals(new double[] {0.1, 0}, model.leaderInput().entries(), 0.02);
    // Relative standard error 1/√(2 · 40000) = 0.35 %.
    assertEquals(0.1, model.noise().get(0, 0), 0.0015);
    assertEquals(0.2, model.noise().get(1, 1), 0.003);
  }

  @Test
  void whatWasNotSeenIsAnError() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    Exception failure =
        assertThrows(
            ArithmeticException.class,
            () -> new DynamicsEstimate().on(problem).observe(round(problem, 1, -1, 0.5)));
    assertTrue(failure.getMessage().startsWith("mean squares of (a, x, u)"), failure.getMessage());
    Exception known =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DynamicsEstimate().on(BuildingThermalControl.problem()));
    assertEquals(
        "dynamics must not depend on theta: BuildingThermalControl(τ = 0.1)", known.getMessage());
  }

  @Test
  void certaintyEquivalenceIsExactOnceTheDynamicsAre() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    double[] theta = {-9, -6};
    Hypergradient exact = ExactHypergradient.of(problem).at(theta);
    Hypergradient estimate =
        CertaintyEquivalence.of().on(problem).estimate(theta, round(problem, 400, theta));
    assertArrayEquals(exact.direct(), estimate.direct(), 1e-5 * exact.norm());
    assertArrayEquals(exact.guidance(), estimate.guidance(), 1e-5 * exact.norm());
  }

  /** Within 200,000 samples, last iterate; notebook 05 shows more seeds. */
  @Test
  void reachesTheOptimumOfBilevelLqrFromSamples() {
    LinearQuadraticProblem problem = BilevelLqr.problem();
    LeaderTraining<?> training =
        LeaderTraining.of(problem, new MaxEntropyLqr(), CertaintyEquivalence.of())
            .withOptimizer(Adam.of(0.1).decayingOver(500))
            .withUpdates(500)
            .withSamples(400)
            .withLogEvery(500);
    for (Run run : training.runs(LongStream.range(0, 8).toArray())) {
      assertEquals(11.309, run.objective(), 0.001, "seed " + run.seed());
      assertEquals(200_000, run.column("samples")[1]);
    }
  }
}
