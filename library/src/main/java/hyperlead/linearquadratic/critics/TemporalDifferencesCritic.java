package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
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
 */
public final class TemporalDifferencesCritic implements DifferentiableCritic {
  private final FeatureValues values;

  /**
   * A critic on features.
   *
   * @param features φ; the critic uses a copy of its own
   * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public TemporalDifferencesCritic(Features features, double ridge) {
    this(new FeatureValues(features.fresh(), ridge));
  }

  private TemporalDifferencesCritic(FeatureValues values) {
    this.values = values;
  }

  @Override
  public void observe(Episodes<? extends LinearQuadraticEpisode> episodes) {
    values.start(episodes.list().get(0).response());
    double discount = episodes.problem().leaderDiscount();
    for (LinearQuadraticEpisode episode : episodes.list()) {
      for (int t = 0; t < episode.length(); t++) {
        values.add(episode, t, episode.leaderReward(t), discount);
      }
    }
    values.solve();
  }

  @Override
  public double actionValue(LinearQuadraticEpisode episode, int t) {
    return values.actionValue(episode, t);
  }

  @Override
  public double value(LinearQuadraticEpisode episode, int t) {
    return values.value(episode, t);
  }

  @Override
  public void addValueGradient(int t, double[] rows, int from, double factor, double[] out) {
    values.addValueGradient(rows, from, factor, out);
  }

  @Override
  public boolean isQuadratic() {
    return values.features.areQuadratic();
  }

  @Override
  public TemporalDifferencesCritic fresh(RandomGenerator random) {
    return new TemporalDifferencesCritic(values.fresh());
  }

  @Override
  public String toString() {
    return "TemporalDifferencesCritic(" + values.features + ")";
  }
}
