package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.parameterizations.Categorical;
import hyperlead.sparse.TransitionPattern;
import hyperlead.validation.Require;

/**
 * The gradient of the leader's objective under a follower that makes K soft Bellman sweeps from V_0
 * = 0, differentiated through the sweeps.
 *
 * <pre>
 * Q_k = r_F + γ_F P V_{k−1},  V_k = τ log Σ_a exp(Q_k/τ),  π_k = exp((Q_k − V_k)/τ),  k = 1 … K
 * e_K(x,a) = m(x) π_K(a|x) A_L(x,a) / τ,      e_{k−1}(x,a) = π_{k−1}(a|x) γ_F Σ P(x|x',a') e_k(x',a')
 * guidance = Σ_k Σ_{x,a} e_k(x,a) ( ∇r_F + γ_F Σ_x' ∇P(x'|x,a) V_{k−1}(x') )
 * </pre>
 *
 * <p>Cost: 2K sweeps and K tables of a number a pair, whatever d is.
 */
public final class UnrolledHypergradient {
  private final TabularProblem problem;
  private final TransitionPattern pattern;
  private final TabularHypergradient exact;
  private final int sweeps;

  /**
   * Prepares the solves for a problem.
   *
   * @param problem whose hypergradient is taken
   * @param sweeps K &gt; 0
   * @throws IllegalArgumentException if K is not positive
   */
  public UnrolledHypergradient(TabularProblem problem, int sweeps) {
    this.problem = problem;
    this.pattern = problem.transitions().pattern();
    this.exact = new TabularHypergradient();
    this.sweeps = Require.positive("sweeps", sweeps);
  }

  /**
   * {@return J(θ) and ∇J(θ) under the policy of the last sweep}
   *
   * @param theta the leader's parameters, length d
   * @throws IllegalArgumentException if θ has the wrong length or is not finite
   */
  public Hypergradient at(double[] theta) {
    TabularMdp mdp = problem.at(theta);
    double[][] policies = new double[sweeps + 1][pattern.pairs()];
    double[][] values = new double[sweeps + 1][pattern.states() + 1];
    for (int k = 1; k <= sweeps; k++) {
      mdp.followerActionValues(problem.followerDiscount(), values[k - 1], policies[k]);
      for (int state = 0; state < pattern.states(); state++) {
        values[k][state] =
            Categorical.softmax(
                policies[k],
                state * pattern.actions(),
                (state + 1) * pattern.actions(),
                problem.temperature());
      }
    }
    TabularResponse last =
        new TabularResponse(mdp, policies[sweeps], values[sweeps], Double.NaN, sweeps);
    return exact.at(last, credits -> guidance(mdp, credits, policies, values));
  }

  private double[] guidance(
      TabularMdp mdp, double[] credits, double[][] policies, double[][] values) {
    double[] g = new double[mdp.configuration.length];
    double[] eligibilities = credits;
    for (int k = sweeps; k >= 1; k--) {
      TabularHypergradient.addGuidance(mdp, eligibilities, values[k - 1], g);
      double[] inflow = TabularHypergradient.pushed(mdp, eligibilities);
      eligibilities = new double[credits.length];
      for (int pair = 0; pair < credits.length; pair++) {
        eligibilities[pair] = policies[k - 1][pair] * inflow[pair / pattern.actions()];
      }
    }
    return g;
  }
}
