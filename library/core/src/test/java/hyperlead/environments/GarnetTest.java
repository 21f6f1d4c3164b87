package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.algebra.TransitionPattern;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GarnetTest {
  @Test
  void everyPairLeadsToItsNumberOfStatesAndToTheEnd() {
    for (long seed = 0; seed < 10; seed++) {
      TabularProblem problem = Garnet.problem(12, 3, 4, 0.5, seed);
      TransitionPattern pattern = problem.transitions().pattern();
      assertEquals(12 * 3 * 5, pattern.entries());
      double[] law =
          problem
              .transitions()
              .probability()
              .all(problem.initialParameters(new SplittableRandom(seed)));
      pattern.checkProbabilities(law);
      for (int pair = 0; pair < pattern.pairs(); pair++) {
        int end = pattern.rowStart(pair + 1) - 1;
        assertEquals(pattern.end(), pattern.successor(end));
        assertEquals(0.1, law[end], 0.0);
      }
    }
  }

  @Test
  void theSeedIsTheProblem() {
    double[] theta = new double[8];
    Hypergradient one = ExactHypergradient.of(Garnet.problem(8, 2, 3, 0.5, 1)).at(theta);
    Hypergradient same = ExactHypergradient.of(Garnet.problem(8, 2, 3, 0.5, 1)).at(theta);
    Hypergradient other = ExactHypergradient.of(Garnet.problem(8, 2, 3, 0.5, 2)).at(theta);
    assertArrayEquals(one.total(), same.total());
    assertNotEquals(one.objective(), other.objective());
    assertTrue(one.guidanceNorm() > 1e-2 && one.directNorm() > 1e-2, "both terms are there");
  }

  @Test
  void rejectsSizesThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> Garnet.problem(0, 2, 1, 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> Garnet.problem(5, 2, 0, 0.5, 1));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Garnet.problem(5, 2, 6, 0.5, 1));
    assertTrue(e.getMessage().startsWith("branching"), e.getMessage());
  }
}
