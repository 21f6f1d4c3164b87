package hyperlead;

import hyperlead.algebra.Matrix;

/**
 * A follower's policy as fits of features ask for it: the law of a step v = (b, x, u), given what
 * the follower sees, s = (b, x), as a mixture of normal laws.
 *
 * <pre>
 * v | s ~ Σ_k w_k(s) N( v_k(s), C ),   so   E[φ | s] = Σ_k w_k(s) E[φ(v_k(s) + z)],   z ~ N(0, C)
 * </pre>
 *
 * <p>A linear Gaussian policy is one node and its covariance; a policy over a few actions is its
 * probabilities, with C = 0; any other density of u is the nodes and weights of a quadrature.
 */
public interface StepLaw {
  /** {@return the number of nodes, &gt; 0, the same for every s} */
  int nodes();

  /**
   * Fills v_k, whose s stands in an array from an index on.
   *
   * @param k number of the node, asked for in order from 0 on for the same s
   * @return w_k, of sum one over the nodes
   */
  double fillNode(int k, double[] rows, int from, double[] v);

  /** {@return C, as wide as v} */
  Matrix spread();

  /**
   * Adds factor · (∂v_k/∂s)ᵀg, the gradient with respect to s, where k is the node filled last.
   *
   * @param gradient g with respect to v, changed in place
   * @param out its first entries, as many as s has, are added into
   * @throws UnsupportedOperationException if the policy is no differentiable function of s
   */
  default void addPulledBack(double factor, double[] gradient, double[] out) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " must override addPulledBack for path-wise scores");
  }
}
