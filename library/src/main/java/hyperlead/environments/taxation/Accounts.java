package hyperlead.environments.taxation;

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

  /**
   * Accounts of a problem.
   *
   * @param code taxes
   * @param contexts kinds of household, in the order of the code
   */
  public Accounts(TaxCode code, Contexts contexts) {
    this.code = code;
    this.contexts = contexts;
  }

  /**
   * {@return the discounted mean over an episode of a kind}
   *
   * @param response of the households
   * @param kind in [0, kinds)
   */
  public Account mean(TabularResponse response, int kind) {
    double[] visits = response.visits();
    double[] own = new double[code.grid().points()];
    double mass = 0;
    for (int point = 0; point < own.length; point++) {
      own[point] = visits[contexts.state(kind, point)];
      mass += own[point];
    }
    for (int point = 0; point < own.length; point++) {
      own[point] /= mass;
    }
    return mean(response, kind, own);
  }

  /**
   * {@return the mean over the actions of a kind with given assets}
   *
   * @param response of the households
   * @param kind in [0, kinds)
   * @param point of the grid of assets
   */
  public Account at(TabularResponse response, int kind, int point) {
    double[] one = new double[code.grid().points()];
    one[point] = 1;
    return mean(response, kind, one);
  }

  private double[] configuration(TabularResponse response) {
    double[] y = new double[code.configurations()];
    Arrays.setAll(y, response.mdp()::configuration);
    return y;
  }

  /** The mean over points with the given weights, which sum to one, and over actions. */
  private Account mean(TabularResponse response, int kind, double[] weight) {
    Choices choices = code.choices();
    double[] share = new double[choices.actions()];
    double assets = 0;
    for (int point = 0; point < weight.length; point++) {
      assets += weight[point] * code.grid().assets(point);
      for (int action = 0; action < share.length; action++) {
        share[action] += weight[point] * response.policy(contexts.state(kind, point), action);
      }
    }
    double[] t = configuration(response);
    BasketChoice baskets = code.baskets(kind, t);
    double hours = 0;
    double[] consumption = new double[choices.goods()];
    double welfare = 0;
    for (int action = 0; action < share.length; action++) {
      hours += share[action] * choices.hours(action);
      welfare += share[action] * baskets.leaderReward(action);
      baskets.addConsumption(action, share[action], consumption);
    }
    return new Account(
        assets, hours, consumption, code.economy().paid(t, hours, consumption), welfare);
  }

  @Override
  public String toString() {
    return "Accounts of " + code;
  }
}
