package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
  /** Below it 1 − γ makes more of rounding than 1e-13. */
  private static final double FAR_FROM_ONE = 1e-3;

  /** What arrives and is smaller than that, in units of its terms, has lost digits to them. */
  private static final double CANCELS = 1e-3;

  private static final double ROUNDING = 1e-15;

  private static final int MOST_CORRECTIONS = 5;

  /** How far a correction goes: the 1/(1 − γ) that is left of it must still be small. */
  private static final double FINE = 1e-12;

  private TransitionPattern pattern;
  private PolicySystem system;

  /**
   * {@return J and ∇J at the θ that a response answers: the Boltzmann-optimal π with its V_F; of
   * another objective than the expected return as {@link Objective#at} has it}
   */
  public Hypergradient at(TabularResponse response) {
    return response.problem().objective().at(response, this);
  }

  /** Of the expected return. */
  Hypergradient ofReturn(TabularResponse response) {
    return at(
        response,
        (credits, g) -> {
          TabularProblem problem = response.problem();
          if (problem.followerDiscount() != problem.leaderDiscount()
              || problem.transitions().shares() != DiscountShares.WHOLE) {
            response.mdp.fillFollower(system, response.policy);
          }
          addGuidance(
              response.mdp, eligibilities(response, credits), response.values, response.rest, g);
        });
  }

  /**
   * {@return {@code Σ_{x,a} w(x,a) ∇π(a|x)}, how the answer moves with θ, in directions of a user's
   * own; length d}
   *
   * <pre>credit  c(x,a) = π(a|x) ( w(x,a) − Σ_b π(b|x) w(x,b) ) / τ, pushed forward as above</pre>
   *
   * <p>Cost: one sparse solve and one pass over the entries, whatever d is.
   *
   * @param response the Boltzmann-optimal π with its V_F
   * @param w one number a pair, at index {@code x · actions + a}
   * @throws IllegalArgumentException if w has the wrong length or is not finite
   */
  public double[] policyGradient(TabularResponse response, double[] w) {
    TabularMdp mdp = response.mdp;
    double[] credits = Require.vector("weights", w, mdp.pattern.pairs()).clone();
    LeaderValues.centre(response, credits);
    for (int pair = 0; pair < credits.length; pair++) {
      credits[pair] *= response.policy[pair] / mdp.problem.temperature();
    }
    work(mdp.pattern);
    mdp.fillFollower(system, response.policy);
    double[] g = new double[mdp.configuration.length];
    addGuidance(mdp, eligibilities(response, credits), response.values, response.rest, g);
    return mdp.pullBack(g);
  }

  /**
   * {@return ∂_θJ_F(π), how the follower's own regularised objective moves with θ while π stays,
   * any policy with its own values, see {@link TabularResponse#of}; length d}
   *
   * <pre>
   * J_F(π) = E[ Σ_t γ_F^t ( r_F − τ log π(a_t|x_t) ) ],   n : (I − γ_F P_π)ᵀ n = μ
   * ∂J_F = Σ_x ∇μ(x) V(x) + Σ_{x,a} n(x) π(a|x) ( ∇r_F + γ_F Σ_x' ∇P(x'|x,a) V(x') )
   * </pre>
   */
  public double[] followerGradient(TabularResponse response) {
    TabularMdp mdp = response.mdp;
    work(mdp.pattern);
    double[] g = new double[mdp.configuration.length];
    mdp.addExpectedInitial(response::value, g);
    double[] visits = spread(response.policy, response.followerVisits());
    addGuidance(mdp, visits, response.values, response.rest, g);
    return mdp.pullBack(g);
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
    Require.positive("sweeps", sweeps);
    double[][] policies = new double[sweeps + 1][mdp.pattern.pairs()];
    double[][] values = new double[sweeps + 1][mdp.pattern.states() + 1];
    for (int k = 1; k <= sweeps; k++) {
      mdp.sweep(values[k - 1], policies[k], values[k]);
    }
    TabularResponse last =
        new TabularResponse(mdp, policies[sweeps], values[sweeps], Double.NaN, sweeps);
    return at(
        last,
        (credits, g) -> {
          double[] eligibilities = credits;
          double[] arrivals = new double[mdp.pattern.states() + 1];
          for (int k = sweeps; k >= 1; k--) {
            addGuidance(mdp, eligibilities, values[k - 1], values[0], g);
            arrivals = pushed(mdp, eligibilities, arrivals);
            eligibilities = spread(policies[k - 1], arrivals);
          }
        });
  }

  /** With its own way from credits c(x,a) to the guidance with respect to y, which it adds. */
  private Hypergradient at(TabularResponse response, BiConsumer<double[], double[]> guidance) {
    TabularMdp mdp = response.mdp;
    TabularProblem problem = mdp.problem;
    work(mdp.pattern);
    mdp.fillLeader(system, response.policy, mdp.probability);
    LeaderValues leader = LeaderValues.of(response, system);
    double[] visits = mdp.initialMeasure();
    system.solveTransposed(visits);
    double[] none = new double[pattern.pairs()];
    IntToDoubleFunction discount = problem::leaderDiscount;
    boolean near = isNearOne(discount);
    double[] rest = rest(response, discount, mdp.initialMeasure(), none, visits, near);
    Arrays.setAll(visits, x -> visits[x] + rest[x]);
    double[] pairVisits = spread(response.policy, visits);
    double[] direct = new double[mdp.configuration.length];
    mdp.addExpectedInitial(leader.values, leader.rest, direct);
    Coefficients reward = problem.leaderReward();
    add(mdp, reward, discount, pairVisits, leader.values, leader.rest, direct);
    double[] guided = new double[mdp.configuration.length];
    guidance.accept(credits(leader, pairVisits, problem.temperature()), guided);
    return new Hypergradient(leader.objective(), mdp.pullBack(direct), mdp.pullBack(guided));
  }

  private void work(TransitionPattern next) {
    if (pattern != next) {
      pattern = next;
      system = new PolicySystem(pattern);
    }
  }

  /** n(x) π(a|x). */
  private double[] spread(double[] policy, double[] ofState) {
    double[] spread = policy.clone();
    for (int pair = 0; pair < spread.length; pair++) {
      spread[pair] *= ofState[pair / pattern.actions()];
    }
    return spread;
  }

  /** m(x) π(a|x) A_L(x,a) / τ. */
  private static double[] credits(LeaderValues leader, double[] pairVisits, double temperature) {
    double[] credits = new double[pairVisits.length];
    for (int pair = 0; pair < credits.length; pair++) {
      credits[pair] = pairVisits[pair] * leader.advantages[pair] / temperature;
    }
    return credits;
  }

  /** Pushes credits forward to every later step that they can reach; I − γ_F P_π is filled in. */
  private double[] eligibilities(TabularResponse response, double[] credits) {
    double[] inflow = pushed(response.mdp, credits, new double[pattern.states() + 1]);
    // Credits of a state sum to zero, so what they bring to the end they take from all states.
    double[] terms = terms(response.mdp, credits);
    system.solveTransposed(inflow, -inflow[pattern.end()], terms);
    IntToDoubleFunction discount = response.problem()::followerDiscount;
    // Large values make much of what cancels in a few states only.
    boolean delicate =
        largest(inflow) < CANCELS * largest(terms)
            || isNearOne(discount)
            || largest(response.rest) > 0;
    double[] none = new double[pattern.states()];
    double[] rest = rest(response, discount, none, credits, inflow, delicate);
    return eligibilities(response, credits, inflow, rest, delicate);
  }

  /** n(x) π(a|x) + c(x,a), where the likeliest action has what the others leave of n(x). */
  private double[] eligibilities(
      TabularResponse response, double[] credits, double[] inflow, double[] rest, boolean finely) {
    double[] eligibilities = new double[credits.length];
    int actions = pattern.actions();
    for (int x = 0; x < pattern.states(); x++) {
      int likeliest = Categorical.likeliest(response.policy, x * actions, (x + 1) * actions);
      double left = inflow[x];
      double leftFiner = rest[x];
      for (int pair = x * actions; pair < (x + 1) * actions; pair++) {
        if (pair != likeliest) {
          double e = Math.fma(response.policy[pair], inflow[x], credits[pair]);
          double before = left;
          left -= e;
          if (finely) {
            double finer = Flows.finer(response.policy[pair], inflow[x], rest[x], credits[pair], e);
            leftFiner += Flows.lost(before, -e, left) - finer;
            e += finer;
          }
          eligibilities[pair] = e;
        }
      }
      eligibilities[likeliest] = left + leftFiner;
    }
    return eligibilities;
  }

  /**
   * γ_F Σ_{x,a} P(x'|x,a) c(x,a) for every x', length states + 1: what is there, less what leaves,
   * and what arrives. Nothing is lost to rounding on the way, so credits that sum to zero in every
   * state still do so afterwards; 1/(1 − γ_F) would blow up what they do not.
   *
   * @param sums Σ_a c(x,a), length states + 1; zero for credits
   */
  private static double[] pushed(TabularMdp mdp, double[] credits, double[] sums) {
    TransitionPattern pattern = mdp.pattern;
    double[] inflow = new double[sums.length];
    Arrays.setAll(inflow, x -> x == pattern.end() ? 0 : mdp.problem.followerDiscount(x) * sums[x]);
    for (int x = 0; x < pattern.states(); x++) {
      double discount = mdp.problem.followerDiscount(x);
      for (int pair = x * pattern.actions(); pair < (x + 1) * pattern.actions(); pair++) {
        double weight = discount * credits[pair];
        for (int e = pattern.rowStart(pair); e < pattern.rowStart(pair + 1); e++) {
          int to = pattern.successor(e);
          if (to != x) {
            double moved = weight * mdp.probability[e];
            inflow[x] -= moved;
            inflow[to] += moved;
          }
        }
      }
    }
    return inflow;
  }

  /** The sizes of what is pushed: twice what may leave, less what does, and what arrives. */
  private static double[] terms(TabularMdp mdp, double[] credits) {
    double[] sizes = Arrays.stream(credits).map(Math::abs).toArray();
    double[] sums = new double[mdp.pattern.states() + 1];
    for (int pair = 0; pair < sizes.length; pair++) {
      sums[pair / mdp.pattern.actions()] += 2 * sizes[pair];
    }
    return pushed(mdp, sizes, sums);
  }

  private boolean isNearOne(IntToDoubleFunction discount) {
    return 1 - most(discount) < FAR_FROM_ONE;
  }

  private double most(IntToDoubleFunction discount) {
    return IntStream.range(0, pattern.states()).mapToDouble(discount).max().orElseThrow();
  }

  /**
   * What n lacks through rounding in {@code n(x') = b(x') + γ Σ_{x,a} P(x'|x,a) ( c(x,a) + π(a|x)
   * n(x) )}.
   *
   * @param source b, one number a state
   * @param credits c, which sum to zero in every state
   * @param delicate whether it counts: γ is near to one, or terms cancel
   */
  private double[] rest(
      TabularResponse response,
      IntToDoubleFunction discount,
      double[] source,
      double[] credits,
      double[] n,
      boolean delicate) {
    double[] rest = new double[pattern.states()];
    boolean settled = !delicate;
    for (int k = 0; k < MOST_CORRECTIONS && !settled; k++) {
      Flows flows = new Flows(response, discount, source);
      flows.add(n, rest, credits);
      double[] lacking = flows.total();
      settled =
          largest(lacking) <= ROUNDING * (1 - most(discount)) * largest(n) + Double.MIN_NORMAL;
      if (!settled) {
        system.solveTransposed(lacking, FINE);
        Arrays.setAll(rest, x -> rest[x] + lacking[x]);
        settled = largest(lacking) <= ROUNDING * largest(n);
      }
    }
    return rest;
  }

  private static double largest(double[] numbers) {
    return DoubleStream.of(numbers).map(Math::abs).max().orElse(0);
  }

  private static void addGuidance(
      TabularMdp mdp, double[] eligibilities, double[] v, double[] rest, double[] g) {
    TabularProblem problem = mdp.problem;
    add(mdp, problem.followerReward(), problem::followerDiscount, eligibilities, v, rest, g);
  }

  /**
   * Adds Σ_{x,a} w(x,a) ( ∇r + γ Σ_x' ∇P(x'|x,a) ( V(x') − V(x) ) ), of V in two parts: gradients
   * of a row sum to zero, and so V(x) makes no difference but to rounding.
   */
  private static void add(
      TabularMdp mdp,
      Coefficients reward,
      IntToDoubleFunction discount,
      double[] w,
      double[] v,
      double[] rest,
      double[] g) {
    TransitionPattern pattern = mdp.pattern;
    Coefficients law = mdp.problem.transitions().probability();
    boolean rewardMoves = !reward.isFixed();
    boolean lawMoves = !law.isFixed();
    for (int pair = 0; pair < w.length; pair++) {
      if (w[pair] == 0) {
        // So that nobody asks for slopes of actions that are not available.
        continue;
      }
      if (rewardMoves) {
        reward.addGradient(mdp.configuration, pair, w[pair], g);
      }
      int x = pair / pattern.actions();
      int end = lawMoves ? pattern.rowStart(pair + 1) : 0;
      double weight = lawMoves ? discount.applyAsDouble(x) * w[pair] : 0;
      for (int e = pattern.rowStart(pair); e < end; e++) {
        int next = pattern.successor(e);
        double gain = v[next] - v[x] + (rest[next] - rest[x]);
        law.addGradient(mdp.configuration, e, weight * gain, g);
      }
    }
  }

  @Override
  public String toString() {
    return "TabularHypergradient";
  }
}
