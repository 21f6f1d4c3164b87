package hyperlead.continuous;

import hyperlead.algebra.Require;

/**
 * A leader that acts through the follower's reward alone, r_F = r + yᵀφ(s'). No law and no reward
 * of its own depends on y, so the direct term of its hypergradient is zero: the naive policy
 * gradient never moves.
 *
 * @param dynamics for φ
 */
public record RewardDesign(Dynamics dynamics) implements Influence {
  /** Throws an {@link IllegalArgumentException} if the machine has no features to pay for. */
  public RewardDesign {
    Require.positive("features of the machine", dynamics.features());
  }

  @Override
  public int parameters() {
    return dynamics.features();
  }

  @Override
  public double reward(double[] y, double[] next) {
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      sum += y[k] * dynamics.feature(next, k);
    }
    return sum;
  }

  @Override
  public void addRewardGradient(double[] y, double[] next, double weight, double[] g) {
    for (int k = 0; k < y.length; k++) {
      g[k] += weight * dynamics.feature(next, k);
    }
  }
}
