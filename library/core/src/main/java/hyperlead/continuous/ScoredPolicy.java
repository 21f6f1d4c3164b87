package hyperlead.continuous;

/**
 * A policy π_φ that may be looked into: its score is known, the gradient of its log in its own
 * parameters φ, such as a network's weights.
 */
public interface ScoredPolicy extends ContinuousPolicy {
  /** {@return the length of φ} */
  int parameters();

  /** Fills ∂log π_φ(u|s)/∂φ, where (s, u) stands in an array from an index on. */
  void fillScore(double[] rows, int from, double[] out);
}
