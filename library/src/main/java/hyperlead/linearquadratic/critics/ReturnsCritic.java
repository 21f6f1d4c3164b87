package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * The leader's action values as a least-squares fit of Monte Carlo returns, on features:
 *
 * <pre>
 * G_t = Σ_{k≥t} γ_L^{k−t} r_L(x_k, u_k),   w minimises Σ_t ( wᵀφ_t − G_t )²
 * </pre>
 *
 * <p>A fit, and not the return itself, because a return and the sampled ∇Q_F of the same steps
 * depend on the same noise: their product is biased whatever the baseline. Uses one round. Returns
 * stop at the horizon, where later steps have less left to come than the fit says. More variance
 * than {@link TemporalDifferencesCritic}, less bias if Q_L is not linear in the features. Cost
 * O(steps · k² + k³).
 *
 * @param features φ
 * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
 */
public record ReturnsCritic(Features.Kind features, double ridge)
    implements DifferentiableCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if the ridge is out of range. */
  public ReturnsCritic {
    Require.probability("ridge", ridge);
  }

  @Override
  public DifferentiableCritic on(
      LeaderProblem<LinearQuadraticEpisode> problem, RandomGenerator random) {
    FeatureValues values = new FeatureValues(features.on(problem), ridge);
    return new FittedCritic(values) {
      @Override
      void addSamples(Episodes<LinearQuadraticEpisode> round) {
        double discount = round.problem().leaderDiscount();
        for (LinearQuadraticEpisode episode : round.list()) {
          double future = 0;
          for (int t = episode.length() - 1; t >= 0; t--) {
            future = episode.leaderReward(t) + discount * future;
            values.add(episode, t, future, 0);
          }
        }
      }
    };
  }

  @Override
  public String toString() {
    return "ReturnsCritic(" + features + ")";
  }
}
