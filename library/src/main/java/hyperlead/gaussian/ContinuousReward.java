package hyperlead.gaussian;

import hyperlead.dense.Matrix;

/**
 * A reward with its expectations under Gaussian v, which exact objectives need: in closed form, as
 * {@link QuadraticReward} and {@link GaussianBump}, or by {@link GaussHermiteReward}.
 */
public interface ContinuousReward extends PointReward {
  /**
   * {@return E[r_L(v; y)] for v ~ N(mean, covariance)}
   *
   * @param mean length n + m
   * @param covariance (n + m) × (n + m), positive semidefinite
   */
  double expectation(double[] y, double[] mean, Matrix covariance);

  /**
   * Adds weight · the gradients of {@link #expectation} with respect to its three arguments.
   *
   * @param mean length n + m
   * @param covariance (n + m) × (n + m), positive semidefinite
   * @param weight factor of the gradients, any sign
   */
  void addExpectationGradient(
      double[] y, double[] mean, Matrix covariance, double weight, ExpectationGradient sum);

  /**
   * {@return the reward averaged over the law around a mean, for many means and one covariance}
   *
   * <p>The same numbers as {@link #expectation}; a reward that can do part of the work in advance
   * overrides this.
   *
   * @param covariance (n + m) × (n + m), positive semidefinite
   */
  default SmoothedReward smoothed(double[] y, Matrix covariance) {
    return new SmoothedReward() {
      @Override
      public double at(double[] mean) {
        return expectation(y, mean, covariance);
      }

      @Override
      public void addGradient(double[] mean, double weight, double[] g) {
        ExpectationGradient sum = new ExpectationGradient(mean.length, new double[y.length]);
        addExpectationGradient(y, mean, covariance, weight, sum);
        for (int i = 0; i < mean.length; i++) {
          g[i] += sum.mean()[i];
        }
      }
    };
  }
}
