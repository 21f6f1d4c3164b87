package hyperlead.gaussian;

/** E[r_L(v; y)] for v ~ N(mean, covariance) at one y and covariance, as a function of the mean. */
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
   * @param g length n + m, added into
   */
  void addGradient(double[] mean, double weight, double[] g);

  /**
   * Adds weight · the gradients with respect to mean, covariance and y.
   *
   * @param mean length n + m
   * @param weight factor of the gradients, any sign
   */
  void addGradients(double[] mean, double weight, ExpectationGradient sum);
}
