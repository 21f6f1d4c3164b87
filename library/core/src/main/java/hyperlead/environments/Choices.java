package hyperlead.environments;

import hyperlead.algebra.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * What a household can choose in a step: hours of work, and how much to spend on each good.
 *
 * <pre>
 * hours h ∈ {0, …, h_most},   spending c_i ∈ {0, …, c_most} on each good i, in equal steps
 * budget C = Σ_i c_i,         basket = one (c_1, …, c_G) among those with the same C
 * </pre>
 *
 * <p>Assets move with h and C only, so that an action is a pair (h, C), numbered {@code hour level
 * · budgets + budget level}; what is in the basket is a choice of its own, see {@link
 * BasketChoice}. Immutable.
 *
 * @param hoursLevels number of levels of hours, &gt; 1
 * @param hoursMost highest level, in hours a step, &gt; 0
 * @param goods G &gt; 0
 * @param spendingLevels number of levels of spending on each good, &gt; 1
 * @param spendingMost highest level, in money a step, &gt; 0
 */
record Choices(
    int hoursLevels, double hoursMost, int goods, int spendingLevels, double spendingMost) {
  /** Throws an {@link IllegalArgumentException} if an argument is out of its range. */
  Choices {
    Require.positive("hoursLevels - 1", hoursLevels - 1);
    Require.positive("hoursMost", hoursMost);
    Require.positive("goods", goods);
    Require.positive("spendingLevels - 1", spendingLevels - 1);
    Require.positive("spendingMost", spendingMost);
  }

  /** The number of actions (h, C). */
  int actions() {
    return hoursLevels * budgets();
  }

  /** The number of budgets C, which is that of actions with the same hours. */
  int budgets() {
    return goods * (spendingLevels - 1) + 1;
  }

  /** The level of C of an action. */
  int budget(int action) {
    return action % budgets();
  }

  /** h of an action, in hours a step. */
  double hours(int action) {
    int level = action / budgets();
    return level * (hoursMost / (hoursLevels - 1));
  }

  /** C of an action, in money a step. */
  double spending(int action) {
    return spendingOf(budget(action));
  }

  private double spendingOf(int level) {
    return level * (spendingMost / (spendingLevels - 1));
  }

  /** All (c_1, …, c_G) of a budget, in money a step. */
  List<double[]> baskets(int budget) {
    List<double[]> baskets = new ArrayList<>();
    addBaskets(budget, 0, new double[goods], baskets);
    return baskets;
  }

  /** Adds a basket for every way to spend what is left on the goods from one on. */
  private void addBaskets(int left, int good, double[] basket, List<double[]> baskets) {
    if (good == goods && left == 0) {
      baskets.add(basket.clone());
    }
    for (int level = 0; good < goods && level < spendingLevels && level <= left; level++) {
      basket[good] = spendingOf(level);
      addBaskets(left - level, good + 1, basket, baskets);
    }
  }
}
