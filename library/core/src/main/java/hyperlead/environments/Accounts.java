package hyperlead.environments;

import hyperlead.tabular.Contexts;
import hyperlead.tabular.TabularResponse;
import java.util.Arrays;

/**
 * What households do and pay under a response, exactly.
 *
 * <pre>
 * discounted mean of f = (1 − γ_L) E[ Σ_t γ_L^t f(x_t, a_t) | kind ]
 * </pre>
 *
 * <p>The mean of welfare over the kinds, with their shares, is (1 − γ_L) J. Cost: one sparse
 * factorisation and solve.
 */
public final class Accounts {
  private final TaxCode code;
  private final Contexts contexts;

  /** Accounts of a problem whose contexts are the kinds of the code. */
  Accounts(TaxCode code, Contexts contexts) {
    this.code = code;
    this.contexts = contexts;
  }

  /** {@return the discounted mean over an episode of a kind, in [0, kinds), under a response} */
  public Account mean(TabularResponse response, int kind) {
    double[] visits = response.visits();
    double[] own = new double[code.grid().points()];
    Arrays.setAll(own, point -> visits[contexts.state(kind, point)]);
    double mass = Arrays.stream(own).sum();
    return mean(response, kind, Arrays.stream(own).map(visit -> visit / mass).toArray());
  }

  /** {@return the mean over the actions of a kind with the assets of a point of the grid} */
  public Account at(TabularResponse response, int kind, int point) {
    double[] one = new double[code.grid().points()];
    one[point] = 1;
    return mean(response, kind, one);
  }

  /** The mean over points with the given weights, which sum to one, and over actions. */
  private Account mean(TabularResponse response, int kind, double[] weight) {
    Choices choices = code.choices();
    double[] taxes = code.taxes(response.theta());
    BasketChoice[] baskets = code.baskets(kind, taxes);
    double assets = 0;
    double hours = 0;
    double[] consumption = new double[choices.goods()];
    double welfare = 0;
    for (int point = 0; point < weight.length; point++) {
      assets += weight[point] * code.grid().assets(point);
    }
    for (int action = 0; action < choices.actions(); action++) {
      double share = 0;
      for (int point = 0; point < weight.length; point++) {
        share += weight[point] * response.policy(contexts.state(kind, point), action);
      }
      BasketChoice basket = baskets[choices.budget(action)];
      hours += share * choices.hours(action);
      welfare += share * basket.leaderReward(choices.hours(action));
      basket.addConsumption(share, consumption);
    }
    double[] paid = code.economy().paid(taxes, hours, consumption);
    return new Account(assets, hours, consumption, paid, welfare);
  }

  @Override
  public String toString() {
    return "Accounts of " + code;
  }
}
