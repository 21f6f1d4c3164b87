package hyperlead.linear;

import hyperlead.algebra.Matrix;
import hyperlead.parameters.Coefficients;

/**
 * A reward with its expectations under Gaussian v, which exact objectives need: in closed form, as
 * {@link QuadraticReward} and {@link GaussianBump}, or by {@link GaussHermiteReward}.
 */
public interface ContinuousReward extends PointReward {
  /** {@return whether it is a polynomial of degree two at most in v} */
  default boolean isQuadratic() {
    return false;
  }

  /**
   * {@return this reward plus ℓ(y)ᵀ(x, u, 1): what each unit of x and u brings, then what a step
   * brings}
   *
   * @param linear ℓ, n + m + 1 numbers, fixed or moving with y
   */
  default ContinuousReward plus(Coefficients linear) {
    return new LinearTerms(this, linear);
  }

  /**
   * {@return the reward averaged over the law around a mean, for many means and one covariance, (n
   * + m) × (n + m) and positive semidefinite}
   */
  SmoothedReward smoothed(double[] y, Matrix covariance);
}
