package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.parameters.Coefficients;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The variance of the leader's return, or of another total, by linear systems, at every size: what
 * the first state, every action and every transition add to it.
 *
 * <pre>
 * Var R = Var V(x_0) + E[Σ_t γ^{2t} ρ(x_t,a_t)],   ρ(x,a) = A(x,a)² + E_{x'~P(·|x,a)} s(x,a,x')²
 * s(x,a,x') = γ ( V(x') − E V ) + r(x,a,x') − r(x,a), of which the last two are rewards on arrival
 * ∇Var R = ∇ with ρ and V held + Σ_{x,a} m(x,a) ( 2 A ∇r + 2 E[s ∇r(x,a,·)] ) + Σ_x n(x) ∇V(x)
 * n(x') = 2 μ(x') (V(x') − J) + Σ_{x,a} m(x,a) P(x'|x,a) 2 γ ( A + s ),   m the visits at γ²
 * </pre>
 *
 * <p>V, Q, A = Q − V, r and γ are those of the total; ∇P moves ρ, and A by Q, as well. Cost: three
 * exact hypergradients. Source of the first line: Sobel, "The variance of discounted Markov
 * decision processes", Journal of Applied Probability 19, 1982.
 */
public final class ReturnVariance {
  private final TabularResponse response;
  private final TabularProblem problem;
  private final TabularMdp mdp;
  private final LeaderValues leader;

  /** μ, and V(x) − J. */
  private final double[] first;

  private final double[] deviation;

  /** r(x,a,x') of every entry, and less r(x,a); zero where all is earned before arrival. */
  private final Coefficients onArrival;

  private final double[] surprise;

  /** The same response to a leader that is paid ρ, with discount γ². */
  private final TabularResponse spreading;

  private ReturnVariance(TabularResponse response, Coefficients onArrival) {
    this.response = response;
    this.onArrival = onArrival;
    problem = response.problem().withObjective(Objective.EXPECTED_RETURN);
    mdp = response.mdp;
    leader = LeaderValues.of(response);
    first = mdp.initialMeasure();
    double mean = ofFirst(x -> leader.values[x]);
    deviation = Arrays.stream(leader.values).map(v -> v - mean).toArray();
    surprise = onArrival.all(mdp.configuration);
    centreRows(surprise);
    double[] rho = new double[mdp.pattern.pairs()];
    Arrays.setAll(rho, pair -> squared(leader.advantages[pair]) + spread(pair));
    spreading =
        in(
            problem
                .withRewards(problem.followerReward(), Coefficients.fixed(rho))
                .withLeaderDiscount(squared(problem.leaderDiscount()), ReturnVariance::squared));
  }

  /** {@return of a number of a trajectory; nothing if that is no total of rewards} */
  public static Optional<ReturnVariance> of(Functional f, TabularResponse response) {
    Coefficients none = Coefficients.fixed(new double[response.mdp.pattern.entries()]);
    return Total.paid(f, response)
        .map(
            paid ->
                new ReturnVariance(
                    paid, f instanceof Total total && total.onArrival() ? total.reward() : none));
  }

  /** Takes from the numbers of each row their mean under P. */
  private void centreRows(double[] numbers) {
    for (int pair = 0; pair < mdp.pattern.pairs(); pair++) {
      double mean = mdp.pattern.row(pair).mapToDouble(e -> mdp.probability[e] * numbers[e]).sum();
      mdp.pattern.row(pair).forEach(e -> numbers[e] -= mean);
    }
  }

  /** {@return the variance} */
  public double value() {
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

  /** s of an entry of a pair, next that of the pair. */
  private double off(int pair, int e, double next) {
    return discount(pair) * (deviation[mdp.pattern.successor(e)] - next) + surprise[e];
  }

  /** E[s² | x, a]. */
  private double spread(int pair) {
    double next = next(pair);
    return mdp.pattern
        .row(pair)
        .mapToDouble(e -> mdp.probability[e] * squared(off(pair, e, next)))
        .sum();
  }

  /** {@return the variance and its gradient, of the Boltzmann-optimal response} */
  public Hypergradient at(TabularHypergradient exact) {
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
    Coefficients law = problem.transitions().probability();
    problem.leaderReward().addGradient(mdp.configuration, pair, slope, g);
    for (int e = mdp.pattern.rowStart(pair); e < mdp.pattern.rowStart(pair + 1); e++) {
      int to = mdp.pattern.successor(e);
      double off = off(pair, e, next);
      double moved = discount * slope * deviation[to] + m * squared(off);
      law.addGradient(mdp.configuration, e, moved, g);
      onArrival.addGradient(mdp.configuration, e, 2 * m * mdp.probability[e] * off, g);
      n[to] += discount * mdp.probability[e] * (slope + 2 * m * off);
    }
  }
}
