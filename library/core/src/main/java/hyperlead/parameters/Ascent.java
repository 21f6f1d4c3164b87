package hyperlead.parameters;

import hyperlead.algebra.Learner;
import java.util.List;

/** An {@link Optimizer} at work on one run, with what it remembers of earlier gradients. */
@FunctionalInterface
public interface Ascent extends Learner {
  /**
   * Moves θ uphill, in place.
   *
   * @param theta parameters, length d, changed in place
   * @param gradient estimate of ∇J(θ), length d, left as it is
   */
  void ascend(double[] theta, double[] gradient);

  /**
   * {@return an ascent that moves θ like a rule, and remembers these parts}
   *
   * @param parts arrays and other ascents that the rule goes on with
   */
  static Ascent remembering(Ascent rule, Object... parts) {
    return new Ascent() {
      @Override
      public void ascend(double[] theta, double[] gradient) {
        rule.ascend(theta, gradient);
      }

      @Override
      public List<double[]> memory() {
        return Learner.memory(List.of(parts));
      }
    };
  }
}
