package hyperlead.optimizers;

/** Ascent on a gradient estimate: turns a gradient into a change of the leader's parameters θ. */
public interface Optimizer {
  /**
   * Moves θ uphill, in place.
   *
   * @param theta parameters, length d, changed in place
   * @param gradient estimate of ∇J(θ), length d, left as it is
   */
  void ascend(double[] theta, double[] gradient);
}
