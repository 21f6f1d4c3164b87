package hyperlead.tabular;

import hyperlead.Budget;
import hyperlead.Episodes;
import hyperlead.Gap;
import hyperlead.Response;
import hyperlead.algebra.PolicySystem;
import hyperlead.algebra.Require;
import hyperlead.algebra.TransitionPattern;
import hyperlead.parameters.Categorical;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A follower's answer in a tabular problem: policy π(a|x) and soft values V_F(x). Immutable.
 *
 * <p>The MDP that it answers comes along, for simulators and for methods that know the model. As
 * there, numbers of pairs stand at index {@code x · actions + a}.
 */
public final class TabularResponse implements Response<TabularEpisode> {
  /** Values beyond that, in units of τ, have a second part: their rounding is 1e-12 of π. */
  private static final double MOST_IN_ONE = 1e4;

  private static final int MOST_CORRECTIONS = 50;

  /** After so many, errors that rounding of a state's terms may be are not worth another. */
  private static final int FEW_CORRECTIONS = 6;

  /** How far a correction goes: the 1/(1 − γ) that is left of it must still be small. */
  private static final double FINE = 1e-12;

  /** Errors so small, in units of τ, are not worth a correction. */
  private static final double ROUNDING = 1e-15;

  /** Rounding of a state's terms at most, in units of these. */
  private static final double ROUNDED = 0x1p-37;

  final TabularMdp mdp;
  final double[] policy;
  final double[] values;

  /** What the values lack through rounding; 0 for the end. */
  final double[] rest;

  private final double residual;
  private final int iterations;
  private final double[] simulated;

  /**
   * An answer.
   *
   * @param policy π(a|x) at index {@code x · actions + a}, length {@code states · actions}; copied
   * @param values V_F(x) but for a number that they share, length {@code states + 1}; the last one,
   *     the end's, is taken off all; copied
   * @param residual largest error of the soft Bellman equation, see {@link #residual}
   * @param iterations how many the solver took
   * @throws IllegalArgumentException if a length is wrong, or the policy is no distribution in a
   *     state or takes an action that a state does not have
   */
  public TabularResponse(
      TabularMdp mdp, double[] policy, double[] values, double residual, int iterations) {
    this(
        mdp,
        checkedPolicy(mdp.pattern, policy).clone(),
        Require.vector("values", values, mdp.pattern.end() + 1).clone(),
        new double[values.length],
        residual,
        iterations,
        mdp.probability);
  }

  private TabularResponse(
      TabularMdp mdp,
      double[] policy,
      double[] values,
      double[] rest,
      double residual,
      int iterations,
      double[] simulated) {
    this.mdp = mdp;
    this.policy = policy;
    this.values = values;
    this.rest = rest;
    this.residual = residual;
    this.iterations = iterations;
    this.simulated = simulated;
  }

  private static double[] checkedPolicy(TransitionPattern pattern, double[] policy) {
    Require.vector("policy", policy, pattern.pairs());
    int actions = pattern.actions();
    for (int x = 0; x < pattern.states(); x++) {
      int state = x;
      Require.distribution(
          () -> "policy in " + pattern.stateName(state), policy, x * actions, (x + 1) * actions);
    }
    for (int pair = 0; pair < policy.length; pair++) {
      if (policy[pair] > 0 && !pattern.isAvailable(pair)) {
        throw new IllegalArgumentException(
            "policy must be 0 in %s, which is not there".formatted(pattern.place(pair)));
      }
    }
    return policy;
  }

  /**
   * {@return a policy π(a|x) of any kind, one number a pair, with its own regularised values}
   *
   * <pre>V = (I − γ_F P_π)⁻¹ ( r_F,π + τ H(π) )</pre>
   *
   * <p>Its residual tells how far π is from Boltzmann-optimal. Cost: one linear solve.
   *
   * @throws IllegalArgumentException if the policy has the wrong length, is no distribution in a
   *     state, or takes an action that a state does not have
   */
  public static TabularResponse of(TabularMdp mdp, double[] policy) {
    checkedPolicy(mdp.pattern, policy);
    int actions = mdp.pattern.actions();
    double[] values = new double[mdp.pattern.end() + 1];
    for (int pair = 0; pair < policy.length; pair++) {
      if (policy[pair] > 0) {
        double bonus = -mdp.problem.temperature() * StrictMath.log(policy[pair]);
        values[pair / actions] += policy[pair] * (mdp.followerReward[pair] + bonus);
      }
    }
    mdp.fillFollower(new PolicySystem(mdp.pattern), policy).solve(values);
    double residual = mdp.sweep(values, new double[policy.length], new double[values.length]);
    return new TabularResponse(mdp, policy, values, residual, 1);
  }

  /**
   * {@return the same answer, exact to the rounding of differences between neighbours' values}
   *
   * <p>Where |V| is large against τ, its rounding is an error of log π. So V gets a second part for
   * what the first lacks, by Newton's steps; they leave the first alone unless it lacks more than
   * τ.
   *
   * @param system of the same pattern, to work with
   * @throws ArithmeticException if that does not converge
   */
  public TabularResponse refined(PolicySystem system) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest <= MOST_IN_ONE * problem().temperature()) {
      return this;
    }
    double[] fine = new double[policy.length];
    double[] coarse = values.clone();
    double[] lacking = new double[values.length];
    double[] error = new double[values.length];
    for (int k = 0; moves(k, coarse, lacking, fine, error); k++) {
      if (k == MOST_CORRECTIONS) {
        throw new ArithmeticException(
            "the second part of values did not converge on %s with discount %s, temperature %s"
                .formatted(mdp.pattern, problem().followerDiscount(), problem().temperature()));
      }
      mdp.fillFollower(system, fine).solve(error, FINE);
      for (int x = 0; x < coarse.length; x++) {
        double second = lacking[x] + error[x];
        double first = coarse[x];
        // A second part beyond τ would round what is small itself, as beside a penalty of 1e15 τ.
        coarse[x] += Math.abs(second) > problem().temperature() ? second : 0;
        lacking[x] = second - (coarse[x] - first);
      }
    }
    return new TabularResponse(mdp, fine, coarse, lacking, residual, iterations, simulated);
  }

  /** Fills π and TV − V of V in two parts, and tells whether the k-th correction is worth it. */
  private boolean moves(int k, double[] coarse, double[] lacking, double[] fine, double[] error) {
    double temperature = problem().temperature();
    mdp.followerAdvantages(coarse, lacking, fine);
    int actions = mdp.pattern.actions();
    boolean moves = false;
    for (int x = 0; x < mdp.pattern.states(); x++) {
      error[x] = Categorical.softmax(fine, x * actions, (x + 1) * actions, temperature);
      double size = Math.abs(error[x]);
      double discount = problem().followerDiscount(x);
      moves |=
          size > Math.max(ROUNDING * temperature, 4 * Math.ulp(lacking[x]))
              && (k < FEW_CORRECTIONS
                  || size > ROUNDED * mdp.terms(x, fine, mdp.followerReward, discount, coarse));
    }
    return moves;
  }

  /** {@return the MDP that it answers} */
  public TabularMdp mdp() {
    return mdp;
  }

  /** {@return π(a|x), x in [0, states), a in [0, actions)} */
  public double policy(int state, int action) {
    int actions = mdp.pattern.actions();
    Require.index("state", state, mdp.pattern.states());
    return policy[state * actions + Require.index("action", action, actions)];
  }

  /** {@return V_F(x), x in [0, states]; 0 for the last one, the end of the episode} */
  public double value(int state) {
    Require.index("state", state, values.length);
    return values[state] - values[mdp.pattern.end()] + rest[state];
  }

  /** {@return π as a table, [states][actions], a copy} */
  public double[][] policy() {
    int actions = mdp.pattern.actions();
    double[][] table = new double[mdp.pattern.states()][];
    for (int state = 0; state < table.length; state++) {
      table[state] = Arrays.copyOfRange(policy, state * actions, (state + 1) * actions);
    }
    return table;
  }

  /** {@return V_F, length states + 1, the last one 0 for the end of the episode; a copy} */
  public double[] values() {
    double[] absolute = new double[values.length];
    Arrays.setAll(absolute, this::value);
    return absolute;
  }

  /** {@return the expectation {@code Σ_a π(a|x) q(x,a)} of numbers q, one a pair} */
  public double expectation(int state, double[] q) {
    int actions = mdp.pattern.actions();
    double sum = 0;
    for (int pair = state * actions; pair < (state + 1) * actions; pair++) {
      sum += policy[pair] * q[pair];
    }
    return sum;
  }

  /**
   * {@return the discounted visits {@code m(x) = E[Σ_t γ_L^t 1{x_t = x}]}, which solve {@code (I −
   * γ_L P_π)ᵀ m = μ}; length states} Cost: one linear solve.
   */
  public double[] visits() {
    double[] visits = mdp.initialMeasure();
    fill(new PolicySystem(mdp.pattern), mdp.probability).solveTransposed(visits);
    return visits;
  }

  /** {@return the same visits under γ_F, {@code E[Σ_t γ_F^t 1{x_t = x}]}; length states} */
  public double[] followerVisits() {
    double[] visits = mdp.initialMeasure();
    mdp.fillFollower(new PolicySystem(mdp.pattern), policy).solveTransposed(visits);
    return visits;
  }

  /** {@return the discounted visits m(x) π(a|x) of every pair, one number a pair} */
  public double[] pairVisits() {
    double[] visits = visits();
    double[] ofPairs = policy.clone();
    for (int pair = 0; pair < ofPairs.length; pair++) {
      ofPairs[pair] *= visits[pair / mdp.pattern.actions()];
    }
    return ofPairs;
  }

  /**
   * {@return a system of the same pattern, with {@code I − γ_L P̂_π} filled in for this policy and
   * another law P̂, one number an entry; its rows may sum to less than one}
   */
  public PolicySystem fill(PolicySystem system, double[] probability) {
    return mdp.fillLeader(system, policy, probability);
  }

  /**
   * {@return the same policy and values, taken as an answer in another MDP with the same pattern,
   * such as an estimate of the true one}
   */
  public TabularResponse in(TabularMdp other) {
    problem().checkLeads("other MDP", other.pattern);
    return new TabularResponse(
        other, policy, values, rest, residual, iterations, other.probability);
  }

  /**
   * {@return the same answer whose episodes follow another law than the one that it was planned
   * with}
   *
   * @param law with the same pattern; the objective is still that of the problem's law
   * @throws IllegalArgumentException if the two laws differ in where they can lead
   */
  public TabularResponse simulatedBy(TransitionLaw law) {
    problem().checkLeads("simulated law", law.pattern());
    double[] other = law.probability().all(mdp.configuration);
    return new TabularResponse(mdp, policy, values, rest, residual, iterations, other);
  }

  @Override
  public TabularProblem problem() {
    return mdp.problem;
  }

  @Override
  public double[] theta() {
    return mdp.theta.clone();
  }

  @Override
  public Episodes<TabularEpisode> play(Budget budget, RandomGenerator random) {
    return new TabularSimulator(this, simulated, random).episodes(budget);
  }

  /**
   * J(θ) = Σ_x μ(x) V_L(x), by one linear solve; of another objective as {@link Objective#value}
   * has it.
   */
  @Override
  public double objective() {
    return problem().objective().value(this);
  }

  @Override
  public Gap gap(Response<TabularEpisode> optimum) {
    if (optimum instanceof TabularResponse best) {
      best.checkOf(problem(), mdp.theta);
      return new PolicyGap(this, best).gap();
    }
    return Gap.UNKNOWN;
  }

  @Override
  public double residual() {
    return residual;
  }

  /** {@return the number of iterations that the solver took} */
  public int iterations() {
    return iterations;
  }

  @Override
  public String toString() {
    return "response in " + mdp.pattern() + ", residual " + residual;
  }
}
