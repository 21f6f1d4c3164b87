package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.parameterizations.Categorical;
import hyperlead.sparse.PolicySystem;
import hyperlead.sparse.TransitionPattern;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The exact hypergradient of a tabular problem, by adjoints.
 *
 * <pre>
 * V_L : (I − γ_L P_π) V_L = r_L,π            visits m : (I − γ_L P_π)ᵀ m = μ
 * credit  c(x,a) = m(x) π(a|x) A_L(x,a) / τ
 * inflow  n : (I − γ_F P_π)ᵀ n = γ_F Pᵀ c     eligibility e(x,a) = c(x,a) + π(a|x) n(x)
 * guidance = Σ_{x,a} e(x,a) ( ∇r_F + γ_F Σ_x' ∇P(x'|x,a) V_F(x') )
 * direct   = Σ_x ∇μ(x) V_L(x) + Σ_{x,a} m(x) π(a|x) ( ∇r_L + γ_L Σ_x' ∇P(x'|x,a) V_L(x') )
 * </pre>
 *
 * <p>Cost: three sparse solves and one pass over the entries, whatever d is. The response must be
 * the Boltzmann-optimal one. Keeps its workspace for the next response in the same pattern.
 */
public final class TabularHypergradient {
  private TransitionPattern pattern;
  private PolicySystem system;

  /** {@return J and ∇J at the θ that a response answers: the Boltzmann-optimal π with its V_F} */
  public Hypergradient at(TabularResponse response) {
    return at(response, credits -> guidance(response, eligibilities(response, credits)));
  }

  /**
   * {@return J and ∇J under a follower that makes K soft Bellman sweeps from V_0 = 0,
   * differentiated through the sweeps}
   *
   * <pre>
   * Q_k = r_F + γ_F P V_{k−1},  V_k = τ log Σ_a exp(Q_k/τ),  π_k = exp((Q_k − V_k)/τ),  k = 1 … K
   * e_K(x,a) = m(x) π_K(a|x) A_L(x,a) / τ,    e_{k−1}(x,a) = π_{k−1}(a|x) γ_F Σ P(x|x',a') e_k(x',a')
   * guidance = Σ_k Σ_{x,a} e_k(x,a) ( ∇r_F + γ_F Σ_x' ∇P(x'|x,a) V_{k−1}(x') )
   * </pre>
   *
   * <p>Cost: 2K sweeps and K tables of a number a pair, whatever d is.
   *
   * @param mdp the problem at θ
   * @param sweeps K &gt; 0
   */
  public Hypergradient unrolled(TabularMdp mdp, int sweeps) {
    TabularProblem problem = mdp.problem;
    int actions = mdp.pattern.actions();
    double[][] policies = new double[sweeps + 1][mdp.pattern.pairs()];
    double[][] values = new double[sweeps + 1][mdp.pattern.states() + 1];
    for (int k = 1; k <= sweeps; k++) {
      mdp.followerActionValues(problem.followerDiscount(), values[k - 1], policies[k]);
      for (int x = 0; x < mdp.pattern.states(); x++) {
        values[k][x] =
            Categorical.softmax(policies[k], x * actions, (x + 1) * actions, problem.temperature());
      }
    }
    TabularResponse last =
        new TabularResponse(mdp, policies[sweeps], values[sweeps], Double.NaN, sweeps);
    return at(last, credits -> guidance(mdp, credits, policies, values));
  }

  private static double[] guidance(
      TabularMdp mdp, double[] credits, double[][] policies, double[][] values) {
    double[] g = new double[mdp.configuration.length];
    double[] eligibilities = credits;
    for (int k = policies.length - 1; k >= 1; k--) {
      addGuidance(mdp, eligibilities, values[k - 1], g);
      double[] inflow = pushed(mdp, eligibilities);
      double[] policy = policies[k - 1];
      Arrays.setAll(eligibilities, pair -> policy[pair] * inflow[pair / mdp.pattern.actions()]);
    }
    return g;
  }

  /** With its own way from credits c(x,a) to the guidance with respect to y. */
  private Hypergradient at(TabularResponse response, UnaryOperator<double[]> guidance) {
    TabularMdp mdp = response.mdp;
    TabularProblem problem = mdp.problem;
    if (pattern != mdp.pattern) {
      pattern = mdp.pattern;
      system = new PolicySystem(pattern);
    }
    system.factor(mdp.probability, response.policy, problem.leaderDiscount());
    LeaderValues leader = LeaderValues.of(response, system);
    double[] visits = mdp.initialMeasure();
    system.solveTransposed(visits);
    double[] direct = direct(response, leader, visits);
    double[] guided = guidance.apply(credits(response, leader, visits));
    return new Hypergradient(
        leader.objective(),
        problem.parameterization().pullBack(mdp.configuration, direct),
        problem.parameterization().pullBack(mdp.configuration, guided));
  }

  private static double[] credits(TabularResponse response, LeaderValues leader, double[] visits) {
    TransitionPattern pattern = response.mdp.pattern;
    double temperature = response.mdp.problem.temperature();
    double[] credits = new double[pattern.pairs()];
    for (int pair = 0; pair < credits.length; pair++) {
      int state = pair / pattern.actions();
      double advantage = leader.actionValues[pair] - leader.values[state];
      credits[pair] = visits[state] * response.policy[pair] * advantage / temperature;
    }
    return credits;
  }

  /** Pushes credits forward to every later step that they can reach, with discount γ_F. */
  private double[] eligibilities(TabularResponse response, double[] credits) {
    TabularMdp mdp = response.mdp;
    TabularProblem problem = mdp.problem;
    double[] inflow = pushed(mdp, credits);
    if (problem.followerDiscount() != problem.leaderDiscount()) {
      system.factor(mdp.probability, response.policy, problem.followerDiscount());
    }
    system.solveTransposed(inflow);
    double[] eligibilities = credits.clone();
    for (int pair = 0; pair < credits.length; pair++) {
      eligibilities[pair] += response.policy[pair] * inflow[pair / mdp.pattern.actions()];
    }
    return eligibilities;
  }

  /** γ_F Σ_{x,a} P(x'|x,a) c(x,a) for every x', length states + 1. */
  private static double[] pushed(TabularMdp mdp, double[] credits) {
    TransitionPattern pattern = mdp.pattern;
    double[] inflow = new double[pattern.states() + 1];
    for (int pair = 0; pair < credits.length; pair++) {
      double weight = mdp.problem.followerDiscount() * credits[pair];
      for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
        inflow[pattern.successor(e)] += weight * mdp.probability[e];
      }
    }
    return inflow;
  }

  private static double[] guidance(TabularResponse response, double[] eligibilities) {
    double[] g = new double[response.mdp.configuration.length];
    addGuidance(response.mdp, eligibilities, response.values, g);
    return g;
  }

  /** Adds Σ_{x,a} e(x,a) ( ∇r_F + γ_F Σ_x' ∇P(x'|x,a) v(x') ). */
  private static void addGuidance(TabularMdp mdp, double[] eligibilities, double[] v, double[] g) {
    TabularProblem problem = mdp.problem;
    for (int pair = 0; pair < eligibilities.length; pair++) {
      problem.followerReward().addGradient(mdp.configuration, pair, eligibilities[pair], g);
      double weight = problem.followerDiscount() * eligibilities[pair];
      mdp.addExpectedTransition(pair, weight, x -> v[x], g);
    }
  }

  private static double[] direct(TabularResponse response, LeaderValues leader, double[] visits) {
    TabularMdp mdp = response.mdp;
    TabularProblem problem = mdp.problem;
    double[] g = new double[mdp.configuration.length];
    mdp.addExpectedInitial(leader::value, g);
    for (int pair = 0; pair < response.policy.length; pair++) {
      double weight = visits[pair / mdp.pattern.actions()] * response.policy[pair];
      problem.leaderReward().addGradient(mdp.configuration, pair, weight, g);
      mdp.addExpectedTransition(pair, problem.leaderDiscount() * weight, leader::value, g);
    }
    return g;
  }

  @Override
  public String toString() {
    return "TabularHypergradient";
  }
}
