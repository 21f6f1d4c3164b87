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

  /** The same rule without memory. */
  Optimizer fresh();

  /**
   * This rule on gradients cut to a norm: {@code g · min(1, norm/|g|)}.
   *
   * @param norm largest Euclidean norm of a gradient that passes unchanged
   * @throws IllegalArgumentException if the norm is not positive
   */
  default Optimizer clippedTo(double norm) {
    return new Clipped(this, norm);
  }
}
