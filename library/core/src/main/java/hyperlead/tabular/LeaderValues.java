package hyperlead.tabular;

import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;

/**
 * The leader's exact values under a response: {@code V_L = (I − γ_L P_π)⁻¹ r_L,π} and {@code Q_L =
 * r_L + γ_L P V_L}.
 *
 * <p>Cost: one sparse factorisation and one solve. Immutable.
 */
public final class LeaderValues {
  final double[] values;
  final double[] actionValues;
  private final double objective;

  private LeaderValues(double[] values, double[] actionValues, double objective) {
    this.values = values;
    this.actionValues = actionValues;
    this.objective = objective;
  }

  /**
   * {@return the values of the policy of a response, to the leader of the problem that it answers}
   */
  public static LeaderValues of(TabularResponse response) {
    TabularMdp mdp = response.mdp;
    PolicySystem system = new PolicySystem(mdp.pattern);
    double discount = mdp.problem.leaderDiscount();
    return of(response, system.factor(mdp.probability, response.policy, discount));
  }

  /** The same with {@code I − γ_L P_π} factored for this response. */
  static LeaderValues of(TabularResponse response, PolicySystem system) {
    TabularMdp mdp = response.mdp;
    double[] values = new double[mdp.pattern.states() + 1];
    for (int state = 0; state < mdp.pattern.states(); state++) {
      values[state] = response.expectation(state, mdp.leaderReward);
    }
    system.solve(values);
    double[] actionValues = new double[mdp.pattern.pairs()];
    mdp.actionValues(mdp.leaderReward, mdp.problem.leaderDiscount(), values, actionValues);
    return new LeaderValues(values, actionValues, mdp.initialExpectation(values));
  }

  /**
   * {@return the leader's expected return over the first T steps, {@code E[Σ_{t<T} γ^t
   * r_L(x_t,a_t)]}, by backward induction}
   *
   * <p>What episodes cut at T average to, without their noise; with γ = 1 the undiscounted return
   * that some papers report. Cost: T sweeps.
   *
   * @param response the policy to evaluate, with the MDP at its θ
   * @param discount γ in [0, 1]
   * @param steps T &gt; 0
   * @throws IllegalArgumentException if discount or steps is out of range
   */
  public static double expectedReturn(TabularResponse response, double discount, int steps) {
    Require.probability("discount", discount);
    Require.positive("steps", steps);
    TabularMdp mdp = response.mdp;
    double[] values = new double[mdp.pattern.states() + 1];
    double[] actionValues = new double[mdp.pattern.pairs()];
    for (int left = 0; left < steps; left++) {
      mdp.actionValues(mdp.leaderReward, discount, values, actionValues);
      for (int state = 0; state < mdp.pattern.states(); state++) {
        values[state] = response.expectation(state, actionValues);
      }
    }
    return mdp.initialExpectation(values);
  }

  /** {@return V_L(x), x in [0, states]; 0 for the last one, the end of the episode} */
  public double value(int state) {
    return values[state];
  }

  /** {@return Q_L(x, a) of the pair {@code x · actions + a}} */
  public double actionValue(int pair) {
    return actionValues[pair];
  }

  /** {@return J(θ) = Σ_x μ(x) V_L(x)} */
  public double objective() {
    return objective;
  }

  @Override
  public String toString() {
    return "LeaderValues, J = " + objective;
  }
}
