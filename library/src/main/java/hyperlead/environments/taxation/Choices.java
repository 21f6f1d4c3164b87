package hyperlead.environments.taxation;

import hyperlead.data.Constants;
import hyperlead.validation.Require;

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
public final class Choices {
  private final int hoursLevels;
  private final double hoursStep;
  private final int goods;
  private final double spendingStep;
  private final int budgets;
  private final int[] firstBasket;
  private final int[][] levels;

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
  public Choices(
      int hoursLevels, double hoursMost, int goods, int spendingLevels, double spendingMost) {
    Require.positive("hoursLevels - 1", hoursLevels - 1);
    Require.positive("spendingLevels - 1", spendingLevels - 1);
    this.hoursLevels = hoursLevels;
    this.hoursStep = Require.positive("hoursMost", hoursMost) / (hoursLevels - 1);
    this.goods = Require.positive("goods", goods);
    this.spendingStep = Require.positive("spendingMost", spendingMost) / (spendingLevels - 1);
    this.budgets = goods * (spendingLevels - 1) + 1;
    this.firstBasket = new int[budgets + 1];
    this.levels = new int[Math.toIntExact(Math.round(Math.pow(spendingLevels, goods)))][];
    fillBaskets(spendingLevels);
  }

  /**
   * {@return the choices with the constants of a file}
   *
   * @param constants see datasets/tax-design
   * @param goods G &gt; 0
   * @throws hyperlead.data.DataFormatException if one is missing
   * @throws IllegalArgumentException if one is out of its range
   */
  public static Choices of(Constants constants, int goods) {
    return new Choices(
        constants.whole("hours_levels"),
        constants.get("hours_most"),
        goods,
        constants.whole("spending_levels"),
        constants.get("spending_most"));
  }

  /** Baskets in the order of their budgets. */
  private void fillBaskets(int spendingLevels) {
    int next = 0;
    for (int budget = 0; budget < budgets; budget++) {
      firstBasket[budget] = next;
      for (int code = 0; code < levels.length; code++) {
        int[] basket = digits(code, spendingLevels);
        int sum = 0;
        for (int level : basket) {
          sum += level;
        }
        if (sum == budget) {
          levels[next++] = basket;
        }
      }
    }
    firstBasket[budgets] = next;
  }

  private int[] digits(int code, int base) {
    int[] digits = new int[goods];
    for (int good = goods - 1, rest = code; good >= 0; good--, rest /= base) {
      digits[good] = rest % base;
    }
    return digits;
  }

  /** {@return the number of actions (h, C)} */
  public int actions() {
    return hoursLevels * budgets;
  }

  /** {@return the number of goods G} */
  public int goods() {
    return goods;
  }

  /** {@return the number of budgets C, which is that of actions with the same hours} */
  public int budgets() {
    return budgets;
  }

  /**
   * {@return h, in hours a step}
   *
   * @param action in [0, actions)
   */
  public double hours(int action) {
    int level = action / budgets;
    return level * hoursStep;
  }

  /**
   * {@return C, in money a step}
   *
   * @param action in [0, actions)
   */
  public double spending(int action) {
    int level = action % budgets;
    return level * spendingStep;
  }

  /**
   * {@return the first basket of a budget; that of the next budget is one past its last}
   *
   * @param budget level, in [0, budgets]
   */
  int firstBasket(int budget) {
    return firstBasket[budget];
  }

  /** The number of baskets of all budgets. */
  int baskets() {
    return levels.length;
  }

  /** c_i, in money a step. */
  double spendingOn(int basket, int good) {
    return levels[basket][good] * spendingStep;
  }
}
