package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.LeaderProblem;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
import hyperlead.validation.Require;
import java.util.random.RandomGenerator;

/**
 * Least-squares temporal differences for the leader's action values, on features:
 *
 * <pre>
 * Σ_t φ_t ( φ_t − γ_L E_π[φ](x_{t+1}, a_{t+1}) )ᵀ w = Σ_t φ_t r_L(x_t, u_t)
 * </pre>
 *
 * <p>Values without end: those of the horizon's last steps are too high in absolute value by the
 * share of γ_L^(T−t) that the leader's game cuts off. Needs episodes and the observed policy. Uses
 * one round; consistent if Q_L is linear in the features, and exact already for finite rounds if
 * the transitions have no noise. Cost O(steps · k² + k³). Source: Bradtke and Barto, Machine
 * Learning 22, 1996; Lagoudakis and Parr, "Least-squares policy iteration", JMLR 4, 2003.
 *
 * @param features φ
 * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
 */
public record TemporalDifferencesCritic(Features.Kind features, double ridge)
    implements DifferentiableCritic.Kind {

  /** Throws an {@link IllegalArgumentException} if the ridge is out of range. */
  public TemporalDifferencesCritic {
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
          for (int t = 0; t < episode.length(); t++) {
            values.add(episode, t, episode.leaderReward(t), discount);
          }
        }
      }
    };
  }

  @Override
  public String toString() {
    return "TemporalDifferencesCritic(" + features + ")";
  }
}
