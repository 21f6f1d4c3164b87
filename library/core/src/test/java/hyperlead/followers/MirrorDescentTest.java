package hyperlead.followers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperlead.environments.FourRooms;
import hyperlead.tabular.AnyModelTest;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One step an answer, against its formula and against the optimum. */
class MirrorDescentTest {
  private static double[] theta(TabularProblem problem) {
    return problem.initialParameters(new SplittableRandom(3));
  }

  /** π'(a|x) ∝ π(a|x)^{1/(1+ητ)} exp( η Q^π(x,a) / (1+ητ) ), as papers write it. */
  @Test
  void aStepIsTheFormulaInProbabilities() {
    for (double share : new double[] {0.1, 0.5, 0.9}) {
      TabularProblem problem = RandomProblem.of(4, 0.5);
      TabularFollower follower = new MirrorDescent(share).on(problem);
      double rate = share / (0.5 * (1 - share));
      TabularResponse before = follower.respond(theta(problem));
      TabularMdp mdp = before.mdp();
      double[] q = new double[mdp.pattern().pairs()];
      mdp.followerActionValues(before.values(), q);
      TabularResponse after = follower.respond(theta(problem));
      for (int x = 0; x < mdp.pattern().states(); x++) {
        double[] expected = new double[mdp.pattern().actions()];
        double sum = 0;
        for (int a = 0; a < expected.length; a++) {
          double power = 1 / (1 + 0.5 * rate);
          expected[a] =
              Math.pow(before.policy(x, a), power)
                  * Math.exp(rate * power * q[x * expected.length + a]);
          sum += expected[a];
        }
        for (int a = 0; a < expected.length; a++) {
          assertEquals(expected[a] / sum, after.policy(x, a), 1e-13, "β = " + share);
        }
      }
    }
  }

  @Test
  void whileThetaStandsStillItComesToTheOptimum() {
    for (TabularProblem problem :
        List.of(
            RandomProblem.of(1, 0.5),
            FourRooms.problem(0.05),
            AnyModelTest.withFewerActions(RandomProblem.of(5, 0.5), 5))) {
      double[] best = new SoftPolicyIteration().on(problem).respond(theta(problem)).values();
      for (double share : new double[] {0.3, 1}) {
        TabularFollower follower = new MirrorDescent(share).on(problem);
        TabularResponse last = null;
        for (int step = 0; step < 120; step++) {
          last = follower.respond(theta(problem));
        }
        assertArrayEquals(best, last.values(), 1e-10, problem.name() + ", β = " + share);
      }
    }
  }

  /** The error of values falls by at least 1 − β a step, for any discount: Zhan et al., theorem. */
  @Test
  void theErrorFallsByOneMinusTheShare() {
    TabularProblem problem = RandomProblem.of(2, 0.3).withDiscounts(0.95, 0.9);
    double best = new SoftPolicyIteration().on(problem).respond(theta(problem)).value(0);
    for (double share : new double[] {0.05, 0.2, 0.5}) {
      TabularFollower follower = new MirrorDescent(share).on(problem);
      double last = Double.NaN;
      for (int step = 0; step < 20; step++) {
        double error = best - follower.respond(theta(problem)).value(0);
        assertEquals(true, error > -1e-12 && !(error > last + 1e-12), "falls: " + error);
        last = error;
      }
      double later = last;
      for (int step = 0; step < 10; step++) {
        later = best - follower.respond(theta(problem)).value(0);
      }
      double bound = Math.pow(1 - share, 10) * last;
      assertEquals(true, later < 1.1 * bound + 1e-12, later + " > " + bound + ", β = " + share);
    }
  }

  @Test
  void rejectsSharesOutOfRange() {
    assertEquals(
        "share must be in [0, 1]: 1.5",
        assertThrows(IllegalArgumentException.class, () -> new MirrorDescent(1.5)).getMessage());
    assertEquals(
        "share must be positive and finite: 0.0",
        assertThrows(IllegalArgumentException.class, () -> new MirrorDescent(0)).getMessage());
  }
}
