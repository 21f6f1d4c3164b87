package hyperlead.estimators;

import hyperlead.Episode;
import hyperlead.Episodes;
import hyperlead.Estimator;
import hyperlead.Hypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.UnrolledHypergradient;
import java.util.random.RandomGenerator;

/**
 * AMD: the leader differentiates through K soft Bellman sweeps of a follower that starts at V = 0,
 * see {@link UnrolledHypergradient} for the equations.
 *
 * <p>Needs the model; the follower's real answer is not used. Bias: the follower of K sweeps is not
 * the Boltzmann-optimal one; it shrinks by about γ_F a sweep. Cost 2K sweeps. Source: Chen, Yang,
 * Li, Wang, Yang, Wang, "Adaptive model design for Markov decision process", ICML 2022.
 */
public final class AdaptiveModelDesign implements Estimator<Episode> {
  private final TabularProblem problem;
  private final int sweeps;
  private final UnrolledHypergradient unrolled;

  /**
   * AMD for a tabular problem.
   *
   * @param problem with its model
   * @param sweeps K &gt; 0
   * @throws IllegalArgumentException if K is not positive
   */
  public AdaptiveModelDesign(TabularProblem problem, int sweeps) {
    this.problem = problem;
    this.sweeps = sweeps;
    this.unrolled = new UnrolledHypergradient(problem, sweeps);
  }

  @Override
  public Hypergradient estimate(double[] theta, Episodes<? extends Episode> episodes) {
    return unrolled.at(theta);
  }

  @Override
  public AdaptiveModelDesign fresh(RandomGenerator random) {
    return new AdaptiveModelDesign(problem, sweeps);
  }

  @Override
  public String toString() {
    return "AdaptiveModelDesign(" + sweeps + " sweeps)";
  }
}
