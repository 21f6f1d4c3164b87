package hyperlead.gaussian;

import hyperlead.dense.Matrix;

/** Where gradients of an expected reward are added into; starts at zero. */
public final class ExpectationGradient {
  private final double[] mean;
  private final Matrix covariance;
  private final double[] configuration;

  /**
   * Zeros.
   *
   * @param size n + m
   * @param configuration with respect to y, which may go on from other sums; taken over
   */
  public ExpectationGradient(int size, double[] configuration) {
    this.mean = new double[size];
    this.covariance = Matrix.zero(size, size);
    this.configuration = configuration;
  }

  /** {@return the gradient with respect to the mean, length n + m; to be added into} */
  public double[] mean() {
    return mean;
  }

  /**
   * {@return the gradient with respect to the covariance, symmetric: a change D of the covariance
   * changes the expectation by the trace of this times D; to be added into}
   */
  public Matrix covariance() {
    return covariance;
  }

  /** {@return the gradient with respect to y; to be added into} */
  public double[] configuration() {
    return configuration;
  }
}
