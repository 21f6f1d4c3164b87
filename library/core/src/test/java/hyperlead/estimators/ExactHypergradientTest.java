package hyperlead.estimators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.Reference;
import hyperlead.environments.FourRooms;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.RandomProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactHypergradientTest {
  @Test
  void agreesWithTheReferenceOnFourRooms() throws Exception {
    List<Reference> entries = Reference.of("four_rooms");
    assertEquals(8, entries.size());
    for (Reference entry : entries) {
      double temperature = entry.number("temperature");
      String where = "τ = " + temperature;
      Hypergradient exact =
          ExactHypergradient.of(FourRooms.problem(temperature)).at(entry.vector("theta"));
      double objective = entry.number("objective");
      assertEquals(objective, exact.objective(), 1e-8 * Math.abs(objective), where);
      assertClose(entry.vector("direct"), exact.direct(), 1e-8, where + " direct");
      assertClose(entry.vector("guidance"), exact.guidance(), 1e-8, where + " guidance");
    }
  }

  /** Relative to the largest entry: the reference rounds small entries of a large vector. */
  private static void assertClose(
      double[] expected, double[] actual, double tolerance, String where) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertTrue(scale > 0, where + " is zero");
    assertEquals(expected.length, actual.length, where);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, where + "[" + i + "]");
    }
  }

  @Test
  void agreesWithCentralDifferencesWhereEverythingDependsOnTheta() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TabularProblem problem = RandomProblem.of(seed, random.nextDouble(0.05, 1));
      double[] theta = problem.initialParameters(random);
      double[] total = ExactHypergradient.of(problem).at(theta).total();
      double[] differences = centralDifferences(problem, theta);
      for (int i = 0; i < theta.length; i++) {
        // Fourth-order differences with h = 1e-3: error about 1e-10 from h⁴ and 1e-12 from
        // rounding,
        // times derivatives that grow with 1/τ⁵.
        double tolerance = 1e-6 * (1 + Math.abs(total[i]));
        assertEquals(differences[i], total[i], tolerance, "seed " + seed + ", parameter " + i);
      }
    }
  }

  private static double[] centralDifferences(TabularProblem problem, double[] theta) {
    double h = 2e-4;
    double[] gradient = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      gradient[i] =
          (8 * (at(problem, theta, i, h) - at(problem, theta, i, -h))
                  - (at(problem, theta, i, 2 * h) - at(problem, theta, i, -2 * h)))
              / (12 * h);
    }
    return gradient;
  }

  private static double at(TabularProblem problem, double[] theta, int i, double step) {
    double[] moved = theta.clone();
    moved[i] += step;
    return new SoftPolicyIteration().on(problem).respond(moved).objective();
  }

  @Test
  void rejectsParametersOfTheWrongLengthOrNotFinite() {
    ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(FourRooms.problem(0.01));
    Exception length = assertThrows(IllegalArgumentException.class, () -> exact.at(new double[3]));
    assertEquals("theta must have length 105: 3", length.getMessage());
    double[] theta = new double[105];
    theta[7] = Double.NaN;
    Exception nan = assertThrows(IllegalArgumentException.class, () -> exact.at(theta));
    assertEquals("theta[7] must be finite: NaN", nan.getMessage());
  }
}
