package hyperlead.estimators;

import hyperlead.Estimator;
import hyperlead.LeaderProblem;
import hyperlead.tabular.TabularEpisode;
import hyperlead.tabular.TabularHypergradient;
import hyperlead.tabular.TabularProblem;
import hyperlead.tabular.TabularResponse;
import hyperlead.tabular.TransitionCounts;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * The certainty-equivalent hypergradient: the exact one of the process that was seen.
 *
 * <pre>
 * ∇J of TabularHypergradient, with P̂ and μ̂ from counts in place of P and μ,
 * and the observed π and V_F in place of a solved follower
 * </pre>
 *
 * <p>Needs episodes, the observed response and both rewards as functions; not the laws, whose
 * scores suffice, see {@link TransitionCounts#model}. Uses all rounds and has no sampling noise of
 * its own, so it is far less noisy than BC-HG, whose estimate rests on one round. Bias: that of P̂,
 * which vanishes for what the follower visits as counts grow; where it never goes, successors are
 * taken to be alike. Because it is as quiet as the exact hypergradient it also stays where that one
 * does: on a plateau, start with a noisy one, see {@link hyperlead.strategies.ExploreThenCommit}.
 * Cost: three sparse solves a round. Source: certainty equivalence, Mandl, Advances in Applied
 * Probability 6, 1974; Kumar and Varaiya, Stochastic Systems, 1986, ch. 12.
 *
 * @param smoothing visits added to every successor, &gt; 0, see {@link TransitionCounts#model}
 * @param memory factor on the counts of earlier rounds, in [0, 1]; 1 forgets nothing, which is
 *     right for laws that do not depend on θ
 */
public record CertaintyEquivalent(double smoothing, double memory)
    implements Estimator.Kind<TabularEpisode> {

  /** Throws an {@link IllegalArgumentException} if smoothing or memory is out of range. */
  public CertaintyEquivalent {
    Require.positive("smoothing", smoothing);
    Require.probability("memory", memory);
  }

  @Override
  public Estimator<TabularEpisode> on(
      LeaderProblem<TabularEpisode> problem, RandomGenerator random) {
    TransitionCounts counts = new TransitionCounts(TabularProblem.of(problem), memory);
    TabularHypergradient hypergradient = new TabularHypergradient();
    return Estimator.of(
        this,
        problem,
        (theta, round) -> {
          round.checkOf(problem);
          counts.observe(round);
          TabularResponse observed = round.list().get(0).response();
          return hypergradient.at(observed.in(counts.model(smoothing).at(theta)));
        });
  }

  @Override
  public String toString() {
    return "CertaintyEquivalent(smoothing " + smoothing + ", memory " + memory + ")";
  }
}
