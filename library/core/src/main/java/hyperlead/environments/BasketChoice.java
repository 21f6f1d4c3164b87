package hyperlead.environments;

import hyperlead.parameters.Categorical;
import java.util.Arrays;
import java.util.List;

/**
 * How a kind of household fills a basket of a budget, once hours and budget are chosen.
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
 */
final class BasketChoice {
  private final Economy economy;
  private final double[] preferences;
  private final double[] taxes;
  private final double[][] consumption;
  private final double[] utility;
  private final double[] share;
  private final double budgetUtility;

  /** The choice among the baskets c of a budget by a kind with these preferences. */
  BasketChoice(Economy economy, double[] preferences, double[] taxes, List<double[]> baskets) {
    this.economy = economy;
    this.preferences = preferences;
    this.taxes = taxes;
    consumption = baskets.stream().map(this::consumption).toArray(double[][]::new);
    utility = Arrays.stream(consumption).mapToDouble(this::utility).toArray();
    share = utility.clone();
    budgetUtility = Categorical.softmax(share, 0, share.length, economy.temperature());
  }

  /** e_i = c_i/(1 + t_i). */
  private double[] consumption(double[] basket) {
    double[] consumed = new double[basket.length];
    Arrays.setAll(consumed, i -> basket[i] / (1 + taxes[i + 1]));
    return consumed;
  }

  private double utility(double[] consumed) {
    double product = 1;
    for (int i = 0; i < consumed.length; i++) {
      product *= StrictMath.pow(consumed[i], preferences[i]);
    }
    return product;
  }

  /** r_F(h, C) without the utility of assets. */
  double followerReward(double hours) {
    return budgetUtility - economy.workDisutility() * hours * hours;
  }

  /** r_L(h, C). */
  double leaderReward(double hours) {
    double sum = 0;
    for (int c = 0; c < share.length; c++) {
      sum += share[c] * economy.welfare(taxes, hours, consumption[c]);
    }
    return sum;
  }

  /** Adds weight · Σ_c q(c|C) e_i for each good i. */
  void addConsumption(double weight, double[] sums) {
    for (int c = 0; c < share.length; c++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * share[c] * consumption[c][i];
      }
    }
  }

  /** Adds weight · ∂r_F(h,C)/∂t = weight · Σ_c q(c|C) ∂U/∂t, by the envelope theorem. */
  void addFollowerGradient(double weight, double[] g) {
    for (int c = 0; c < share.length; c++) {
      addUtilityGradient(c, weight * share[c], g);
    }
  }

  /** Adds weight · ∂r_L(h,C)/∂t. */
  void addLeaderGradient(double hours, double weight, double[] g) {
    double mean = leaderReward(hours);
    for (int c = 0; c < share.length; c++) {
      double advantage = economy.welfare(taxes, hours, consumption[c]) - mean;
      economy.addWelfareGradient(taxes, hours, consumption[c], weight * share[c], g);
      addUtilityGradient(c, weight * share[c] * advantage / economy.temperature(), g);
    }
  }

  /** Adds weight · ∂U/∂t_i = −weight · v_i U/(1 + t_i). */
  private void addUtilityGradient(int c, double weight, double[] g) {
    for (int i = 0; i < preferences.length; i++) {
      g[i + 1] -= weight * preferences[i] * utility[c] / (1 + taxes[i + 1]);
    }
  }
}
