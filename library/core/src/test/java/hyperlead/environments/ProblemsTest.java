package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Hypergradient;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must hold for every problem of the library. */
class ProblemsTest {
  private static final List<TabularProblem> PROBLEMS =
      List.of(
          FourRooms.problem(0.05),
          FourRooms.problem(0.005),
          FourRooms.problem(0.003),
          FourRooms.problem(0.001),
          FourRooms.bundled().withPrice(1).at(0.003),
          ThreeStates.problem(),
          ThreeStates.problem(0.1),
          Garnet.problem(1, 2, 1, 0.5, 1),
          Garnet.problem(10, 3, 3, 0.5, 2),
          Garnet.problem(30, 2, 30, 0.1, 3),
          Warehouse.of(new WarehouseLayout(1, 3, 3)).at(0.1),
          DiscreteToy.problem(1, 0.05),
          DiscreteToy.problem(2, 0.5),
          DiscreteToy.game("1_2f", 0.5).problem(),
          DiscreteToy.game("3_1a", 0.2).problem(),
          TaxDesign.problem(),
          new PendulumGrid(GuidedPendulum.v0(), 12, 9, 3).designed(0.5),
          new PendulumGrid(GuidedPendulum.v0(), 12, 9, 3).guided(0.5),
          PrisonersDilemma.commitment(0.5).problem(),
          PrisonersDilemma.commitment(0.5).blindProblem(),
          CommitmentGame.commitment(0.2).blindProblem());

  @Test
  void theExactHypergradientIsTheSlopeOfTheObjective() {
    for (TabularProblem problem : PROBLEMS) {
      SplittableRandom random = new SplittableRandom(11);
      double[] theta = random.doubles(problem.parameterization().parameters(), -1, 1).toArray();
      double[] direction = random.doubles(theta.length, -1, 1).toArray();
      Hypergradient exact = ExactHypergradient.of(problem).at(theta);
      double slope = 0;
      for (int i = 0; i < theta.length; i++) {
        slope += exact.total()[i] * direction[i];
      }
      // Fourth-order central difference along the direction.
      double h = 1e-4;
      double difference =
          (8 * (at(problem, theta, direction, h) - at(problem, theta, direction, -h))
                  - (at(problem, theta, direction, 2 * h) - at(problem, theta, direction, -2 * h)))
              / (12 * h);
      assertEquals(difference, slope, 1e-6 * (1 + Math.abs(slope)), problem.name());
    }
  }

  private static double at(TabularProblem problem, double[] theta, double[] direction, double h) {
    double[] moved = theta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += h * direction[i];
    }
    return new SoftPolicyIteration().on(problem).respond(moved).objective();
  }

  @Test
  void sampledReturnsAverageToTheObjective() {
    for (TabularProblem problem : PROBLEMS) {
      SplittableRandom random = new SplittableRandom(12);
      // Cut after 2,000 steps, or where what is left weighs less than 1e-12.
      double weightless = Math.log(1e-12) / Math.log(problem.leaderDiscount());
      TabularProblem uncut = problem.withHorizon((int) Math.min(2000, Math.ceil(weightless)));
      TabularResponse response =
          new SoftPolicyIteration().on(uncut).respond(uncut.initialParameters(random));
      int batches = 50;
      double[] means = new double[batches];
      for (int i = 0; i < batches; i++) {
        Episodes<TabularEpisode> round = response.play(Budget.episodes(300), random);
        means[i] = round.meanReturn();
      }
      double mean = java.util.Arrays.stream(means).average().orElseThrow();
      double squares = java.util.Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
      double error = Math.sqrt(squares / (batches - 1) / batches);
      double objective = response.objective();
      assertEquals(objective, mean, 4 * error, problem.name());
      double sharp = 0.02 * Math.max(1, Math.abs(objective));
      assertTrue(error < sharp, problem.name() + ": standard error " + error);
    }
  }
}
