package hyperlead.optimizers;

import hyperlead.parameterizations.Parameterization;

/**
 * A rule of ascent on a gradient estimate: how a gradient becomes a change of the leader's
 * parameters θ. Immutable; what works on a run is an {@link Ascent}.
 */
public interface Optimizer {
  /**
   * {@return an ascent by this rule that remembers nothing yet}
   *
   * @param parameterization the problem's θ ↦ y, for rules that move y
   */
  Ascent start(Parameterization parameterization);

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
