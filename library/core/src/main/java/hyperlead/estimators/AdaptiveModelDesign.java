package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.algebra.Require;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import java.util.random.RandomGenerator;

/**
 * AMD: the leader differentiates through K soft Bellman sweeps of a follower that starts at V = 0,
 * see {@link TabularHypergradient#unrolled} for the equations.
 *
 * <p>Needs the model; the follower's real answer is not used. Bias: the follower of K sweeps is not
 * the Boltzmann-optimal one; it shrinks by about γ_F a sweep. Cost 2K sweeps. Source: Chen, Yang,
 * Li, Wang, Yang, Wang, "Adaptive model design for Markov decision process", ICML 2022.
 *
 * @param sweeps K &gt; 0
 */
public record AdaptiveModelDesign(int sweeps) implements Estimator.Kind<TabularEpisode> {
  public AdaptiveModelDesign {
    Require.positive("sweeps", sweeps);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    Objective.requireExpectedReturn(this, problem);
    TabularProblem known = TabularProblem.of(problem);
    TabularHypergradient hypergradient = new TabularHypergradient();
    return Estimator.of(
        this, problem, (theta, round) -> hypergradient.unrolled(known.at(theta), sweeps));
  }

  @Override
  public String toString() {
    return "AdaptiveModelDesign(" + sweeps + " sweeps)";
  }
}
