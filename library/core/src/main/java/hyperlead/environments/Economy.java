package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.data.Constants;

/**
 * The constants of an economy with taxes, and the equations of one step that they stand in.
 *
 * <p>Taxes are {@code t = (t_0, t_1, …, t_G)}, t_0 on income and t_i on good i. Of c_i that is
 * spent on good i, {@code e_i = c_i/(1 + t_i)} is consumed and t_i e_i is tax. The price of every
 * good is the unit of money. Below, t has length 1 + G or more, and consumption e has length G.
 *
 * @param wage w &gt; 0, in money an hour
 * @param workDisutility δ &gt; 0, in reward per squared hour
 * @param assetUtility ρ &gt; 0, in reward per money and step
 * @param noise σ &gt; 0, in money
 * @param mostTax t_most &gt; 0, the upper bound of every tax
 * @param temperature τ &gt; 0, in units of reward, weight of the entropy in a household's objective
 * @param consumptionWeight α &gt; 0, in the leader's reward per unit of a good
 * @param revenueWeight β &gt; 0, in the leader's reward
 */
record Economy(
    double wage,
    double workDisutility,
    double assetUtility,
    double noise,
    double mostTax,
    double temperature,
    double consumptionWeight,
    double revenueWeight) {
  Economy {
    Require.positive("wage", wage);
    Require.positive("workDisutility", workDisutility);
    Require.positive("assetUtility", assetUtility);
    Require.positive("noise", noise);
    Require.positive("mostTax", mostTax);
    Require.positive("temperature", temperature);
    Require.positive("consumptionWeight", consumptionWeight);
    Require.positive("revenueWeight", revenueWeight);
  }

  /** The economy with the constants of a file, see datasets/tax-design. */
  static Economy of(Constants constants) {
    return new Economy(
        constants.get("wage"),
        constants.get("work_disutility"),
        constants.get("asset_utility"),
        constants.get("noise"),
        constants.get("tax_most"),
        constants.get("temperature"),
        constants.get("consumption_weight") / constants.get("spending_most"),
        constants.get("revenue_weight"));
  }

  /** The drift of assets, (1 − t_0) w h − C, in money a step. */
  double drift(double incomeTax, double hours, double spending) {
    return (1 - incomeTax) * wage * hours - spending;
  }

  /** The taxes a household pays, (t_0 w h, t_1 e_1, …, t_G e_G), in money a step. */
  double[] paid(double[] t, double hours, double[] consumption) {
    double[] paid = new double[1 + consumption.length];
    paid[0] = t[0] * wage * hours;
    for (int i = 0; i < consumption.length; i++) {
      paid[i + 1] = t[i + 1] * consumption[i];
    }
    return paid;
  }

  /** The tax revenue from a household, t_0 w h + Σ_i t_i e_i, in money a step. */
  double revenue(double[] t, double hours, double[] consumption) {
    double revenue = 0;
    for (double paid : paid(t, hours, consumption)) {
      revenue += paid;
    }
    return revenue;
  }

  /** Social welfare from a household, α · mean(e) + β log(1 + revenue). */
  double welfare(double[] t, double hours, double[] consumption) {
    double sum = 0;
    for (double e : consumption) {
      sum += e;
    }
    return consumptionWeight * sum / consumption.length
        + revenueWeight * StrictMath.log1p(revenue(t, hours, consumption));
  }

  /**
   * Adds weight · ∂welfare/∂t for a household that works and spends as before:
   *
   * <pre>
   * ∂/∂t_0 = β w h / (1 + revenue),    ∂/∂t_i = ( β / (1 + revenue) − α/G ) e_i / (1 + t_i)
   * </pre>
   */
  void addWelfareGradient(
      double[] t, double hours, double[] consumption, double weight, double[] g) {
    double money = revenueWeight / (1 + revenue(t, hours, consumption));
    double goods = consumptionWeight / consumption.length;
    g[0] += weight * money * wage * hours;
    for (int i = 0; i < consumption.length; i++) {
      g[i + 1] += weight * (money - goods) * consumption[i] / (1 + t[i + 1]);
    }
  }
}
