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

  /** {@return the same rule without memory, for another run} */
  Optimizer fresh();

  /**
   * {@return this rule on gradients cut to a norm: {@code g · min(1, norm/|g|)}}
   *
   * @param norm largest Euclidean norm of a gradient that passes unchanged, &gt; 0
   * @throws IllegalArgumentException if the norm is not positive
   */
  default Optimizer clippedTo(double norm) {
    return new Clipped(this, norm);
  }

  /**
   * {@return this rule with steps that shrink linearly to zero over so many updates}
   *
   * @param updates T &gt; 0, usually as many as the training makes
   * @throws IllegalArgumentException if T is not positive
   */
  default Optimizer decayingOver(int updates) {
    return new Decaying(this, updates);
  }
}
