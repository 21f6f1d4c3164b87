package hyperlead.tabular;

import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;

/**
 * What a leader wants: a number J of the law p_θ of trajectories, such as an expected return, its
 * variance, or how two trajectories compare.
 *
 * <pre>
 * ∇J = Σ_ω f(ω) ∇p_θ(ω) + direct,    f(ω) = ∂J/∂p(ω)
 * ∇log p_θ(ω) = ∇log μ(x_0) + Σ_t ( ∇log π(a_t|x_t) + ∇log P(x_{t+1}|x_t,a_t) )
 * </pre>
 *
 * <p>So all that has to be said is J, its influence function f and what J owes directly to rewards
 * that move with θ, under a law that is a list of trajectories with weights: all there are, which
 * is exact, or a sample. Immutable. Source of f: Hampel, "The influence curve and its role in
 * robust estimation", JASA 1974.
 */
@FunctionalInterface
public interface Objective {
  /** J = E[Σ_t γ_L^t r_L(x_t,a_t)], the objective of a problem that is given no other. */
  Objective EXPECTED_RETURN = expected(Functional.LEADER_RETURN);

  /** {@return J and its derivatives under a law} */
  Influence under(Trajectories law);

  /** {@return J under a response, exact; NaN if its trajectories are too many to be counted up} */
  default double value(TabularResponse response) {
    return Trajectories.ifFew(response).map(law -> under(law).value()).orElse(Double.NaN);
  }

  /**
   * {@return J and ∇J under the Boltzmann-optimal response, exact}
   *
   * @param exact what derives the response
   * @throws IllegalArgumentException if its trajectories are too many to be counted up
   */
  default Hypergradient at(TabularResponse response, TabularHypergradient exact) {
    return Trajectories.all(response).hypergradient(this, exact);
  }

  /** {@return J = E f} */
  static Objective expected(Functional f) {
    return new Expectation(f);
  }

  /** {@return this J + weight · other, such as a mean less κ variances} */
  default Objective plus(double weight, Objective other) {
    return new ObjectiveSum(this, weight, other);
  }

  /**
   * Refuses a problem with another objective than the expected return.
   *
   * @param method what estimates nothing else
   * @throws IllegalArgumentException if it has another one
   */
  static void requireExpectedReturn(Object method, LeaderProblem<?> problem) {
    Objective wanted =
        problem instanceof TabularProblem tabular ? tabular.objective() : EXPECTED_RETURN;
    String what = "%s is for expected returns, the objective of %s is %s: use LikelihoodRatio";
    Require.that(wanted.equals(EXPECTED_RETURN), what, method, problem.name(), wanted);
  }
}
