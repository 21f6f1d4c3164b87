package hyperlead.identification;

import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.linearquadratic.LinearQuadraticHypergradient;
import hyperlead.linearquadratic.LinearQuadraticProblem;
import hyperlead.linearquadratic.critics.ModelSource;
import java.util.random.RandomGenerator;

/**
 * Certainty equivalence: the exact hypergradient of the problem that the leader has identified so
 * far.
 *
 * <p>A leader that knows its own policy, both rewards, τ and the discounts, but not the dynamics,
 * fits them to every step it has seen (see {@link DynamicsEstimate}) and then plans as if the fit
 * were true: it solves the follower's Riccati equation on it and differentiates through. No critic,
 * no score, no product of sampled credits and sampled gradients; so it sees rewards that no episode
 * has reached. Bias: that of the fitted dynamics, which vanishes with the steps seen, and without
 * noise after n + m + p of them. It holds for linear dynamics and a Boltzmann-optimal follower with
 * known quadratic costs, and for nothing else. Cost: O(steps · N²) and one exact hypergradient.
 * Source: Mania, Tu, Recht, "Certainty equivalence is efficient for linear quadratic control",
 * NeurIPS 2019, for the idea with one agent.
 */
public record CertaintyEquivalence() implements Estimator.Kind<LinearQuadraticEpisode> {
  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if θ moves the dynamics
   */
  @Override
  public Estimator<LinearQuadraticEpisode> on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    ModelSource dynamics = new DynamicsEstimate().on(LinearQuadraticProblem.of(problem));
    LinearQuadraticHypergradient hypergradient = new LinearQuadraticHypergradient();
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          Hypergradient planned = hypergradient.at(dynamics.observe(round));
          return new Hypergradient(round.meanReturn(), planned.direct(), planned.guidance());
        });
  }

  @Override
  public String toString() {
    return "CertaintyEquivalence";
  }
}
