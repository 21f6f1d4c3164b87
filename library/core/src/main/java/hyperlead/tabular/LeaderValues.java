package hyperlead.tabular;

import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.parameters.Categorical;
import java.util.Arrays;

/**
 * The leader's exact values under a response: {@code V_L = (I − γ_L P_π)⁻¹ r_L,π} and {@code Q_L =
 * r_L + γ_L P V_L}.
 *
 * <p>Cost: one linear solve. Immutable.
 */
public final class LeaderValues {
  private static final int MOST_CORRECTIONS = 5;

  /** Errors of a state's value by its own equation that are not worth a correction. */
  private static final double ROUNDING = 1e-13;

  /** From 1 − γ of a thousandth on they are worth more, and the finer. */
  private static final double MATTERS = 1e3;

  /** How far a correction goes: a hundredth of it may be left after 1/(1 − γ). */
  private static final double FINE = 0.01;

  private static final double FINEST = 1e-12;

  /** V_L less the value of a state, and the negative of that for the end. */
  final double[] values;

  /** What the values lack through rounding; 0 for the end. */
  final double[] rest;

  final double[] advantages;
  private final double objective;

  private LeaderValues(TabularResponse response, PolicySystem system, double[] values) {
    TabularMdp mdp = response.mdp;
    this.values = values;
    rest = new double[values.length];
    advantages = new double[mdp.pattern.pairs()];
    double[] error = new double[values.length];
    mdp.advantages(mdp.leaderReward, mdp.problem::leaderDiscount, values, rest, advantages);
    for (int k = 0; k < MOST_CORRECTIONS && lacks(response, error); k++) {
      system.solve(error, Math.max(FINEST, FINE * (1 - mdp.problem.leaderDiscount())));
      Arrays.setAll(rest, x -> rest[x] + error[x]);
      mdp.advantages(mdp.leaderReward, mdp.problem::leaderDiscount, values, rest, advantages);
    }
    centre(response, advantages);
    objective = mdp.initialExpectation(values) + mdp.initialExpectation(rest);
  }

  /** Fills Σ_a π(a|x) A(x,a), which is 0 for exact values, and whether it is more than rounding. */
  private boolean lacks(TabularResponse response, double[] error) {
    TabularMdp mdp = response.mdp;
    boolean lacks = false;
    for (int x = 0; x < mdp.pattern.states(); x++) {
      double discount = mdp.problem.leaderDiscount(x);
      double rounding = ROUNDING * Math.min(1, MATTERS * (1 - discount));
      error[x] = response.expectation(x, advantages);
      double size = Math.abs(error[x]);
      // The bound that costs less comes first.
      lacks |=
          size > rounding * (1 - discount) * Math.abs(value(x))
              && size
                  > rounding * mdp.terms(x, response.policy, mdp.leaderReward, discount, values);
    }
    return lacks;
  }

  /**
   * Turns Q into A = Q − Σ_a π(a|x) Q(x,a), by way of the differences to the likeliest action.
   * Where the follower is all but certain, A of its action would be rounding otherwise, which 1/τ
   * makes large.
   */
  static void centre(TabularResponse response, double[] q) {
    int actions = response.mdp.pattern.actions();
    for (int from = 0; from < q.length; from += actions) {
      int to = from + actions;
      subtract(q, from, to, q[Categorical.likeliest(response.policy, from, to)]);
      subtract(q, from, to, response.expectation(from / actions, q));
    }
  }

  private static void subtract(double[] q, int from, int to, double number) {
    for (int pair = from; pair < to; pair++) {
      q[pair] -= number;
    }
  }

  /**
   * {@return the values of the policy of a response, to the leader of the problem that it answers}
   */
  public static LeaderValues of(TabularResponse response) {
    TabularMdp mdp = response.mdp;
    PolicySystem system = new PolicySystem(mdp.pattern);
    return of(response, mdp.fillLeader(system, response.policy, mdp.probability));
  }

  /** The same with {@code I − γ_L P_π} filled in for this response. */
  static LeaderValues of(TabularResponse response, PolicySystem system) {
    TabularMdp mdp = response.mdp;
    double[] values = new double[mdp.pattern.states() + 1];
    for (int state = 0; state < mdp.pattern.states(); state++) {
      values[state] = response.expectation(state, mdp.leaderReward);
    }
    system.solveRelative(values, mdp.origin());
    return new LeaderValues(response, system, values);
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
      mdp.actionValues(mdp.leaderReward, x -> discount, values, actionValues);
      for (int state = 0; state < mdp.pattern.states(); state++) {
        values[state] = response.expectation(state, actionValues);
      }
    }
    return mdp.initialExpectation(values);
  }

  /** {@return V_L(x), x in [0, states]; 0 for the last one, the end of the episode} */
  public double value(int state) {
    return values[state] - values[values.length - 1] + rest[state];
  }

  /** {@return Q_L(x, a) of the pair {@code x · actions + a}} */
  public double actionValue(int pair) {
    return advantages[pair] + value(pair * (values.length - 1) / advantages.length);
  }

  /** {@return A_L(x, a) = Q_L(x, a) − V_L(x) of the pair {@code x · actions + a}} */
  public double advantage(int pair) {
    return advantages[pair];
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
