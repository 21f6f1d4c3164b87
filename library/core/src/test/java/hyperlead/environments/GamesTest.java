package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Hypergradient;
import hyperlead.Reference;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Markov games that come with the library, against reference values and closed forms. */
class GamesTest {
  @Test
  void discreteToyAgreesWithTheReference() throws Exception {
    List<Reference> entries = Reference.of("discrete_toy");
    assertEquals(12, entries.size());
    for (Reference entry : entries) {
      TabularProblem problem = DiscreteToy.problem(entry.number("R"), entry.number("temperature"));
      Hypergradient exact = ExactHypergradient.of(problem).at(entry.vector("theta"));
      double objective = entry.number("objective");
      assertEquals(objective, exact.objective(), 1e-9 * Math.abs(objective));
      // The reference's differences are off by up to 2.3e-6 where R = 2 and τ = 0.05; see below.
      double[] gradient = entry.vector("gradient");
      assertArrayEquals(gradient, exact.total(), 2.5e-6, problem.name());
    }
  }

  @Test
  void discreteToyAgreesWithSixtyDigits() throws Exception {
    // dJ/dθ_2 by differences of 1e-12 in arithmetic of 60 digits, in the reference's order.
    double[] slopes = {
      -0.098599410750161,
      -0.758154603986107,
      16.5259654717917,
      1.8325539466742,
      1.24741326054106,
      3.15416859387513,
      -1.69624004588616,
      -1.2343419430436,
      -2.65224686552267,
      0.706287792402404,
      0.319501442899606,
      2.12446386635366
    };
    List<Reference> entries = Reference.of("discrete_toy");
    for (int i = 0; i < slopes.length; i++) {
      Reference entry = entries.get(i);
      TabularProblem problem = DiscreteToy.problem(entry.number("R"), entry.number("temperature"));
      double[] total = ExactHypergradient.of(problem).at(entry.vector("theta")).total();
      assertEquals(slopes[i], total[2], 1e-9, problem.name());
      assertEquals(-slopes[i], total[3], 1e-9, problem.name());
    }
  }

  /** J over 150 steps against f(take|A), the only thing that matters in DiscreteToy. */
  private static double overHorizon(double reward, double take, double discount) {
    double[] theta = {0, 0, 0, Math.log(take / (1 - take)), 0, 0};
    TabularResponse response =
        new SoftPolicyIteration().on(DiscreteToy.problem(reward, 0.05)).respond(theta);
    return LeaderValues.expectedReturn(response, discount, 150);
  }

  @Test
  void discreteToyStartsAndEndsWhereItWasPublished() {
    // Published: about 0.5 and 59 at the start, where θ is near zero.
    assertEquals(0.48, overHorizon(1, 0.5, 0.99), 0.01);
    assertEquals(59.75, overHorizon(2, 0.5, 1), 0.01);
    assertEquals(27.3156, overHorizon(1, 0.166, 0.99), 1e-3);
    assertEquals(59.7501, overHorizon(2, 0.503, 1), 1e-3);
    assertTrue(overHorizon(2, 0.7, 1) < 2, "the cliff");
    for (double take = 0.02; take < 1; take += 0.02) {
      assertTrue(overHorizon(1, take, 0.99) <= 27.3157, "take " + take);
      assertTrue(overHorizon(2, take, 1) <= 59.7502, "take " + take);
    }
  }

  @Test
  void theDilemmaHasTheStackelbergValueOfItsClosedForm() {
    TabularProblem cold = PrisonersDilemma.commitment(0.002).problem();
    ExactHypergradient<TabularEpisode> exact = ExactHypergradient.of(cold);
    // q = 0 but for 1e-9; goodwill is more than 20 τ away from 1 and 2, so that errors are e^−20.
    for (double p : new double[] {0.27, 0.3, 0.4, 0.5, 0.65}) {
      double expected = stackelberg(p);
      double objective = exact.at(theta(p, 1e-9)).objective();
      assertEquals(expected, objective, 1e-4 * expected, "p = " + p);
    }
    double best = stackelberg(1 / (4 * 0.99));
    assertEquals(4 * (1 - 0.01 / 3.96) / 0.01, best, 1e-9);
    for (double p = 0.02; p < 1; p += 0.07) {
      for (double q = 0.02; q < 1; q += 0.07) {
        assertTrue(exact.at(theta(p, q)).objective() < best, "p = " + p + ", q = " + q);
      }
    }
    assertTrue(exact.at(theta(0.24, 1e-9)).objective() < 110, "below 1/(4γ) it always defects");
  }

  /** J(p) with q = 0 for τ → 0 and γ = 0.99, for p from 1/(4γ) to where W reaches 2. */
  private static double stackelberg(double p) {
    return 5 * (1 - 0.01 * p) / (0.01 * (1 + 0.99 * p));
  }

  private static double[] theta(double p, double q) {
    return new double[] {Math.log(p / (1 - p)), 0, Math.log(q / (1 - q)), 0};
  }

  @Test
  void saysWhereAFolderOfFilesIsWrong(@TempDir Path folder) throws Exception {
    Path csv = folder.resolve("game.csv");
    List<String> game = DataFile.bundled("discrete-toy/game.csv").lines();
    Files.write(csv, game);
    Files.write(
        folder.resolve("constants.csv"), DataFile.bundled("discrete-toy/constants.csv").lines());
    assertEquals(3, DiscreteToy.read(folder).commitment(1, 0.05).game().states().size());
    Files.writeString(csv, String.join("\n", game).replace("B,1,b,B,1", "B,1,b,C,1"));
    Exception e = assertThrows(DataFormatException.class, () -> DiscreteToy.read(folder));
    assertEquals(csv + ":19:7: expected one of the states S, A, B, or end: \"C\"", e.getMessage());
  }

  @Test
  void startsNearTheUniformPolicy() {
    double[] theta = DiscreteToy.problem(1, 0.05).initialParameters(new SplittableRandom(1));
    assertEquals(6, theta.length);
    for (double logit : theta) {
      assertTrue(Math.abs(logit) < 0.05, "logit " + logit);
    }
  }
}
