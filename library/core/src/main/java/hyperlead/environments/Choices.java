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
 */
final class Choices {
  private final int hoursLevels;
  private final double hoursStep;
  private final int goods;
  private final double spendingStep;
  private final List<List<double[]>> baskets = new ArrayList<>();

  /**
   * Levels from 0 in equal steps.
   *
   * @param hoursLevels number of levels of hours, &gt; 1
   * @param hoursMost highest level, in hours a step, &gt; 0
   * @param goods G &gt; 0
   * @param spendingLevels number of levels of spending on each good, &gt; 1
   * @param spendingMost highest level, in money a step, &gt; 0
   * @throws IllegalArgumentException if an argument is out of its range
   */
  Choices(int hoursLevels, double hoursMost, int goods, int spendingLevels, double spendingMost) {
    Require.positive("hoursLevels - 1", hoursLevels - 1);
    Require.positive("spendingLevels - 1", spendingLevels - 1);
    this.hoursLevels = hoursLevels;
    this.hoursStep = Require.positive("hoursMost", hoursMost) / (hoursLevels - 1);
    this.goods = Require.positive("goods", goods);
    this.spendingStep = Require.positive("spendingMost", spendingMost) / (spendingLevels - 1);
    for (int budget = 0; budget <= goods * (spendingLevels - 1); budget++) {
      baskets.add(new ArrayList<>());
    }
    int count = Math.toIntExact(Math.round(Math.pow(spendingLevels, goods)));
    for (int number = 0; number < count; number++) {
      // The levels of spending are the digits of the number.
      double[] basket = new double[goods];
      int budget = 0;
      for (int good = goods - 1, rest = number; good >= 0; good--, rest /= spendingLevels) {
        basket[good] = rest % spendingLevels * spendingStep;
        budget += rest % spendingLevels;
      }
      baskets.get(budget).add(basket);
    }
  }

  /** The number of actions (h, C). */
  int actions() {
    return hoursLevels * budgets();
  }

  /** G. */
  int goods() {
    return goods;
  }

  /** The number of budgets C, which is that of actions with the same hours. */
  int budgets() {
    return baskets.size();
  }

  /** The level of C of an action. */
  int budget(int action) {
    return action % budgets();
  }

  /** h of an action, in hours a step. */
  double hours(int action) {
    int level = action / budgets();
    return level * hoursStep;
  }

  /** C of an action, in money a step. */
  double spending(int action) {
    return budget(action) * spendingStep;
  }

  /** All (c_1, …, c_G) of a budget, in money a step. */
  List<double[]> baskets(int budget) {
    return baskets.get(budget);
  }
}
