package hyperlead.algebra;

/** A way to (I − N)⁻¹ that need not be exact: {@link PolicySystem} repeats it on what is left. */
interface ApproximateInverse {
  /** Takes note that the rows have been filled anew. */
  default void refresh() {}

  /**
   * r ← (I − N)⁻¹ r, or (I − Nᵀ)⁻¹ r
   *
   * @param reduction by which the residual must shrink
   * @return whether it did
   */
  boolean apply(double[] r, boolean transposed, double reduction);
}
