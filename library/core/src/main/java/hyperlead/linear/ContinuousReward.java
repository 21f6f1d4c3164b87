package hyperlead.linear;

import hyperlead.algebra.Matrix;

/**
 * A reward with its expectations under Gaussian v, which exact objectives need: in closed form, as
 * {@link QuadraticReward} and {@link GaussianBump}, or by {@link GaussHermiteReward}.
 */
public interface ContinuousReward extends PointReward {
  /**
   * {@return the reward averaged over the law around a mean, for many means and one covariance, (n
   * + m) × (n + m) and positive semidefinite}
   */
  SmoothedReward smoothed(double[] y, Matrix covariance);
}
