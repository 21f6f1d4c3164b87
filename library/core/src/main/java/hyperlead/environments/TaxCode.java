package hyperlead.environments;

import hyperlead.algebra.Require;
import hyperlead.parameters.Coefficients;
import hyperlead.parameters.Parameterization;
import hyperlead.parameters.SigmoidBox;
import hyperlead.tabular.TransitionLaw;
import java.util.Arrays;

/**
 * Taxes, and all that follows from them alone: θ ↦ y.
 *
 * <pre>
 * t = t_most σ(θ)    taxes on income and on each good, length 1 + G
 * y = ( t; u(C) − δh² and r_L(h,C) of every kind of household; 0, 1, F of the law of assets )
 * </pre>
 *
 * <p>Rewards and probabilities are entries of y or differences of two, so that an estimator sums
 * gradients with respect to y at no cost, and {@link #pullBack} differentiates {@link BasketChoice}
 * and {@link AssetLaw} once a sum. Cost: O(kinds · hours · baskets + actions · moves). Immutable.
 */
public final class TaxCode implements Parameterization {
  private final SigmoidBox box;
  private final Economy economy;
  private final Choices choices;
  private final AssetGrid grid;
  private final double[][] preferences;
  private final AssetLaw law;
  private final TransitionLaw transitions;

  /**
   * Taxes for kinds of household that differ in what they like.
   *
   * @param preferences v of each kind for each good, [kinds][goods], each in [0, 1]
   * @throws IllegalArgumentException if there is no kind, or a preference is out of range
   */
  TaxCode(Economy economy, Choices choices, AssetGrid grid, double[]... preferences) {
    Require.positive("number of kinds", preferences.length);
    for (double[] v : preferences) {
      for (double preference : Require.vector("preferences", v, choices.goods())) {
        Require.probability("preference", preference);
      }
    }
    this.box = SigmoidBox.of(1 + choices.goods(), 0, economy.mostTax());
    this.economy = economy;
    this.choices = choices;
    this.grid = grid;
    this.preferences = preferences;
    this.law = new AssetLaw(economy, choices, grid, followerEntry(preferences.length, 0));
    this.transitions = law.transitions();
  }

  /** Where u(C) − δh² of a kind stands in y. */
  private int followerEntry(int kind, int action) {
    return box.parameters() + 2 * kind * choices.actions() + action;
  }

  /** Where r_L(h, C) of a kind stands in y. */
  private int leaderEntry(int kind, int action) {
    return followerEntry(kind, action) + choices.actions();
  }

  /** The law of assets, the same for every kind; states are points of the grid. */
  TransitionLaw transitions() {
    return transitions;
  }

  /** r_F(x, (h,C)) = ρ x + u(C) − δ h² of a kind, x the assets. */
  Coefficients followerReward(int kind) {
    return reward(followerEntry(kind, 0), economy.assetUtility());
  }

  /** r_L(x, (h,C)) = Σ_c q(c|C) welfare(h, c) of a kind, see {@link BasketChoice}. */
  Coefficients leaderReward(int kind) {
    return reward(leaderEntry(kind, 0), 0);
  }

  /** A reward that stands in y, action by action, but for what assets are worth. */
  private Coefficients reward(int first, double assetUtility) {
    return Coefficients.of(
        grid.points(),
        choices.actions(),
        (y, point, action) -> assetUtility * grid.assets(point) + y[first + action],
        (y, point, action, weight, g) -> g[first + action] += weight);
  }

  /** {@return the taxes t at θ, on income first, then on each good, both of length 1 + G} */
  public double[] taxes(double... theta) {
    return box.configuration(Require.vector("theta", theta, parameters()));
  }

  /**
   * {@return the θ that sets these taxes, each in (0, t_most): θ_i = log( t_i / (t_most − t_i) )}
   *
   * @throws IllegalArgumentException if there are more or fewer, or one is out of its range
   */
  public double[] theta(double... taxes) {
    double[] theta = Require.vector("taxes", taxes, parameters()).clone();
    for (int i = 0; i < theta.length; i++) {
      double tax = Require.positive("tax", taxes[i]);
      theta[i] = Math.log(tax / Require.positive("highest tax - tax", economy.mostTax() - tax));
    }
    return theta;
  }

  /** How a kind fills the baskets of each budget; the taxes are the first entries of the array. */
  BasketChoice[] baskets(int kind, double[] taxes) {
    BasketChoice[] baskets = new BasketChoice[choices.budgets()];
    Arrays.setAll(
        baskets,
        budget -> new BasketChoice(economy, preferences[kind], taxes, choices.baskets(budget)));
    return baskets;
  }

  /** What a kind does and pays on average that takes each action in some share of its steps. */
  Account account(double[] theta, int kind, double assets, double[] share) {
    double[] taxes = taxes(theta);
    BasketChoice[] baskets = baskets(kind, taxes);
    double hours = 0;
    double[] consumption = new double[choices.goods()];
    double welfare = 0;
    for (int action = 0; action < share.length; action++) {
      BasketChoice basket = baskets[choices.budget(action)];
      hours += share[action] * choices.hours(action);
      welfare += share[action] * basket.leaderReward(choices.hours(action));
      basket.addConsumption(share[action], consumption);
    }
    double[] paid = economy.paid(taxes, hours, consumption);
    return new Account(assets, hours, consumption, paid, welfare);
  }

  @Override
  public int parameters() {
    return box.parameters();
  }

  @Override
  public int configurations() {
    return law.end();
  }

  @Override
  public double[] configuration(double[] theta) {
    double[] y = Arrays.copyOf(box.configuration(theta), configurations());
    for (int kind = 0; kind < preferences.length; kind++) {
      BasketChoice[] baskets = baskets(kind, y);
      for (int action = 0; action < choices.actions(); action++) {
        BasketChoice basket = baskets[choices.budget(action)];
        y[followerEntry(kind, action)] = basket.followerReward(choices.hours(action));
        y[leaderEntry(kind, action)] = basket.leaderReward(choices.hours(action));
      }
    }
    law.fill(y);
    return y;
  }

  @Override
  public double[] pullBack(double[] theta, double[] y, double[] gradient) {
    double[] g = Arrays.copyOf(gradient, parameters());
    for (int kind = 0; kind < preferences.length; kind++) {
      BasketChoice[] baskets = baskets(kind, y);
      for (int action = 0; action < choices.actions(); action++) {
        BasketChoice basket = baskets[choices.budget(action)];
        double hours = choices.hours(action);
        basket.addFollowerGradient(gradient[followerEntry(kind, action)], g);
        basket.addLeaderGradient(hours, gradient[leaderEntry(kind, action)], g);
      }
    }
    g[0] += law.slope(y, gradient);
    return box.pullBack(theta, y, g);
  }

  /** {@inheritDoc} With respect to the taxes, which is what mirror ascent moves. */
  @Override
  public double[] mirrorGradient(double[] theta, double[] y, double[] gradient) {
    return box.mirrorGradient(theta, y, gradient);
  }

  @Override
  public String toString() {
    return "taxes in " + box;
  }
}
