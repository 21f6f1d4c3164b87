package hyperlead.linearquadratic.critics;

import hyperlead.Episodes;
import hyperlead.linearquadratic.LinearQuadraticEpisode;
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
 */
public final class ReturnsCritic implements DifferentiableCritic {
  private final FeatureValues values;

  /**
   * A critic on features.
   *
   * @param features φ; the critic uses a copy of its own
   * @param ridge in [0, 1], share of each feature's sum of squares that is added to the diagonal
   * @throws IllegalArgumentException if the ridge is out of range
   */
  public ReturnsCritic(Features features, double ridge) {
    this(new FeatureValues(features.fresh(), ridge));
  }

  private ReturnsCritic(FeatureValues values) {
    this.values = values;
  }

  @Override
  public void observe(Episodes<? extends LinearQuadraticEpisode> episodes) {
    values.start(episodes.list().get(0).response());
    double discount = episodes.problem().leaderDiscount();
    for (LinearQuadraticEpisode episode : episodes.list()) {
      double future = 0;
      for (int t = episode.length() - 1; t >= 0; t--) {
        future = episode.leaderReward(t) + discount * future;
        values.add(episode, t, future, 0);
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
  public ReturnsCritic fresh(RandomGenerator random) {
    return new ReturnsCritic(values.fresh());
  }

  @Override
  public String toString() {
    return "ReturnsCritic(" + values.features + ")";
  }
}
