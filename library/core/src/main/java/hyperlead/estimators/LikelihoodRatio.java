package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.tabular.Objective;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.Trajectories;
import java.util.random.RandomGenerator;

/**
 * The likelihood ratio: any {@link Objective}, from the scores of whole episodes.
 *
 * <pre>
 * guidance = E[ f(ω) Σ_t ∇log π(a_t|x_t) ] = (1/τ) E[ Σ_t (f(ω) − E[f | x_0 … x_t]) ∇Q_F(x_t,a_t) ]
 * direct   = E[ f(ω) ( ∇log μ(x_0) + Σ_t ∇log P(x_{t+1}|x_t,a_t) ) ] + ∂J
 * </pre>
 *
 * <p>f is the objective's influence function, less the mean of the other episodes. Episodes say
 * what f is worth, and the model how the answer moves: ∇log π is {@link
 * TabularHypergradient#policyGradient}, one solve a round whatever d is. It cannot come from the
 * same episode: f and a sample of ∇Q_F share what comes after a_t, so their product has another
 * expectation. Without bias but the objective's own. Prefer BC-HG for an expected return, whose
 * credits leave out what came before them. Source: Glynn, "Likelihood ratio gradient estimation for
 * stochastic systems", CACM 1990.
 */
public record LikelihoodRatio() implements Estimator.Kind<TabularEpisode> {
  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    Objective objective = TabularProblem.of(problem).objective();
    TabularHypergradient exact = new TabularHypergradient();
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          round.checkUnder(theta);
          return Trajectories.of(round).hypergradient(objective, exact);
        });
  }

  @Override
  public String toString() {
    return "LikelihoodRatio";
  }
}
