package hyperlead.environments.taxation;

import hyperlead.parameterizations.Categorical;

/**
 * How a kind of household fills a basket, once hours and budget are chosen.
 *
 * <pre>
 * U(c) = Π_i (c_i/(1 + t_i))^v_i                        Cobb-Douglas utility, v the preferences
 * q(c|C) = exp((U(c) − u(C))/τ),   u(C) = τ log Σ_{c of budget C} exp(U(c)/τ)
 * r_F(h,C) = u(C) − δh²,           r_L(h,C) = Σ_c q(c|C) welfare(h, c)
 * </pre>
 *
 * <p>For a household with entropy weight τ this changes nothing: V_F, the law of (h, c), the
 * objective and its gradient are those of the problem whose actions are all (h, c). There are fewer
 * actions, and the leader's reward is an expectation instead of a sample. What the baskets answer
 * to taxes stands in the gradient of r_L, by the covariance that gives BC-HG its name:
 *
 * <pre>
 * ∇r_L(h,C) = Σ_c q(c|C) ( ∇welfare + (1/τ) ( welfare − r_L(h,C) ) ∇U ),   ∂U/∂t_i = −v_i U/(1 + t_i)
 * </pre>
 *
 * <p>Not thread-safe: one object for one call of {@link TaxCode}.
 */
final class BasketChoice {
  private final Economy economy;
  private final Choices choices;
  private final double[] preferences;
  private final double[] taxes;
  private final double[] utility;
  private final double[] share;
  private final double[] budgetUtility;
  private final double[][] consumption;

  /** Choices of the kind with these preferences, at these taxes. */
  BasketChoice(Economy economy, Choices choices, double[] preferences, double[] taxes) {
    this.economy = economy;
    this.choices = choices;
    this.preferences = preferences;
    this.taxes = taxes;
    utility = new double[choices.baskets()];
    consumption = new double[choices.baskets()][choices.goods()];
    for (int basket = 0; basket < utility.length; basket++) {
      utility[basket] = utility(basket);
    }
    share = utility.clone();
    budgetUtility = new double[choices.budgets()];
    for (int budget = 0; budget < budgetUtility.length; budget++) {
      int first = choices.firstBasket(budget);
      int next = choices.firstBasket(budget + 1);
      budgetUtility[budget] = Categorical.softmax(share, first, next, economy.temperature());
    }
  }

  /** U(c), and what is consumed, e_i = c_i/(1 + t_i). */
  private double utility(int basket) {
    double product = 1;
    for (int i = 0; i < preferences.length; i++) {
      consumption[basket][i] = choices.spendingOn(basket, i) / (1 + taxes[i + 1]);
      product *= StrictMath.pow(consumption[basket][i], preferences[i]);
    }
    return product;
  }

  /** r_F(h, C) without the utility of assets. */
  double followerReward(int action) {
    double hours = choices.hours(action);
    return budgetUtility[action % choices.budgets()] - economy.workDisutility() * hours * hours;
  }

  /** r_L(h, C). */
  double leaderReward(int action) {
    int budget = action % choices.budgets();
    double sum = 0;
    for (int c = choices.firstBasket(budget); c < choices.firstBasket(budget + 1); c++) {
      sum += share[c] * economy.welfare(taxes, choices.hours(action), consumption[c]);
    }
    return sum;
  }

  /** Adds weight · Σ_c q(c|C) e_i for each good i. */
  void addConsumption(int action, double weight, double[] sums) {
    int budget = action % choices.budgets();
    for (int c = choices.firstBasket(budget); c < choices.firstBasket(budget + 1); c++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * share[c] * consumption[c][i];
      }
    }
  }

  /** Adds weight · ∂r_F(h,C)/∂t = weight · Σ_c q(c|C) ∂U/∂t, by the envelope theorem. */
  void addFollowerGradient(int action, double weight, double[] g) {
    int budget = action % choices.budgets();
    for (int c = choices.firstBasket(budget); c < choices.firstBasket(budget + 1); c++) {
      addUtilityGradient(c, weight * share[c], g);
    }
  }

  /** Adds weight · ∂r_L(h,C)/∂t. */
  void addLeaderGradient(int action, double weight, double[] g) {
    int budget = action % choices.budgets();
    double hours = choices.hours(action);
    double mean = leaderReward(action);
    for (int c = choices.firstBasket(budget); c < choices.firstBasket(budget + 1); c++) {
      double advantage = economy.welfare(taxes, hours, consumption[c]) - mean;
      economy.addWelfareGradient(taxes, hours, consumption[c], weight * share[c], g);
      addUtilityGradient(c, weight * share[c] * advantage / economy.temperature(), g);
    }
  }

  /** Adds weight · ∂U/∂t_i = −weight · v_i U/(1 + t_i). */
  private void addUtilityGradient(int basket, double weight, double[] g) {
    for (int i = 0; i < preferences.length; i++) {
      g[i + 1] -= weight * preferences[i] * utility[basket] / (1 + taxes[i + 1]);
    }
  }
}
