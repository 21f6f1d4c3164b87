package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Budget;
import hyperlead.Hypergradient;
import hyperlead.data.DataFile;
import hyperlead.data.DataFormatException;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.tabular.LeaderValues;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularFollower;
import hyperlead.tabular.TabularMdp;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaxDesignTest {
  private final TaxDesign design = TaxDesign.bundled();
  private final TaxDesign coarse = design.withGridPoints(41);

  /** The taxes of the class's Javadoc, at which the grid's error is stated. */
  private static final double[][] TAXES = {
    {1, 1, 1, 1}, {0.4, 0.03, 0.03, 0.03}, {0.6, 0.5, 0.2, 1.2}, {0.4, 1, 1, 1}
  };

  @Test
  void hasTheIssuesConstants() {
    TabularProblem problem = TaxDesign.problem();
    assertEquals(2 * 101, problem.transitions().pattern().states());
    assertEquals(130, problem.transitions().pattern().actions());
    assertEquals(4, problem.parameterization().parameters());
    assertEquals(0.9, problem.leaderDiscount());
    assertEquals(0.9, problem.followerDiscount());
    assertEquals(0.1, problem.temperature());
    assertEquals(200, problem.horizon());
    assertArrayEquals(new double[] {1, 1, 1, 1}, design.code().taxes(0, 0, 0, 0));
    for (double[] taxes : TAXES) {
      assertArrayEquals(taxes, design.code().taxes(design.code().theta(taxes)), 1e-15);
    }
  }

  @Test
  void paysAsDefined() {
    TabularMdp mdp = design.contexts().problem().at(design.code().theta(0.4, 0.1, 0.2, 0.3));
    // No spending: one basket. Two levels of work are 16/9 hours.
    int state = design.contexts().state(0, design.grid().nearest(40));
    double h = 16.0 / 9;
    assertEquals(40 - 0.1 * h * h, mdp.followerReward(state, 2 * 13), 1e-12);
    assertEquals(5 * Math.log(1 + 0.4 * 5 * h), mdp.leaderReward(state, 2 * 13), 1e-12);
    // All of 15 spent: one basket again, 5 of each good.
    double utility = Math.pow(5 / 1.1, 0.6) * Math.pow(5 / 1.2, 0.3) * Math.pow(5 / 1.3, 0.1);
    assertEquals(40 + utility, mdp.followerReward(state, 12), 1e-12);
    double eaten = 5 / 1.1 + 5 / 1.2 + 5 / 1.3;
    double paid = 15 - eaten;
    assertEquals(15 * eaten / 3 / 5 + 5 * Math.log(1 + paid), mdp.leaderReward(state, 12), 1e-12);
    int other = design.contexts().state(1, design.grid().nearest(40));
    utility = Math.pow(5 / 1.1, 0.1) * Math.pow(5 / 1.2, 0.7) * Math.pow(5 / 1.3, 0.2);
    assertEquals(40 + utility, mdp.followerReward(other, 12), 1e-12);
  }

  /** The mirror image of θ is the taxes: a gradient with respect to them comes back as it was. */
  @Test
  void mirrorAscentMovesTheTaxes() {
    double[] theta = coarse.code().theta(0.1, 0.5, 1, 1.9);
    double[] y = coarse.code().configuration(theta);
    double[] gradient = new double[y.length];
    double[] slopes = {3, -1, 0.5, -2};
    System.arraycopy(slopes, 0, gradient, 0, 4);
    double[] pulled = coarse.code().pullBack(theta, y, gradient);
    // dt/dθ = t (2 − t) / 2 of the last tax.
    assertEquals(-2 * 1.9 * 0.1 / 2, pulled[3], 1e-14);
    assertArrayEquals(slopes, coarse.code().mirrorGradient(theta, y, pulled), 1e-12);
  }

  @Test
  void theHypergradientAgreesWithCentralDifferencesInEveryTax() {
    TabularProblem problem = coarse.contexts().problem();
    TabularFollower follower = new SoftPolicyIteration().on(problem);
    for (double[] taxes : TAXES) {
      double[] theta = coarse.code().theta(taxes);
      double[] total = ExactHypergradient.of(problem).at(theta).total();
      for (int i = 0; i < theta.length; i++) {
        double[] j = new double[4];
        double h = 1e-4;
        for (int k = 0; k < 4; k++) {
          double[] moved = theta.clone();
          moved[i] += new double[] {-2 * h, -h, h, 2 * h}[k];
          j[k] = follower.respond(moved).objective();
        }
        double slope = (8 * (j[2] - j[1]) - (j[3] - j[0])) / (12 * h);
        assertEquals(slope, total[i], 1e-6 * (1 + Math.abs(slope)), "tax " + i);
      }
    }
  }

  @Test
  void theGridsErrorIsWhatTheJavadocStates() {
    TabularProblem fine = design.withGridPoints(201).contexts().problem();
    TabularProblem stated = design.contexts().problem();
    ExactHypergradient<TabularEpisode> better = ExactHypergradient.of(fine);
    ExactHypergradient<TabularEpisode> here = ExactHypergradient.of(stated);
    for (double[] taxes : TAXES) {
      Hypergradient a = here.at(design.code().theta(taxes));
      Hypergradient b = better.at(design.code().theta(taxes));
      double difference = 0;
      for (int i = 0; i < 4; i++) {
        difference += Math.pow(a.total()[i] - b.total()[i], 2);
      }
      String where = Arrays.toString(taxes);
      assertEquals(b.objective(), a.objective(), 0.0013 * b.objective(), where);
      assertTrue(Math.sqrt(difference) < 0.04 * b.norm(), where + ": " + Math.sqrt(difference));
    }
  }

  @Test
  void accountsAddUpToTheObjective() {
    for (double[] taxes : TAXES) {
      TabularProblem problem = coarse.contexts().problem();
      TabularResponse response =
          new SoftPolicyIteration().on(problem).respond(coarse.code().theta(taxes));
      Account first = coarse.account(response, 0);
      Account second = coarse.account(response, 1);
      double welfare = (first.welfare() + second.welfare()) / 2;
      assertEquals(0.1 * response.objective(), welfare, 1e-10);
      for (Account account : new Account[] {first, second}) {
        double paid = taxes[0] * 5 * account.hours();
        for (int i = 0; i < 3; i++) {
          paid += taxes[i + 1] * account.consumption()[i];
        }
        assertEquals(paid, account.revenue(), 1e-12);
      }
    }
  }

  @Test
  void anAccountIsWhatEpisodesAverageTo() {
    TabularProblem problem = coarse.contexts().problem();
    TabularResponse response =
        new SoftPolicyIteration().on(problem).respond(coarse.code().theta(TAXES[1]));
    double[] sums = new double[3];
    var episodes = response.play(Budget.episodes(2000), new SplittableRandom(1));
    for (var episode : episodes.list()) {
      int kind = coarse.contexts().context(episode.state(0));
      double discount = 0.1;
      for (int t = 0; t < episode.length(); t++) {
        int level = episode.action(t) / 13;
        sums[kind] += discount * level * 8 / 9;
        discount *= 0.9;
      }
      sums[2] += kind;
    }
    double shareOfSecond = sums[2] / 2000;
    // Standard deviation of a share of 2,000: 0.011; of an episode's mean hours: 0.5.
    assertEquals(0.5, shareOfSecond, 0.045);
    double first = coarse.account(response, 0).hours();
    double second = coarse.account(response, 1).hours();
    assertEquals(first, sums[0] / (2000 - sums[2]), 4 * 0.5 / Math.sqrt(950));
    assertEquals(second, sums[1] / sums[2], 4 * 0.5 / Math.sqrt(950));
  }

  @Test
  void thereAreNoAccountsOfAThirdKind() {
    TabularResponse response =
        new SoftPolicyIteration()
            .on(coarse.contexts().problem())
            .respond(coarse.code().theta(TAXES[1]));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> coarse.account(response, 2, 0));
    assertEquals("kind must be in [0, 2): 2", e.getMessage());
  }

  @Test
  void theObjectiveIsTheMeanOverTheKinds() {
    TabularProblem problem = coarse.contexts().problem();
    double[] theta = coarse.code().theta(TAXES[1]);
    TabularResponse response = new SoftPolicyIteration().on(problem).respond(theta);
    LeaderValues values = LeaderValues.of(response);
    int start = coarse.grid().nearest(0);
    double first = values.value(coarse.contexts().state(0, start));
    double second = values.value(coarse.contexts().state(1, start));
    assertTrue(Math.abs(first - second) > 1, "the kinds differ: " + first + ", " + second);
    assertEquals((first + second) / 2, response.objective(), 1e-10);
  }

  @Test
  void sharesWeighTheKinds(@TempDir Path folder) throws Exception {
    List<String> constants = DataFile.bundled("tax-design/constants.csv").lines();
    Files.writeString(
        folder.resolve("constants.csv"),
        String.join("\n", constants).replace("grid_points,101,", "grid_points,41,"));
    List<String> households = DataFile.bundled("tax-design/households.csv").lines();
    Files.writeString(
        folder.resolve("households.csv"),
        String.join("\n", households)
            .replace("0.5,0.6,", "0.2,0.6,")
            .replace("0.5,0.1,", "0.8,0.1,"));
    TaxDesign uneven = TaxDesign.read(folder);
    TabularProblem problem = uneven.contexts().problem();
    TabularResponse response =
        new SoftPolicyIteration().on(problem).respond(uneven.code().theta(TAXES[1]));
    double first = uneven.account(response, 0).welfare();
    double second = uneven.account(response, 1).welfare();
    assertEquals(2 * first + 8 * second, response.objective(), 1e-10);
  }

  @Test
  void householdsAnswerToTaxes() {
    Account half = mean(0.5, 0.1, 0.1, 0.1);
    assertTrue(mean(1.1, 0.1, 0.1, 0.1).hours() < 1e-3, "nobody works for less than nothing");
    assertTrue(mean(0.5, 1.5, 0.1, 0.1).consumption()[0] < half.consumption()[0] / 2, "good 1");
    assertTrue(mean(0.5, 1.5, 1.5, 1.5).assets() > half.assets() - 1, "dear goods are not bought");
    assertTrue(mean(0.9, 0.1, 0.1, 0.1).hours() > half.hours() + 1, "work for savings, not goods");
  }

  private Account mean(double... taxes) {
    TabularProblem problem = coarse.contexts().problem();
    TabularResponse response =
        new SoftPolicyIteration().on(problem).respond(coarse.code().theta(taxes));
    return coarse.account(response, 0);
  }

  @Test
  void saysWhereAFolderOfFilesIsWrong(@TempDir Path folder) throws Exception {
    String constants = String.join("\n", DataFile.bundled("tax-design/constants.csv").lines());
    String households = String.join("\n", DataFile.bundled("tax-design/households.csv").lines());
    Path csv = folder.resolve("constants.csv");
    Files.writeString(csv, constants);
    Files.writeString(folder.resolve("households.csv"), households);
    assertEquals(101, TaxDesign.read(folder).grid().points());

    Files.writeString(folder.resolve("households.csv"), households.replace("0.5,0.6", "0.6,0.6"));
    Exception shares = assertThrows(IllegalArgumentException.class, () -> TaxDesign.read(folder));
    assertEquals(
        "contexts: probabilities must be non-negative and sum to one: [0.6, 0.5], sum 1.1",
        shares.getMessage());

    Files.writeString(csv, constants.replace("wage,5,", "wages,5,"));
    Exception wage = assertThrows(DataFormatException.class, () -> TaxDesign.read(folder));
    assertTrue(wage.getMessage().endsWith("expected a row for wage"), wage.getMessage());
  }
}
