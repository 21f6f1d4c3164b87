package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The variance of the leader's return by linear systems, at every size: what the first state, every
 * action and every transition add to it.
 *
 * <pre>
 * Var R = Var V(x_0) + E[Σ_t γ^{2t} ρ(x_t,a_t)],   ρ(x,a) = A(x,a)² + γ² Var_{x'~P(·|x,a)} V(x')
 * ∇Var R = ∇ with ρ and V held + Σ_{x,a} m(x,a) 2 A ∇r + Σ_x n(x) ∇V(x),   m the visits at γ²
 * n(x') = 2 μ(x') (V(x') − J) + Σ_{x,a} m(x,a) P(x'|x,a) ( 2 γ A + 2 γ² (V(x') − E V) )
 * </pre>
 *
 * <p>V, Q, A = Q − V, r and γ are the leader's; ∇P moves ρ, and A by Q, as well. Cost: three exact
 * hypergradients. Source of the first line: Sobel, "The variance of discounted Markov decision
 * processes", Journal of Applied Probability 19, 1982.
 */
public final class ReturnVariance {
  private final TabularResponse response;
  private final TabularProblem problem;
  private final TabularMdp mdp;
  private final LeaderValues leader;

  /** μ, and V(x) − J. */
  private final double[] first;

  private final double[] deviation;

  /** The same response to a leader that is paid ρ, with discount γ². */
  private final TabularResponse spreading;

  private ReturnVariance(TabularResponse response) {
    this.response = response;
    problem = response.problem().withObjective(Objective.EXPECTED_RETURN);
    mdp = response.mdp;
    leader = LeaderValues.of(response);
    first = mdp.initialMeasure();
    double mean = ofFirst(x -> leader.values[x]);
    deviation = Arrays.stream(leader.values).map(v -> v - mean).toArray();
    double[] rho = new double[mdp.pattern.pairs()];
    Arrays.setAll(rho, pair -> squared(leader.advantages[pair]) + spread(pair));
    spreading =
        in(
            problem
                .withRewards(problem.followerReward(), Coefficients.fixed(rho))
                .withLeaderDiscount(squared(problem.leaderDiscount()), ReturnVariance::squared));
  }

  /** {@return the variance under a response} */
  public static double value(TabularResponse response) {
    return new ReturnVariance(response).value();
  }

  /** {@return the variance and its gradient under the Boltzmann-optimal response} */
  public static Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return new ReturnVariance(response).hypergradient(exact);
  }

  private double value() {
    return ofFirst(x -> squared(deviation[x])) + spreading.objective();
  }

  private double ofFirst(IntToDoubleFunction f) {
    return IntStream.range(0, first.length).mapToDouble(x -> first[x] * f.applyAsDouble(x)).sum();
  }

  private static double squared(double number) {
    return number * number;
  }

  private TabularResponse in(TabularProblem other) {
    return response.in(other.at(mdp.theta));
  }

  /** E[V(x') | x, a] − J. */
  private double next(int pair) {
    return mdp.pattern.expectation(pair, mdp.probability, deviation);
  }

  private double discount(int pair) {
    return problem.leaderDiscount(pair / mdp.pattern.actions());
  }

  /** γ² Var[V(x') | x, a]. */
  private double spread(int pair) {
    double next = next(pair);
    double discount = discount(pair);
    double sum = 0;
    for (int e = mdp.pattern.rowStart(pair); e < mdp.pattern.rowStart(pair + 1); e++) {
      double off = discount * (deviation[mdp.pattern.successor(e)] - next);
      sum += mdp.probability[e] * squared(off);
    }
    return sum;
  }

  private Hypergradient hypergradient(TabularHypergradient exact) {
    double[] g = new double[mdp.configuration.length];
    double[] n = new double[mdp.pattern.states() + 1];
    mdp.addExpectedInitial(x -> squared(deviation[x]), g);
    Arrays.setAll(n, x -> x < first.length ? 2 * first[x] * deviation[x] : 0);
    double[] visits = spreading.pairVisits();
    for (int pair = 0; pair < visits.length; pair++) {
      addPair(pair, visits[pair], g, n);
    }
    Hypergradient own = new Hypergradient(0, mdp.pullBack(g), new double[mdp.theta.length]);
    Hypergradient sum = exact.at(spreading).plus(1, own);
    for (int sign : new int[] {1, -1}) {
      double[] part = Arrays.stream(n, 0, first.length).map(v -> Math.max(0, sign * v)).toArray();
      double whole = Arrays.stream(part).sum();
      if (whole > 0) {
        sum = sum.plus(sign * whole, exact.at(in(problem.withInitial(law(part, whole)))));
      }
    }
    return new Hypergradient(value(), sum.direct(), sum.guidance());
  }

  private static InitialLaw law(double[] part, double whole) {
    return new InitialLaw(
        IntStream.range(0, part.length).boxed().toList(),
        Coefficients.fixed(Arrays.stream(part).map(p -> p / whole).toArray()));
  }

  /** Adds what m ρ owes to r and P, and to V at the next states. */
  private void addPair(int pair, double m, double[] g, double[] n) {
    double slope = 2 * m * leader.advantages[pair];
    double next = next(pair);
    double discount = discount(pair);
    problem.leaderReward().addGradient(mdp.configuration, pair, slope, g);
    IntToDoubleFunction ofNext =
        x -> slope * deviation[x] + m * discount * squared(deviation[x] - next);
    mdp.addExpectedTransition(pair, discount, ofNext, g);
    for (int e = mdp.pattern.rowStart(pair); e < mdp.pattern.rowStart(pair + 1); e++) {
      int to = mdp.pattern.successor(e);
      double moved = slope + 2 * m * discount * (deviation[to] - next);
      n[to] += discount * mdp.probability[e] * moved;
    }
  }
}
