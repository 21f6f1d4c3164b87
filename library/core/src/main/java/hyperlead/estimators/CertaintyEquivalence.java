package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.algebra.Require;
import hyperlead.critics.DynamicsEstimate;
import hyperlead.critics.ModelSource;
import hyperlead.linear.LinearQuadraticEpisode;
import hyperlead.linear.LinearQuadraticHypergradient;
import hyperlead.linear.LinearQuadraticProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;

/**
 * Certainty equivalence: the exact hypergradient of the problem that the leader has identified so
 * far, as if the fit were true.
 *
 * <p>No score, and no product of sampled credits and sampled gradients. Uses all rounds and has no
 * sampling noise of its own, so it is far less noisy than BC-HG, whose estimate rests on one round.
 */
public final class CertaintyEquivalence {
  private CertaintyEquivalence() {}

  /**
   * {@return certainty equivalence in finite problems, by counts}
   *
   * <pre>
   * ∇J of TabularHypergradient, with P̂ and μ̂ from counts in place of P and μ,
   * and the observed π and V_F in place of a solved follower
   * </pre>
   *
   * <p>Needs episodes, the observed response and both rewards as functions; not the laws, whose
   * scores suffice, see {@link TransitionCounts#model}. Bias: that of P̂, which vanishes for what
   * the follower visits as counts grow; where it never goes, successors are taken to be alike.
   * Because it is as quiet as the exact hypergradient it also stays where that one does: on a
   * plateau, start with a noisy one, see {@link hyperlead.estimators.ExploreThenCommit}. Cost:
   * three sparse solves a round. Source: Mandl, Advances in Applied Probability 6, 1974; Kumar and
   * Varaiya, Stochastic Systems, 1986, ch. 12.
   *
   * @param smoothing visits added to every successor, &gt; 0, see {@link TransitionCounts#model}
   * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing, which is
   *     right for laws that do not depend on θ
   * @throws IllegalArgumentException if smoothing or memory is out of range
   */
  public static Estimator.Kind<TabularEpisode> of(double smoothing, double memory) {
    Require.positive("smoothing", smoothing);
    Require.probability("memory", memory);
    return new NamedKind<>(
        "CertaintyEquivalence(smoothing " + smoothing + ", memory " + memory + ")",
        (problem, random, parts) -> {
          TransitionCounts counts = new TransitionCounts(TabularProblem.of(problem), memory);
          parts.add(counts);
          TabularHypergradient hypergradient = new TabularHypergradient();
          return (theta, round) -> {
            counts.observe(round);
            TabularResponse observed = round.list().get(0).response();
            return hypergradient.at(observed.in(counts.model(smoothing).at(observed.theta())));
          };
        });
  }

  /**
   * {@return certainty equivalence in linear-quadratic problems, by least squares}
   *
   * <p>A leader that knows its own policy, both rewards, τ and the discounts, but not the dynamics,
   * fits them to every step it has seen, see {@link DynamicsEstimate}; it solves the follower's
   * Riccati equation on the fit and differentiates through, so it sees rewards that no episode has
   * reached. Made on a problem where θ moves the dynamics, it throws an {@link
   * IllegalArgumentException}. Bias: that of the fitted dynamics, which vanishes with the steps
   * seen, and without noise after n + m + p of them. It holds for linear dynamics and a
   * Boltzmann-optimal follower with known quadratic costs, and for nothing else. Cost: O(steps ·
   * N²) and one exact hypergradient. Source: Mania, Tu, Recht, "Certainty equivalence is efficient
   * for linear quadratic control", NeurIPS 2019, for the idea with one agent.
   */
  public static Estimator.Kind<LinearQuadraticEpisode> of() {
    return new NamedKind<>(
        "CertaintyEquivalence",
        (problem, random, parts) -> {
          ModelSource dynamics = new DynamicsEstimate().on(LinearQuadraticProblem.of(problem));
          parts.add(dynamics);
          return (theta, round) -> {
            Hypergradient planned = LinearQuadraticHypergradient.at(dynamics.observe(round));
            return new Hypergradient(round.meanReturn(), planned.direct(), planned.guidance());
          };
        });
  }
}
