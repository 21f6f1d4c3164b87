package hyperlead.gaussian;

/** E[r_L(mean + z)] for Gaussian z of one covariance, as a function of the mean. */
public interface SmoothedReward {
  /**
   * {@return the expectation}
   *
   * @param mean length n + m
   */
  double at(double[] mean);

  /**
   * Adds weight · ∂E/∂mean.
   *
   * @param mean length n + m
   * @param weight factor of the gradient, any sign
   * @param g its first n + m entries are added into
   */
  void addGradient(double[] mean, double weight, double[] g);
}
