package hyperlead.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperlead.Setting;
import hyperlead.algebra.TransitionPattern;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.FreeParameters;
import hyperlead.tabular.InitialLaw;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** That a choice of sums with baskets in closed form is the choice of all baskets. */
class BasketChoiceTest {
  private static final Economy ECONOMY = new Economy(3, 0.1, 0.05, 5, 2, 0.1, 3, 5);
  private static final double[] PREFERENCES = {0.1, 0.7, 0.2};
  private static final Choices CHOICES = new Choices(4, 6, 3, 3, 4);
  private static final AssetGrid GRID = new AssetGrid(9, -20, 20);
  private static final TaxCode CODE = new TaxCode(ECONOMY, CHOICES, GRID, PREFERENCES);
  private static final int BASKETS = 27;

  private static TabularProblem reduced() {
    return new TabularProblem(
        new Setting("sums", ECONOMY.temperature(), 0.9, 0.9, 200),
        CODE,
        CODE.transitions(),
        InitialLaw.startingIn(4),
        CODE.followerReward(0),
        CODE.leaderReward(0),
        random -> new double[4]);
  }

  private static double spending(int action, int good) {
    int level = action % BASKETS / (int) Math.pow(3, good) % 3;
    return 2 * level;
  }

  private static double hours(int action) {
    int level = action / BASKETS;
    return 2 * level;
  }

  /** Every basket is an action: rewards by their definition, rows by those of the sum. */
  private static TabularProblem full(double[] taxes) {
    int actions = 4 * BASKETS;
    double[] follower = new double[9 * actions];
    double[] leader = new double[9 * actions];
    for (int pair = 0; pair < follower.length; pair++) {
      double utility = 1;
      double[] consumption = new double[3];
      for (int i = 0; i < 3; i++) {
        consumption[i] = spending(pair % actions, i) / (1 + taxes[i + 1]);
        utility *= Math.pow(consumption[i], PREFERENCES[i]);
      }
      double h = hours(pair % actions);
      follower[pair] = 0.05 * GRID.assets(pair / actions) + utility - 0.1 * h * h;
      leader[pair] = ECONOMY.welfare(taxes, h, consumption);
    }
    return new TabularProblem(
        new Setting("baskets", ECONOMY.temperature(), 0.9, 0.9, 200),
        new FreeParameters(1),
        transitions(taxes, actions),
        InitialLaw.startingIn(4),
        Coefficients.fixed(follower),
        Coefficients.fixed(leader),
        random -> new double[1]);
  }

  private static TransitionLaw transitions(double[] taxes, int actions) {
    TransitionPattern sums = CODE.transitions().pattern();
    double[] law = CODE.transitions().probability().all(CODE.configuration(CODE.theta(taxes)));
    int[][] rows = new int[9 * actions][];
    double[] probability = new double[9 * actions * 9];
    int entries = 0;
    for (int pair = 0; pair < rows.length; pair++) {
      int a = pair % actions;
      double sum = spending(a, 0) + spending(a, 1) + spending(a, 2);
      int reduced =
          pair / actions * CHOICES.actions() + a / BASKETS * CHOICES.budgets() + (int) (sum / 2);
      rows[pair] = new int[sums.rowStart(reduced + 1) - sums.rowStart(reduced)];
      for (int k = 0; k < rows[pair].length; k++) {
        rows[pair][k] = sums.successor(sums.rowStart(reduced) + k);
        probability[entries++] = law[sums.rowStart(reduced) + k];
      }
    }
    return new TransitionLaw(
        TransitionPattern.of(9, actions, rows),
        Coefficients.fixed(Arrays.copyOf(probability, entries)));
  }

  private static double objective(double... taxes) {
    TabularProblem full = full(taxes);
    return new SoftPolicyIteration().on(full).respond(new double[1]).objective();
  }

  private static final double[][] TAXES = {{0.4, 0.1, 0.2, 0.3}, {0.8, 1, 1.5, 0.5}};

  @Test
  void valuesAndObjectiveAreThoseOfAllBaskets() {
    for (double[] taxes : TAXES) {
      TabularProblem sums = reduced();
      TabularProblem all = full(taxes);
      TabularResponse few = new SoftPolicyIteration().on(sums).respond(CODE.theta(taxes));
      TabularResponse many = new SoftPolicyIteration().on(all).respond(new double[1]);
      for (int state = 0; state < 9; state++) {
        assertEquals(many.value(state), few.value(state), 1e-10);
        // π(h, C) is the sum of π(h, c) over the baskets of C.
        double[] sum = new double[CHOICES.actions()];
        for (int a = 0; a < 4 * BASKETS; a++) {
          double c = spending(a, 0) + spending(a, 1) + spending(a, 2);
          sum[a / BASKETS * CHOICES.budgets() + (int) (c / 2)] += many.policy(state, a);
        }
        for (int a = 0; a < sum.length; a++) {
          assertEquals(sum[a], few.policy(state, a), 1e-11);
        }
      }
      double objective = few.objective();
      assertEquals(many.objective(), objective, 1e-10 * Math.abs(objective));
    }
  }

  /** The basket's answer to taxes is in the gradient of the reduced problem. */
  @Test
  void theHypergradientIsTheSlopeWithAllBaskets() {
    for (double[] taxes : TAXES) {
      double[] total = ExactHypergradient.of(reduced()).at(CODE.theta(taxes)).total();
      for (int i = 0; i < 4; i++) {
        double h = 1e-4;
        double[][] moved = new double[4][];
        for (int k = 0; k < 4; k++) {
          moved[k] = taxes.clone();
          moved[k][i] += new double[] {-2 * h, -h, h, 2 * h}[k];
        }
        double slope =
            (8 * (objective(moved[2]) - objective(moved[1]))
                    - (objective(moved[3]) - objective(moved[0])))
                / (12 * h);
        // dt/dθ = t (2 − t) / 2.
        double expected = slope * taxes[i] * (2 - taxes[i]) / 2;
        assertEquals(expected, total[i], 1e-6 * (1 + Math.abs(expected)), "tax " + i);
      }
    }
  }

  @Test
  void actionsAreHoursAndSums() {
    Choices choices = new Choices(10, 8, 3, 5, 5);
    assertEquals(130, choices.actions());
    assertEquals(13, choices.budgets());
    assertEquals(8, choices.hours(129), 1e-15);
    assertEquals(15, choices.spending(129), 1e-15);
    int baskets = 0;
    for (int budget = 0; budget < 13; budget++) {
      for (double[] basket : choices.baskets(budget)) {
        assertEquals(choices.spending(budget), Arrays.stream(basket).sum(), 1e-14);
        baskets++;
      }
    }
    assertEquals(125, baskets);
  }

  @Test
  void utilityFallsWithTaxesOnGoodsAndRisesWithSpending() {
    double[] low = {0.5, 0.1, 0.1, 0.1};
    double cheap = utility(6, low);
    for (int good = 1; good <= 3; good++) {
      double[] high = low.clone();
      high[good] = 1;
      assertTrue(utility(6, high) < cheap, "good " + good);
    }
    assertTrue(cheap > utility(5, low), "spending");
  }

  private static double utility(int budget, double[] taxes) {
    return CODE.baskets(0, taxes)[budget].followerReward(0);
  }

  @Test
  void workIsADisutility() {
    BasketChoice nothing = CODE.baskets(0, new double[4])[0];
    // 0.1 · 2².
    assertEquals(nothing.followerReward(0) - 0.4, nothing.followerReward(2), 1e-15);
  }

  @Test
  void refusesWhatIsNoEconomy() {
    Exception levels =
        assertThrows(IllegalArgumentException.class, () -> new Choices(1, 8, 3, 5, 5));
    assertEquals("hoursLevels - 1 must be positive: 0", levels.getMessage());
    Exception preference =
        assertThrows(
            IllegalArgumentException.class,
            () -> new TaxCode(ECONOMY, CHOICES, GRID, new double[] {0.5, 1.5, 0}));
    assertEquals("preference must be in [0, 1]: 1.5", preference.getMessage());
    Exception tax =
        assertThrows(IllegalArgumentException.class, () -> CODE.theta(0.5, 0.5, 2, 0.5));
    assertEquals("highest tax - tax must be positive and finite: 0.0", tax.getMessage());
  }
}
