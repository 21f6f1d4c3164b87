package hyperlead.linear;

/** E[r_L(v; y)] for v ~ N(mean, covariance) at one y and covariance, as a function of the mean. */
public interface SmoothedReward {
  /** {@return the expectation at a mean of length n + m} */
  double at(double[] mean);

  /** {@return ∂E/∂mean, length n + m, a new array} */
  double[] slope(double[] mean);

  /** {@return the gradients with respect to mean, covariance and y} */
  ExpectationGradient gradient(double[] mean);
}
