package hyperlead;

/**
 * Features of what the follower sees before it acts, on which a baseline for ∇Q_F can be fitted.
 */
public interface BaselineFeatures<E extends Episode> {
  /**
   * {@return the discounted residuals of a fit to numbers a_t, such as A_L/τ}
   *
   * <pre>
   * c_t = γ_L^t ( a_t − ψ_tᵀβ_j ),   ψ = E_π[φ],   with β_j of the episode's fold j
   * </pre>
   *
   * <p>The β_j are cross-fitted, as {@link hyperlead.algebra.CrossFit} has them; with one fold β
   * minimises Σ_t γ_L^t ( a_t − ψ_tᵀβ )².
   *
   * @param round the episodes
   * @param numbers a_0 … a_{T−1} of each of them
   * @param ridge in (0, 1], share of each feature's sum of squares that is added to the diagonal
   * @param folds &gt; 0, into which the episodes are dealt in turn
   */
  Credits<E> residuals(Episodes<E> round, Credits<E> numbers, double ridge, int folds);
}
