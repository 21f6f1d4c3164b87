package hyperlead.parameters;

/** An {@link Optimizer} at work on one run, with what it remembers of earlier gradients. */
@FunctionalInterface
public interface Ascent {
  /**
   * Moves θ uphill, in place.
   *
   * @param theta parameters, length d, changed in place
   * @param gradient estimate of ∇J(θ), length d, left as it is
   */
  void ascend(double[] theta, double[] gradient);
}
